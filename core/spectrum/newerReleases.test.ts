import { describe, expect, it } from 'vitest';
import { bufferSource } from '../fits/byteSource.ts';
import { openFits } from '../fits/fitsFile.ts';
import { requireTable } from '../fits/hdu.ts';
import { encodeFits } from '../fits/write/encodeFits.ts';
import type { CardInput } from '../fits/write/formatCard.ts';
import type { WritableColumn, WritableHdu } from '../fits/write/writableHdu.ts';
import { candidates } from './candidates.ts';
import { openCatalog } from './catalog.ts';
import { identifyProduct } from './identifyProduct.ts';
import { loadGeneric } from './loadGeneric.ts';
import { listRows, loadSpectrum } from './loadSpectrum.ts';
import { frameFactor, statedShifts } from './operations/frames.ts';
import { speedOfLight } from './operations/doppler.ts';
import { cellValue } from './products/meta.ts';
import { statedFrame, statedMedium, statedWavelengthUnit } from './statedUnit.ts';

const inMemory = (hdus: readonly WritableHdu[]) => bufferSource('file.fits', encodeFits(hdus));

const cardsOf = (values: Readonly<Record<string, string | number>>): CardInput[] =>
  Object.entries(values).map(([keyword, value]) => ({ keyword, value }));

function pixels(shape: readonly number[], value: (i: number) => number, cards: CardInput[] = []) {
  const length = shape.reduce((a, b) => a * b, 1);
  const data = Float64Array.from({ length }, (_, i) => value(i));
  return { kind: 'image', data, shape, cards } satisfies WritableHdu;
}

const number = (name: string, value: number): WritableColumn => ({
  name,
  values: { kind: 'number', type: 'f8', shape: [1], data: Float64Array.of(value) },
});
const text = (name: string, value: string): WritableColumn => ({
  name,
  values: { kind: 'string', shape: [1], data: [value] },
});

function starFile(cards: Readonly<Record<string, string | number>>, grid: CardInput[]) {
  const shape = [4, 100];
  const mask: WritableHdu = { kind: 'image', data: new BigInt64Array(400), shape };
  return inMemory([
    { kind: 'image', cards: cardsOf(cards) },
    pixels(shape, () => 1, grid),
    pixels(shape, () => 0.1),
    mask,
  ]);
}

const apogeeGrid = cardsOf({ CRVAL1: 4.179, CDELT1: 6e-6, CTYPE1: 'LOG-LINEAR' });

describe('an apStar of SDSS-V, which has no VHELIO', () => {
  // VRADn is barycentric there (SDSS data model, apStar): 15.48 and 55.56 although BC differs.
  const source = starFile(
    {
      APRED: '1.3',
      V_APRED: '69de0d7427363363aae2017a0890751f40a3463e',
      HMAG: 12.417,
      NVISITS: 2,
      VRAD: 15.534,
      SFILE1: 'apVisit-1.3-lco25m-15303-59280-271.fits',
      VRAD1: 15.48,
      BC1: -1.62,
      SFILE2: 'apVisit-1.3-lco25m-15303-59380-282.fits',
      VRAD2: 55.56,
      BC2: -11.797,
    },
    apogeeGrid,
  );

  it('shifts a visit by its own velocity, and the combination by that of the star', () => {
    const shifts = (row: number) => statedShifts(loadSpectrum(source, { row }));
    expect(shifts(0)).toEqual({ vhelio: 15.534 });
    expect(shifts(2)).toEqual({ vhelio: 15.48, vrad: 15.48 + 1.62, bc: -1.62 });
    expect(shifts(3)).toEqual({ vhelio: 55.56, vrad: 55.56 + 11.797, bc: -11.797 });
    const factor = frameFactor('rest', 'barycentric', shifts(3));
    expect(factor).toBeCloseTo(1 + 55.56 / speedOfLight, 15);
  });

  it('is known by its telescope, release and magnitude', () => {
    expect(loadSpectrum(source)).toMatchObject({
      product: 'asStar',
      release: 'DR19',
      meta: { telescope: 'lco25m', apred: '1.3', h_mag: 12.417 },
    });
  });
});

