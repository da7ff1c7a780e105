import { describe, expect, it } from 'vitest';
import type { CurveCandidate, CurvePlace, CurvesAnswer } from '../../../core/api/spectrum.ts';
import { absoluteFile } from './absoluteFile.ts';
import { chooseNoiseKind, chooseWavelength, firstChoice } from './curveChoice.ts';
import { fluxNote, missingText, wavelengthNote } from './curveNotes.ts';
import { valueOptions, wavelengthOptions } from './curveOptions.ts';
import { answerFacts, answerOf, choiceOf } from './curvesAnswer.ts';
import { placeKey } from './placeKey.ts';

const column = (name: string, hdu = 1): CurvePlace => ({ kind: 'column', hdu, column: name });

function curve(
  place: CurvePlace,
  pixels: number,
  more: Partial<CurveCandidate> = {},
): CurveCandidate {
  return { place, label: placeKey(place), pixels, ...more };
}

/** A table of lines before the spectrum, as many files have one. */
const lineTable = [
  curve(column('LAMBDA', 2), 40, { guess: 'wavelength' }),
  curve(column('EW', 2), 40),
];
const wave = curve(column('WAVE'), 100, {
  guess: 'wavelength',
  unit: 'nm',
  wavelengthUnit: 'nm',
});
const flux = curve(column('FLUX'), 100, { guess: 'flux', unit: ' Jy ' });
const error = curve(column('ERR'), 100, { guess: 'error' });
const ivar = curve(column('IVAR'), 100, { guess: 'ivar' });
const quality = curve(column('QUAL'), 100);
const grid = curve({ kind: 'grid', hdu: 0 }, 100, { guess: 'wavelength' });
const table = [...lineTable, wave, quality, flux, error, ivar];

describe('the first choice', () => {
  it('goes by names, and prefers wavelengths that named fluxes fit', () => {
    expect(firstChoice(table)).toEqual({
      wavelength: placeKey(wave.place),
      wavelengthUnit: 'nm',
      flux: placeKey(flux.place),
      unit: 'Jy',
      noiseKind: 'error',
      noise: placeKey(error.place),
      row: 0,
      medium: 'vacuum',
      frame: 'topocentric',
    });
  });

  it('is in air where the file says so, and the note too', () => {
    const inAir = { ...wave, medium: 'air' } as const;
    expect(firstChoice([inAir, flux]).medium).toBe('air');
    expect(firstChoice([{ ...wave, frame: 'rest' }, flux]).frame).toBe('rest');
    expect(wavelengthNote(inAir)).toBe('100 pixels; the file states nm, air');
    expect(wavelengthNote({ ...grid, medium: 'vacuum' })).toBe(
      '100 pixels; the file states no unit, but vacuum',
    );
    expect(wavelengthNote({ ...inAir, frame: 'barycentric' })).toBe(
      '100 pixels; the file states nm, air, barycentric',
    );
  });

  it('takes as fluxes what has no telling name, but never a mask of another length or a grid', () => {
    expect(firstChoice([grid, quality, error]).flux).toBe(placeKey(quality.place));
    expect(firstChoice([grid, error])).toMatchObject({ flux: null, noiseKind: 'error' });
    expect(firstChoice([wave, grid])).toMatchObject({ flux: null, noise: null });
  });

  it('is none where no name says wavelengths, and Å where no unit is stated', () => {
    expect(firstChoice([quality, flux])).toMatchObject({ wavelength: null, flux: null });
    expect(firstChoice([])).toMatchObject({ wavelength: null, noiseKind: 'none' });
    expect(firstChoice([grid, flux]).wavelengthUnit).toBe('Å');
  });
});

describe('other choices', () => {
  it('keep fluxes and errors that fit other wavelengths, and guess anew those that do not', () => {
    const first = { ...firstChoice([...table, grid]), unit: 'mJy' };
    const onGrid = chooseWavelength([...table, grid], first, placeKey(grid.place));
    expect(onGrid).toEqual({ ...first, wavelength: placeKey(grid.place), wavelengthUnit: 'Å' });
    const lines = chooseWavelength(table, first, placeKey(column('LAMBDA', 2)));
    expect(lines).toMatchObject({ noiseKind: 'none', noise: null, unit: '' });
    expect(lines.flux).toBe(placeKey(column('EW', 2)));
  });

  it('of the kind of errors take the curve that is named so', () => {
    const first = firstChoice(table);
    expect(chooseNoiseKind(table, first, 'ivar').noise).toBe(placeKey(ivar.place));
    expect(chooseNoiseKind(table, first, 'none').noise).toBeNull();
    const one = [wave, flux, error];
    expect(chooseNoiseKind(one, firstChoice(one), 'ivar').noise).toBe(placeKey(error.place));
  });
});

