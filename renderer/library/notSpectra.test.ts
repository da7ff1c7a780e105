import { describe, expect, it } from 'vitest';
import { firstToShow, maybeInput, notASpectrum } from './notSpectra.ts';

describe('files that hold no spectrum to show', () => {
  it.each([
    ['spAll', 'catalogue', /row for each spectrum/],
    ['apVisitSum', 'catalogue', /row for each visit/],
    ['lamost', 'LAMOST', /not an SDSS one/],
    ['spSpec', 'before DR8', /format of SDSS before DR8/],
    ['echelle', 'echelle', /several orders/],
    ['generic', 'unknown', /which of its curves/],
  ])('says what %s is', (product, word, reason) => {
    expect(notASpectrum({ product })?.word).toBe(word);
    expect(notASpectrum({ product })?.reason).toMatch(reason);
  });

  it('can be drawn once the user has explained them, but for catalogues', () => {
    const asks = (product: string) => notASpectrum({ product })?.asks;
    expect(['lamost', 'spSpec', 'echelle', 'generic'].map(asks)).toEqual([true, true, true, true]);
    expect(['allStar', 'allVisit', 'apVisitSum', 'spAll'].some(asks)).toBe(false);
  });

  it('are no longer unknown once the user has explained them; another survey stays what it is', () => {
    expect(notASpectrum({ product: 'generic' }, true)?.word).toBe('explained');
    expect(notASpectrum({ product: 'generic' }, true)?.reason).toMatch(/shown as you said/);
    expect(notASpectrum({ product: 'lamost' }, true)?.word).toBe('LAMOST');
    expect(notASpectrum({ product: 'apVisit' }, true)).toBeUndefined();
  });

  it('has nothing to say of spectra and of files that were not read', () => {
    for (const product of ['apVisit', 'spec', null, 'constructor']) {
      expect(notASpectrum({ product })).toBeUndefined();
    }
  });
});

it('tasks may take spectra, and files of the mirror that were not looked into yet', () => {
  const file = { path: 'a.fits', name: 'a.fits', origin: 'file', size: 2880 } as const;
  const mirror = { ...file, origin: 'mirror' } as const;
  expect(maybeInput({ ...file, product: 'spec' })).toBe(true);
  expect(maybeInput({ ...mirror, product: null })).toBe(true);
  expect(maybeInput({ ...file, product: null })).toBe(false);
  expect(maybeInput({ ...file, product: 'generic' })).toBe(false);
  expect(maybeInput({ ...mirror, product: null, problem: { message: 'cut off' } })).toBe(false);
});

it('of files that were added a spectrum is shown, else what can be explained, else what can say what it is', () => {
  const entry = (product: string | null) => ({
    path: `${product ?? 'nothing'}.fits`,
    name: 'file.fits',
    origin: 'file' as const,
    size: 2880,
    product,
  });
  const broken = { ...entry(null), path: 'broken.fits', problem: { message: 'cut off' } };
  const added = [broken, entry(null), entry('spAll'), entry('generic'), entry('spec')];
  const shown = (count: number) => firstToShow(added.slice(0, count))?.path;
  expect(shown(5)).toBe('spec.fits');
  expect(shown(4)).toBe('generic.fits');
  expect(shown(2)).toBe('nothing.fits');
  expect(shown(1)).toBeUndefined();
});
