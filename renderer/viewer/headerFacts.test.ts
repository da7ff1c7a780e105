import { expect, it } from 'vitest';
import type { SpectrumPayload } from '../../core/api/spectrum.ts';
import { headerFacts } from './headerFacts.ts';

const payload: SpectrumPayload = {
  path: 'dropped/apStar.fits',
  product: 'apStar',
  release: 'DR12',
  row: 0,
  rows: 1,
  label: 'Combined',
  wavelength: Float64Array.of(15_100, 15_101),
  flux: Float64Array.of(1, 1),
  ivar: Float64Array.of(1, 1),
  masks: [],
  breaks: [],
  unit: '1e-17 erg/s/cm^2/Å',
  frame: 'rest',
  medium: 'vacuum',
  meanSnr: 365.014,
  meta: {
    ra: 291.245,
    vhelio: -25.7452,
    rv_teff: 4500,
    h_mag: null,
    vscatter: NaN,
    plate: 4400,
    field: 'K05_080+14',
    constructor: 1,
  },
  warnings: [],
};

it('numbers of a header come with their unit and a true minus; what is missing is a dash', () => {
  expect(headerFacts(payload, [['fluxes', 'HDU 1']])).toEqual([
    ['file', 'dropped/apStar.fits'],
    ['product', 'apStar, DR12'],
    ['fluxes', 'HDU 1'],
    ['S/N of this row', '365.01'],
    ['ra', '291.245°'],
    ['vhelio', '−25.7452 km/s'],
    ['rv_teff', '4500 K'],
    ['h_mag', '—'],
    ['vscatter', '—'],
    ['plate', '4400'],
    ['field', 'K05_080+14'],
    ['constructor', '1'],
  ]);
});
