import { expect, it } from 'vitest';
import { coaddKind } from './coaddKind.ts';

it.each([
  ['spec-allepoch-60000-27021598.fits', '59000 59900', 'renamed.fits', 'allepoch'],
  ['spec-allepoch_apo-59373-4351657527.fits', undefined, 'a.fits', 'allepoch'],
  ['spec-015000-59146-4375786564.fits', '59146', 'spec-allepoch-1-2.fits', 'one night'],
  ['spec-015000-59146-4375786564.fits', '59146 59147 59146', 'a.fits', 'several nights'],
  [undefined, undefined, '/x/spec-allepoch-60000-27021598.fits', 'allepoch'],
  ['SPALL', 'SPALL', 'spec-112360-60000-1.fits', undefined],
])('of SPEC_FILE %s, MJD_LIST %s, named %s is %s', (own, nights, path, expected) => {
  expect(coaddKind({ spec_file: own, mjd_list: nights }, path)).toBe(expected);
});