describe('an apStar of SDSS-IV', () => {
  const cards = { NVISITS: 2, VHELIO: 10, VHELIO1: 11, VRAD1: 12, BC1: -1 };

  it('states the velocities of its visits; where a visit has none, that of the star is not taken', () => {
    const source = starFile(cards, apogeeGrid);
    const shifts = (row: number) => statedShifts(loadSpectrum(source, { row }));
    expect(shifts(1)).toEqual({ vhelio: 10 });
    expect(shifts(2)).toEqual({ vhelio: 11, vrad: 12, bc: -1 });
    expect(shifts(3)).toEqual({});
  });

  it.each([
    ['asVisit-dr17-9754-57902-214.fits', 'asStar', 'lco25m'],
    ['apVisit-dr17-5940-56780-001.fits', 'apStar', undefined],
  ])('of DR17 is told by the first visit, %s', (file, product, telescope) => {
    const spectrum = loadSpectrum(starFile({ ...cards, SFILE1: file }, apogeeGrid));
    expect(spectrum.product).toBe(product);
    expect(spectrum.meta['telescope']).toBe(telescope);
  });

  it('is known by its grid where the card that names its kind is lost', () => {
    const grid = cardsOf({ CRVAL1: 4.179, CDELT1: 6e-6 });
    using fits = openFits(starFile(cards, grid));
    expect(identifyProduct(fits)).toBe('apStar');
    using other = openFits(starFile(cards, cardsOf({ CRVAL1: 3.6, CDELT1: 1e-4 })));
    expect(identifyProduct(other)).toBeUndefined();
  });
});

describe('an apVisit whose velocities are in its table', () => {
  const shape = [3, 32];
  const file = (columns: WritableColumn[], cards: Readonly<Record<string, string | number>> = {}) =>
    inMemory([
      { kind: 'image', cards: cardsOf({ TELESCOP: 'apo25m', ...cards }) },
      pixels(shape, () => 1),
      pixels(shape, () => 0.1),
      { kind: 'image', data: new Int16Array(96), shape },
      pixels(shape, (i) => 17_000 - i),
      ...Array.from({ length: 6 }, () => pixels(shape, () => 0)),
      { kind: 'table', columns },
    ]);
  const columns = [
    text('FILE', 'apVisit-dr17-5940-56780-001.fits'),
    number('VREL', -22.76),
    number('BC', -10.95),
    number('VHELIO', -33.71),
    number('GLON', 110.7),
    number('GLAT', 51.9),
  ];

  it('takes them from there', () => {
    const spectrum = loadSpectrum(file(columns));
    expect(statedShifts(spectrum)).toEqual({ vrad: -22.76, bc: -10.95, vhelio: -33.71 });
    expect(spectrum.meta).toMatchObject({ glon: 110.7, glat: 51.9 });
  });

  it('believes its cards first', () => {
    const spectrum = loadSpectrum(file(columns, { VRAD: 1, BC: 2, VHELIO: 3 }));
    expect(statedShifts(spectrum)).toEqual({ vrad: 1, bc: 2, vhelio: 3 });
  });

  it('takes no zeros that nobody wrote', () => {
    const empty = [number('VREL', 0), number('BC', 0), number('VHELIO', 0)];
    expect(statedShifts(loadSpectrum(file(empty)))).toEqual({});
  });
});

describe('64-bit integers of a table', () => {
  it('are no value only where all their digits say so', () => {
    const largest = 2n ** 63n - 1n;
    const column = (name: string, value: bigint): WritableColumn => ({
      name,
      values: { kind: 'number', type: 'i8', shape: [1], data: BigInt64Array.of(value) },
      nullValue: largest,
    });
    const columns = [column('id', largest - 1n), column('none', largest)];
    using fits = openFits(inMemory([{ kind: 'table', columns }]));
    const table = requireTable(fits.hdu(1));
    expect(cellValue(table, 0, 'id')).toBe(largest - 1n);
    expect(cellValue(table, 0, 'none')).toBeNull();
  });
});