describe('the lists', () => {
  it('put curves named like wavelengths first', () => {
    const groups = wavelengthOptions(table);
    expect(groups.map(({ group, items }) => [group, items.length])).toEqual([
      ['Named like wavelengths', 2],
      ['Others', 5],
    ]);
    expect(groups[0]?.items[1]).toMatchObject({ detail: '100 pixels, nm', disabled: false });
  });

  it('let only curves with as many pixels be chosen, and say why of the others', () => {
    const [fit, rest] = valueOptions([...table, grid], wave);
    expect(fit?.items.map(({ value }) => value)).toEqual(
      [quality, flux, error, ivar].map(({ place }) => placeKey(place)),
    );
    expect(rest?.items.map(({ detail, disabled }) => [detail, disabled])).toEqual([
      ['40 pixels, not 100', true],
      ['40 pixels, not 100', true],
      ['these are the wavelengths', true],
    ]);
    expect(valueOptions(table, undefined)[0]?.items).toHaveLength(7);
  });
});

describe('the answer', () => {
  const answer: CurvesAnswer = {
    wavelength: wave.place,
    wavelengthUnit: 'nm',
    flux: flux.place,
    noise: { kind: 'error', place: error.place },
    unit: 'Jy',
    frame: 'topocentric',
    medium: 'vacuum',
  };

  it('is what was chosen, and reads back as the choice', () => {
    const choice = firstChoice(table);
    expect(answerOf(table, choice)).toEqual({ kind: 'answer', answer });
    expect(choiceOf(table, answer)).toEqual(choice);
    const none = answerOf(table, { ...choice, noiseKind: 'none', unit: ' ' });
    expect(none).toMatchObject({ kind: 'answer', answer: { unit: '' } });
    expect(none.kind === 'answer' && 'noise' in none.answer).toBe(false);
  });

  it('names the fields that are open, also for places that are gone', () => {
    const gone = choiceOf(lineTable, answer);
    expect(answerOf(lineTable, gone)).toEqual({
      kind: 'missing',
      fields: ['wavelength', 'flux', 'noise'],
    });
  });

  it('is told in words', () => {
    expect(answerFacts(answer)).toEqual([
      ['wavelengths', 'HDU 1, column WAVE, in nm'],
      ['fluxes', 'HDU 1, column FLUX'],
      ['uncertainties', 'HDU 1, column ERR (error)'],
    ]);
  });
});

it('the notes say what the file states, and what to do', () => {
  expect(wavelengthNote(wave)).toBe('100 pixels; the file states nm');
  expect(wavelengthNote(grid)).toBe('100 pixels; the file states no unit');
  expect(fluxNote(flux)).toBe('The file states Jy');
  expect(fluxNote(quality)).toBe('The file states no unit');
  expect(missingText('flux', [wave], wave)).toMatch(/Nothing else in this file has 100 pixels/);
  expect(missingText('noise', table, wave)).toMatch(/or None/);
});

it('places are told apart by kind, HDU, row and column', () => {
  const places: CurvePlace[] = [
    { kind: 'grid', hdu: 0 },
    { kind: 'image', hdu: 0, row: 0 },
    { kind: 'image', hdu: 0, row: 1 },
    column('A'),
    column('A', 2),
    { kind: 'column', hdu: 1, column: 'A', row: 0 },
    { kind: 'column', hdu: 1, column: '0 A' },
  ];
  expect(new Set(places.map(placeKey)).size).toBe(places.length);
});

it('files inside the workspace are remembered by their whole path', () => {
  expect(absoluteFile('dropped/a.fits', '/home/me/w')).toBe('/home/me/w/dropped/a.fits');
  expect(absoluteFile('/data/a.fits', '/home/me/w')).toBe('/data/a.fits');
  expect(absoluteFile(String.raw`C:\data\a.fits`, 'D:/w')).toBe(String.raw`C:\data\a.fits`);
  expect(absoluteFile('dropped/a.fits', undefined)).toBe('dropped/a.fits');
});
