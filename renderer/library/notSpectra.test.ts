import { describe, expect, it } from 'vitest';
import { notASpectrum } from './notSpectra.ts';

describe('files that hold no spectrum to show', () => {
  it.each([
    ['spAll', 'catalogue', /row for each spectrum/],
    ['apVisitSum', 'catalogue', /row for each visit/],
    ['lamost', 'LAMOST', /not an SDSS one/],
    ['spSpec', 'before DR8', /format of SDSS before DR8/],
    ['echelle', 'echelle', /several orders/],
  ])('says what %s is', (product, word, reason) => {
    expect(notASpectrum({ product })?.word).toBe(word);
    expect(notASpectrum({ product })?.reason).toMatch(reason);
  });

  it('has nothing to say of spectra and of files that were not read', () => {
    for (const product of ['apVisit', 'spec', null, 'constructor']) {
      expect(notASpectrum({ product })).toBeUndefined();
    }
  });
});