describe('catalogues', () => {
  const table = (...names: string[]) =>
    inMemory([{ kind: 'table', columns: names.map((name) => number(name, 1)) }]);

  it.each([
    // DR12 to DR17
    ['allVisit', ['VISIT_ID', 'APOGEE_ID', 'FILE', 'FIBERID', 'PLATE', 'MJD', 'VHELIO']],
    ['apVisitSum', ['APOGEE_ID', 'FILE', 'FIBERID', 'PLATE', 'MJD', 'VHELIO', 'SYNTHFILE']],
    // DR19
    ['allVisit', ['apogee_id', 'file', 'fiberid', 'plate', 'mjd', 'starver', 'vrel', 'vrad']],
    ['apVisitSum', ['APOGEE_ID', 'TARGET_ID', 'FILE', 'FIBERID', 'PLATE', 'MJD', 'SNR']],
    ['allStar', ['apogee_id', 'nvisits', 'starflag', 'vscatter', 'vrad']],
  ] as const)('are told by their columns: %s', (product, names) => {
    using catalog = openCatalog(table(...names));
    expect(catalog.product).toBe(product);
  });
});

describe('an exposure without a camera', () => {
  it('is called by its number', () => {
    const wave = Float64Array.from({ length: 20 }, (_, i) => 3.6 + i * 1e-4);
    const ones = new Float64Array(20).fill(1);
    const column = (name: string, data: Float64Array<ArrayBuffer>): WritableColumn => ({
      name,
      values: { kind: 'number', type: 'f8', shape: [20], data },
    });
    const columns = ['flux', 'ivar', 'and_mask', 'or_mask', 'sky'].map((name) =>
      column(name, ones),
    );
    const spectrum = (name: string, cards: CardInput[] = []): WritableHdu => ({
      kind: 'table',
      name,
      cards,
      columns: [column('loglam', wave), ...columns],
    });
    const source = inMemory([
      { kind: 'image' },
      spectrum('COADD'),
      spectrum('MJD_EXP_60000', cardsOf({ EXPOSURE: 353048, 'DATE-OBS': '2023-02-25T01:02:03' })),
    ]);
    expect(listRows(source).map(({ label }) => label)).toEqual([
      'Coadd',
      'Exposure 353048, 25 Feb 2023',
    ]);
  });
});

