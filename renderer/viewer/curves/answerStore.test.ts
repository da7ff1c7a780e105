import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CurvesAnswer } from '../../../core/api/spectrum.ts';
import { answerFor, rememberAnswer, rememberAnswersIn, restoreAnswers } from './answerStore.ts';

const answer: CurvesAnswer = {
  wavelength: { kind: 'grid', hdu: 0 },
  wavelengthUnit: 'log10(Å)',
  flux: { kind: 'image', hdu: 0, row: 0 },
  unit: '',
  frame: 'rest',
  medium: 'air',
};

const local = new Map<string, string>();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => local.get(key) ?? null,
    setItem: (key: string, text: string) => local.set(key, text),
  });
  rememberAnswersIn('/w');
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('an answer is kept for its file across starts, whatever workspace is open', () => {
  rememberAnswer('dropped/a.fits', answer);
  restoreAnswers();
  expect(answerFor('dropped/a.fits')).toEqual(answer);
  expect(answerFor('/w/dropped/a.fits')).toEqual(answer);
  rememberAnswersIn('/other');
  expect(answerFor('dropped/a.fits')).toBeUndefined();
});

it('of more than 200 files the one explained longest ago is forgotten', () => {
  for (let index = 0; index < 200; index += 1) rememberAnswer(`${index}.fits`, answer);
  rememberAnswer('0.fits', answer);
  rememberAnswer('new.fits', answer);
  restoreAnswers();
  expect(answerFor('0.fits')).toEqual(answer);
  expect(answerFor('1.fits')).toBeUndefined();
  expect(answerFor('2.fits')).toEqual(answer);
});
