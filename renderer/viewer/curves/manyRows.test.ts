import { describe, expect, it } from 'vitest';
import type { CurveCandidate } from '../../../core/api/spectrum.ts';
import { firstChoice } from './curveChoice.ts';
import { rowNote } from './curveNotes.ts';
import { valueOptions } from './curveOptions.ts';
import { answerFacts, answerOf, choiceOf } from './curvesAnswer.ts';
import { rowsToChoose } from './manyRows.ts';

const grid: CurveCandidate = {
  place: { kind: 'grid', hdu: 0 },
  label: 'HDU 0, CRVAL1 and CDELT1',
  pixels: 100,
  guess: 'wavelength',
};
/** Spectra of 300 fibres as rows of an image, their errors as vectors of a table of 299. */
const image: CurveCandidate = {
  place: { kind: 'image', hdu: 0, row: 0 },
  label: 'HDU 0',
  pixels: 100,
  rows: 300,
  guess: 'flux',
};
const vectors: CurveCandidate = {
  place: { kind: 'column', hdu: 1, column: 'ERR', row: 0 },
  label: 'HDU 1, column ERR',
  pixels: 100,
  rows: 299,
  guess: 'error',
};
const single: CurveCandidate = {
  place: { kind: 'image', hdu: 2, row: 0 },
  label: 'HDU 2',
  pixels: 100,
};
const candidates = [image, grid, vectors, single];
const first = firstChoice(candidates);

describe('curves that are one of many rows', () => {
  it('are one line of the list, with the number of rows', () => {
    const [fit] = valueOptions(candidates, grid);
    expect(fit?.items.map(({ detail }) => detail)).toEqual([
      '300 rows of 100 pixels',
      '299 rows of 100 pixels',
      '100 pixels',
    ]);
  });

  it('share a row, of as many as all of them have', () => {
    expect(first.row).toBe(0);
    expect(rowsToChoose(candidates, first)).toBe(299);
    expect(rowsToChoose(candidates, { ...first, noiseKind: 'none' })).toBe(300);
    expect(rowNote(300)).toMatch(/^0 to 299,/);
    const alone = firstChoice([grid, single]);
    expect(rowsToChoose([grid, single], alone)).toBeUndefined();
  });

  it('are answered with that row, which reads back; others keep their only place', () => {
    const choice = { ...first, row: 234 };
    const chosen = answerOf(candidates, choice);
    if (chosen.kind === 'missing') throw new Error(chosen.fields.join());
    expect(chosen.answer).toMatchObject({
      wavelength: { kind: 'grid', hdu: 0 },
      flux: { kind: 'image', hdu: 0, row: 234 },
      noise: { kind: 'error', place: { kind: 'column', hdu: 1, column: 'ERR', row: 234 } },
    });
    expect(choiceOf(candidates, chosen.answer)).toEqual(choice);
    expect(answerFacts(chosen.answer).map(([, words]) => words)).toEqual([
      'HDU 0, CRVAL1 and CDELT1, in Å',
      'HDU 0, row 234',
      'HDU 1, column ERR, row 234 (error)',
    ]);
  });

  it('ask for a row where none is given, or one that is not there', () => {
    for (const row of [null, 299]) {
      expect(answerOf(candidates, { ...first, row })).toEqual({ kind: 'missing', fields: ['row'] });
    }
    expect(answerOf(candidates, { ...first, row: 298 }).kind).toBe('answer');
    expect(answerOf([grid, single], { ...firstChoice([grid, single]), row: null }).kind).toBe(
      'answer',
    );
  });
});