describe('wavelengths of files that no loader knows', () => {
  const column = (name: string, values: number[], unit?: string): WritableColumn => ({
    name,
    values: { kind: 'number', type: 'f8', shape: [values.length], data: Float64Array.from(values) },
    ...(unit === undefined ? {} : { unit }),
  });
  const ramp = Array.from({ length: 20 }, (_, i) => 400 + i);
  const table = (name: string, unit?: string) =>
    openFits(
      inMemory([{ kind: 'table', columns: [column(name, ramp, unit), column('FLUX', ramp)] }]),
    );

  it.each([
    ['WAVE', 'nm', 'nm'],
    ['WAVE', 'Angstrom', 'Å'],
    ['WAVE', '0.1 nm', 'Å'],
    ['WAVE', 'um', 'µm'],
    ['WAVE', 'micron', 'µm'],
    ['WAVE', 'log10(Angstrom)', 'log10(Å)'],
    ['loglam', undefined, 'log10(Å)'],
    ['WAVE', undefined, undefined],
    ['WAVE', 'parsec', undefined],
  ])('%s in %s: the file says %s', (name, unit, expected) => {
    using fits = table(name, unit);
    const place = { kind: 'column', hdu: 1, column: name } as const;
    expect(statedWavelengthUnit(fits, place)).toBe(expected);
    expect(candidates(fits)[0]?.wavelengthUnit).toBe(expected);
  });

  it('of an image may be on a logarithmic grid, whose rows lie behind axes of one (IRAF)', () => {
    const cards = cardsOf({ CRVAL1: 3.58, CDELT1: 1e-4, 'DC-FLAG': 1 });
    using fits = openFits(inMemory([pixels([4, 1, 300], (i) => i, cards)]));
    const grid = { kind: 'grid', hdu: 0 } as const;
    expect(statedWavelengthUnit(fits, grid)).toBe('log10(Å)');
    expect(candidates(fits).map(({ place }) => place.kind)).toEqual([
      'image',
      'image',
      'image',
      'image',
      'grid',
    ]);
    const answer = {
      wavelength: grid,
      flux: { kind: 'image', hdu: 0, row: 2 },
      unit: '',
      frame: 'rest',
      medium: 'vacuum',
    } as const;
    const spectrum = loadGeneric(fits, { ...answer, wavelengthUnit: 'log10(Å)' });
    expect(spectrum.flux[0]).toBe(600);
    expect(spectrum.wavelength[0]).toBeCloseTo(10 ** 3.58, 9);
    const wrong = loadGeneric(fits, { ...answer, wavelengthUnit: 'Å' });
    expect(wrong.warnings.join()).toMatch(/below 100 Å/);
  });

  it('of the axis WAVE-LOG are equal steps of the logarithm, in the unit of CRVAL1', () => {
    const cards = {
      CTYPE1: 'WAVE-LOG',
      CUNIT1: 'Angstrom',
      CRVAL1: 5000,
      CDELT1: 0.5,
      CRPIX1: 101,
    };
    using fits = openFits(inMemory([pixels([300], (i) => i, cardsOf(cards))]));
    const grid = { kind: 'grid', hdu: 0 } as const;
    expect(statedWavelengthUnit(fits, grid)).toBe('Å');
    const { wavelength } = loadGeneric(fits, {
      wavelength: grid,
      wavelengthUnit: 'Å',
      flux: { kind: 'image', hdu: 0, row: 0 },
      unit: '',
      frame: 'rest',
      medium: 'vacuum',
    });
    // From astropy.wcs.
    expect(wavelength[0]).toBeCloseTo(4950.2491687458405, 8);
    expect(wavelength[100]).toBe(5000);
    expect(wavelength[299]).toBeCloseTo(5100.496624967949, 8);
  });

  it.each([
    [{ CTYPE1: 'AWAV' }, 'air'],
    [{ CTYPE1: 'WAVE-LOG' }, 'vacuum'],
    [{ VACUUM: 'T' }, 'vacuum'],
    [{ AIRORVAC: 'air' }, 'air'],
    [{ MEDIUM: 'air' }, 'air'],
    [{}, undefined],
  ])('are in air or vacuum as the header says: %j', (cards, medium) => {
    const grid = cardsOf({ CRVAL1: 4000, CDELT1: 1, ...cards });
    using fits = openFits(inMemory([pixels([300], (i) => i, grid)]));
    expect(statedMedium(fits, { kind: 'grid', hdu: 0 })).toBe(medium);
    expect(candidates(fits).at(-1)?.medium).toBe(medium);
  });

  it.each([
    [{ SPECSYS: 'TOPOCENT' }, 'topocentric'],
    [{ SPECSYS: 'HELIOCEN' }, 'barycentric'],
    [{ SPECSYS: 'BARYCENT' }, 'barycentric'],
    [{ SPECSYS: 'SOURCE' }, 'rest'],
    [{ FRAME: 'rest' }, 'rest'],
    [{ FRAME: 'ICRS' }, undefined],
    [{ HELIO_RV: -24.4 }, 'barycentric'],
    [{ HELIO_RV: -24.4, SPECSYS: 'TOPOCENT' }, 'topocentric'],
    [{}, undefined],
  ])('are in the frame that the primary header says: %j', (cards, frame) => {
    const empty: WritableHdu = { kind: 'image', cards: cardsOf(cards) };
    using fits = openFits(inMemory([empty, pixels([300], (i) => i)]));
    expect(statedFrame(fits, { kind: 'image', hdu: 1, row: 0 })).toBe(frame);
    expect(candidates(fits)[0]?.frame).toBe(frame);
  });

  it('of a cube are not offered', () => {
    using fits = openFits(inMemory([pixels([5, 5, 20], (i) => i)]));
    expect(candidates(fits)).toEqual([]);
  });
});
