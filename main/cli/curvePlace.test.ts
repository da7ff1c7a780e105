import { describe, expect, it } from 'vitest';
import { parsePlace, placeWord } from './curvePlace.ts';

describe('places of curves on the command line', () => {
  it.each(['0', '2[3]', '1:FLUX', '1:flux_2[4]', 'grid:0'])('%s reads back as it was', (word) => {
    expect(placeWord(parsePlace(word, '--flux'))).toBe(word);
  });

  it.each(['', 'FLUX', '1:', 'grid:x', '-1', '0[a]'])('"%s" is refused with the option', (word) => {
    expect(() => parsePlace(word, '--flux')).toThrow('no place in a FITS file');
  });
});
