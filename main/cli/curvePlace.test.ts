import { describe, expect, it } from 'vitest';
import { bufferSource } from '../../core/fits/byteSource.ts';
import { openFits } from '../../core/fits/fitsFile.ts';
import { encodeFits } from '../../core/fits/write/encodeFits.ts';
import { parsePlace, parsePlaceIn, placesQuestion, placeWord } from './curvePlace.ts';

describe('places of curves on the command line', () => {
  it.each(['0', '2[3]', '1:FLUX', '1:flux_2[4]', '1:WAVE [nm]', '1:lam[Å][4]', 'grid:0'])(
    '%s reads back as it was',
    (word) => {
      expect(placeWord(parsePlace(word, '--flux'))).toBe(word);
    },
  );

  it('may be columns whose names have brackets, which hold no row', () => {
    const place = { kind: 'column', hdu: 1, column: 'lam[nm]' };
    expect(parsePlace('1:lam[nm]', '--flux')).toEqual(place);
    expect(parsePlace('1:lam[nm][2]', '--flux')).toEqual({ ...place, row: 2 });
  });

  it('may be columns whose names end in a number in brackets, where a file has them', () => {
    const column = (name: string) => ({
      name,
      values: { kind: 'number', type: 'f8', shape: [3], data: new Float64Array(3) } as const,
    });
    const bytes = encodeFits([
      { kind: 'image' },
      { kind: 'table', name: 'T', columns: [column('MAG[5]'), column('FLUX')] },
    ]);
    using fits = openFits(bufferSource('t.fits', bytes));
    const place = { kind: 'column', hdu: 1, column: 'MAG[5]' } as const;
    expect(parsePlaceIn(fits, placeWord(place), '--flux')).toEqual(place);
    expect(parsePlaceIn(fits, '1:FLUX[5]', '--flux')).toMatchObject({ column: 'FLUX', row: 5 });
    expect(parsePlaceIn(fits, '9:MAG[5]', '--flux')).toMatchObject({ column: 'MAG', row: 5 });
  });

  it.each(['', 'FLUX', '1:', 'grid:x', '-1', '0[a]'])('"%s" is refused with the option', (word) => {
    expect(() => parsePlace(word, '--flux')).toThrow('no place in a FITS file');
  });
});

describe('the question which curve is which', () => {
  it('has one line for rows that nothing tells apart, and says how to name the last', () => {
    const images = [0, 1, 2].map((row) => ({
      place: { kind: 'image' as const, hdu: 1, row },
      label: `HDU 1, row ${row}`,
      pixels: 64,
      rows: 300,
    }));
    const column = {
      place: { kind: 'column' as const, hdu: 2, column: 'WAVE', row: 0 },
      label: 'HDU 2, column WAVE, row 0',
      pixels: 64,
      rows: 2,
    };
    const lines = placesQuestion([...images, column]).split('\n');
    expect(lines.slice(1, 3).map((line) => line.replace(/ +/g, ' '))).toEqual([
      ' 1 HDU 1, row 0, 64 pixels; likewise the other rows, up to 1[299]',
      ' 2:WAVE[0] HDU 2, column WAVE, row 0, 64 pixels; likewise the other rows, up to 2:WAVE[1]',
    ]);
    expect(lines[3]).toMatch(/^for example/);
  });

  it('has a line for each row that has a name', () => {
    const named = ['SPECTRUM', 'ERROR'].map((name, row) => ({
      place: { kind: 'image' as const, hdu: 0, row },
      label: `HDU 0, row ${row} (${name})`,
      pixels: 64,
    }));
    expect(placesQuestion(named)).toMatch(/\(SPECTRUM\)[^]*0\[1\] .*\(ERROR\)/);
  });

  it('ends with an example of the curves that it has, as a shell takes it', () => {
    const grid = {
      place: { kind: 'grid' as const, hdu: 0 },
      label: 'HDU 0, CRVAL1 and CDELT1',
      guess: 'wavelength' as const,
    };
    const row = (index: number, guess: 'flux' | 'error') => ({
      place: { kind: 'image' as const, hdu: 0, row: index },
      label: `HDU 0, row ${index}`,
      pixels: 64,
      guess,
    });
    const example = (pixels: number) =>
      placesQuestion([{ ...grid, pixels }, row(0, 'flux'), row(2, 'error')]).split('example: ')[1];
    expect(example(64)).toBe("--wavelength grid:0 --flux 0 --error '0[2]'\n");
    expect(example(65)).toBe('--wavelength 1:WAVE --flux 1:FLUX --error 1:ERR\n');
  });

  it('tells how long the rows of a variable-length column are', () => {
    const row = (index: number, pixels: number) => ({
      place: { kind: 'column' as const, hdu: 1, column: 'FLUX', row: index },
      label: `HDU 1, column FLUX, row ${index}`,
      pixels,
      rows: 40,
    });
    expect(placesQuestion([row(0, 20), row(1, 30)])).toContain('20 to 30 pixels; likewise');
    expect(placesQuestion([row(0, 20), row(1, 20)])).toContain(' 20 pixels; likewise');
  });
});
