import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bufferSource } from '../fits/byteSource.ts';
import { openFits } from '../fits/fitsFile.ts';
import { hasSharedData, sharedData } from '../fits/sharedData.testing.ts';
import { encodeFits } from '../fits/write/encodeFits.ts';
import type { CardInput } from '../fits/write/formatCard.ts';
import type { WritableHdu } from '../fits/write/writableHdu.ts';
import { candidates } from './candidates.ts';
import { openCatalog } from './catalog.ts';
import { identifyProduct } from './identifyProduct.ts';
import { loadGeneric } from './loadGeneric.ts';
import { listRows, loadSpectrum } from './loadSpectrum.ts';

const inMemory = (hdus: readonly WritableHdu[], name = 'file.fits') =>
  bufferSource(name, encodeFits(hdus));

describe.skipIf(!hasSharedData)('what real files are', () => {
  it.each([
    ['real/apStar/apStar-r6-2M03290406+3117075.fits', 'apStar'],
    ['real/apStar/apStar-r8-2M19463571+3919069.fits', 'apStar'],
    ['real/apVisit/apVisit-r13-5095-55844-128.fits', 'apVisit'],
    ['real/aspcapStar/aspcapStar-r6-l30e.2-2M03290406+3117075.fits', 'aspcapStar'],
    ['real/spec/spec-0907-52373-0419.fits', 'spec'],
    ['real/spec/spec-10656-58163-0366.fits', 'spec'],
    ['real/spec/spec-5400-56308-0220.fits', 'spec'],
    ['real/apVisitSum/apVisitSum-5608-55960.fits', 'apVisitSum'],
    ['real/catalog/spAll-plate3655.fits', 'spAll'],
    ['real/negative/sample_sdss.fits', 'spSpec'],
    ['real/negative/spec-55939-GAC_061N46_V3_sp07-078.fits', 'lamost'],
    ['synthetic/apVisit-dr17-5940-56780-001.fits', 'apVisit'],
    ['synthetic/apStar-dr17-2M19085185+5058401.fits', 'apStar'],
    ['synthetic/mwmStar-0.6.0-103020000.fits', 'mwmStar'],
    ['synthetic/mwmVisit-0.8.1-99560000.fits', 'mwmVisit'],
    ['synthetic/spec-112360-60000-27021598150202075.fits', 'spec'],
  ])('%s is an %s, whatever it is called', (file, product) => {
    using fits = openFits(bufferSource('apStar-lie.fits', readFileSync(sharedData(file))));
    expect(identifyProduct(fits)).toBe(product);
  });

  it('names LAMOST and spSpec files for what they are, with advice', () => {
    const lamost = sharedData('real/negative/spec-55939-GAC_061N46_V3_sp07-078.fits');
    expect(() => loadSpectrum(lamost)).toThrow(/LAMOST/);
    const old = sharedData('real/negative/sample_sdss.fits');
    expect(() => listRows(old)).toThrow(/before DR8/);
  });

  it('offers the rows and the grid of a LAMOST file to the user', () => {
    using fits = openFits(sharedData('real/negative/spec-55939-GAC_061N46_V3_sp07-078.fits'));
    const spectrum = loadGeneric(fits, {
      wavelength: { kind: 'image', hdu: 0, row: 2 },
      wavelengthUnit: 'Å',
      flux: { kind: 'image', hdu: 0, row: 0 },
      noise: { kind: 'ivar', place: { kind: 'image', hdu: 0, row: 1 } },
      unit: 'relative',
      frame: 'barycentric',
      medium: 'vacuum',
    });
    expect(candidates(fits).filter(({ pixels }) => pixels === 3894)).toHaveLength(6);
    expect(spectrum.wavelength[0]).toBeCloseTo(10 ** 3.5682, 2);
    expect(spectrum.product).toBe('generic');
  });

  it('reads rows and columns of catalogues, and nothing else', () => {
    using catalog = openCatalog(sharedData('real/apVisitSum/apVisitSum-5608-55960.fits'));
    expect(catalog).toMatchObject({ product: 'apVisitSum', rows: 264 });
    expect(catalog.columns).toHaveLength(44);
    expect(catalog.read(['OBJ', 'FIBER', 'H'], [0, 1])).toEqual([
      { OBJ: '2M05371917+3655486', FIBER: 109, H: 10.416000366210938 },
    ]);
    expect(() => catalog.read(['OBJ'], [0, 265])).toThrow(/not inside/);
    expect(() => catalog.read(['OBJ'], [0, 1e9])).toThrow(/too many/);
  });

  it('reads 64-bit ids of catalogues without loss', () => {
    using catalog = openCatalog(sharedData('real/catalog/spAll-plate3655.fits'));
    const [row] = catalog.read(['EBOSS_TARGET_ID', 'Z', 'CALIBFLUX'], [0, 1]);
    expect(row?.['EBOSS_TARGET_ID']).toBe(47928805n);
    expect(row?.['Z']).toBe(2.2923662662506104);
    expect(row?.['CALIBFLUX']).toHaveLength(5);
  });
});

describe('the southern telescope', () => {
  const image = (shape: readonly number[], cards: CardInput[] = []): WritableHdu => {
    const pixels = shape.reduce((a, b) => a * b, 1);
    const data = Float64Array.from({ length: pixels }, (_, i) => 17_000 - i);
    return { kind: 'image', data, shape, cards };
  };
  const mask = (shape: readonly number[]): WritableHdu => ({
    kind: 'image',
    data: new Int32Array(shape.reduce((a, b) => a * b, 1)),
    shape,
  });
  const primary: WritableHdu = {
    kind: 'image',
    cards: [{ keyword: 'TELESCOP', value: 'lco25m' }],
  };

  it('makes an asVisit, also with 2048 undithered pixels per chip', () => {
    const shape = [3, 2048];
    const source = inMemory([primary, image(shape), image(shape), mask(shape), image(shape)]);
    const spectrum = loadSpectrum(source);
    expect(spectrum.product).toBe('asVisit');
    expect(spectrum.breaks).toEqual([2048, 4096]);
    expect(spectrum.wavelength).toHaveLength(6144);
  });

  it('makes an asStar', () => {
    const grid = [
      { keyword: 'CRVAL1', value: 4.179 },
      { keyword: 'CDELT1', value: 6e-6 },
      { keyword: 'CTYPE1', value: 'LOG-LINEAR' },
    ];
    const shape = [4, 100];
    const source = inMemory([primary, image(shape, grid), image(shape), mask(shape)]);
    expect(loadSpectrum(source, { row: 3 })).toMatchObject({ product: 'asStar', rows: 4 });
    expect(listRows(source).map(({ kind }) => kind)).toEqual([
      'combined',
      'combined',
      'visit',
      'visit',
    ]);
  });
});

describe('an aspcapStar', () => {
  const grid = [
    { keyword: 'CRVAL1', value: 4.179 },
    { keyword: 'CDELT1', value: 6e-6 },
  ];
  const file = (shape: readonly number[]) => {
    const pixels = shape.reduce((a, b) => a * b, 1);
    const image = (value: number): WritableHdu => ({
      kind: 'image',
      data: new Float32Array(pixels).fill(value),
      shape,
      cards: grid,
    });
    return inMemory([{ kind: 'image' }, image(0.9), image(0.1), image(0.8)]);
  };

  it.each([[[300]], [[1, 300]]])('has one spectrum, of shape %j', (shape) => {
    const spectrum = loadSpectrum(file(shape));
    expect(spectrum).toMatchObject({ product: 'aspcapStar', rows: 1, source: { shape } });
    expect(spectrum.flux).toHaveLength(300);
    expect(spectrum.model?.[299]).toBeCloseTo(0.8, 6);
  });

  it('has not three', () => {
    using fits = openFits(file([3, 300]));
    expect(identifyProduct(fits)).toBeUndefined();
  });
});

describe('files of other kinds', () => {
  const pixels = 64;
  const ramp = (first: number, step: number): Float64Array<ArrayBuffer> =>
    Float64Array.from({ length: pixels }, (_, i) => first + step * i);

  it('are offered column by column, with a guess of what each is', () => {
    const column = (name: string, data: Float64Array<ArrayBuffer>) => ({
      name,
      values: { kind: 'number' as const, type: 'f8' as const, shape: [pixels], data },
    });
    const source = inMemory([
      {
        kind: 'table',
        columns: [
          column('wave_nm', ramp(600, -1)),
          column('flux', ramp(1, 1)),
          column('flux_err', ramp(2, 0)),
          column('order', ramp(0, 0)),
        ],
      },
    ]);
    using fits = openFits(source);
    expect(identifyProduct(fits)).toBeUndefined();
    expect(candidates(fits).map(({ guess }) => guess)).toEqual([
      'wavelength',
      'flux',
      'error',
      undefined,
    ]);
    const place = (name: string) => ({ kind: 'column' as const, hdu: 1, column: name });
    const spectrum = loadGeneric(fits, {
      wavelength: place('wave_nm'),
      wavelengthUnit: 'nm',
      flux: place('flux'),
      noise: { kind: 'error', place: place('flux_err') },
      unit: 'counts',
      frame: 'rest',
      medium: 'air',
    });
    expect(spectrum.wavelength[0]).toBe(5370);
    expect(spectrum.flux[0]).toBe(64);
    expect(spectrum.ivar[0]).toBe(0.25);
    expect(() => loadSpectrum(source)).toThrow(/none of the SDSS spectra/);
  });

  it('can take their wavelengths from the header, and say that they have no errors', () => {
    using fits = openFits(
      inMemory([
        {
          kind: 'image',
          data: ramp(1, 1),
          shape: [pixels],
          cards: [
            { keyword: 'CRVAL1', value: 3.6 },
            { keyword: 'CDELT1', value: 1e-4 },
            { keyword: 'CRPIX1', value: 2 },
          ],
        },
      ]),
    );
    const spectrum = loadGeneric(fits, {
      wavelength: { kind: 'grid', hdu: 0 },
      wavelengthUnit: 'log10(Å)',
      flux: { kind: 'image', hdu: 0, row: 0 },
      unit: '',
      frame: 'topocentric',
      medium: 'vacuum',
    });
    expect(spectrum.wavelength[1]).toBeCloseTo(10 ** 3.6, 9);
    expect(spectrum.warnings.join()).toMatch(/no errors/);
    expect(spectrum.meanSnr).toBeNaN();
  });

  it('are offered by the names that a header gives the rows of an image', () => {
    const named = ['SPECTRUM', 'ERROR', 'MASK'].map((value, index) => ({
      keyword: `ARRAY${index + 1}`,
      value,
    }));
    const data = new Float64Array(4 * pixels);
    using fits = openFits(
      inMemory([
        {
          kind: 'image',
          data,
          shape: [4, pixels],
          cards: [...named, { keyword: 'BUNIT', value: 'erg/s' }],
        },
      ]),
    );
    expect(candidates(fits).map(({ label, guess }) => [label, guess])).toEqual([
      ['HDU 0, row 0 (SPECTRUM)', 'flux'],
      ['HDU 0, row 1 (ERROR)', 'error'],
      ['HDU 0, row 2 (MASK)', undefined],
      ['HDU 0, row 3', 'flux'],
    ]);
  });

  it('that tasks made of an apStar are no apStar: their second image holds no errors', () => {
    const grid = [
      { keyword: 'CRVAL1', value: 4.179 },
      { keyword: 'CDELT1', value: 6e-6 },
      { keyword: 'CTYPE1', value: 'LOG-LINEAR' },
    ];
    const image = (name: string, data = new Float64Array(100)): WritableHdu => ({
      kind: 'image',
      name,
      data,
      cards: [...grid, { keyword: 'BUNIT', value: '10**(-17) erg s-1 cm-2 Angstrom-1' }],
    });
    const mask: WritableHdu = { kind: 'image', name: 'BITMASK', data: new Int32Array(100) };
    const made = [
      { keyword: 'TASKID', value: '20a4f1100119f0acdbbaac8ec8c5ea35' },
      { keyword: 'FAMILY', value: 'StackSpectra' },
    ];
    const source = inMemory([
      { kind: 'image', cards: made },
      image('FLUX'),
      image('IVAR'),
      mask,
      image('CONTINUUM'),
    ]);
    using fits = openFits(source);
    expect(identifyProduct(fits)).toBeUndefined();
    expect(() => loadSpectrum(source)).toThrow(/a product of the task StackSpectra/);
    const guesses = candidates(fits).map(({ place, guess }) => [place.kind, place.hdu, guess]);
    expect(guesses).toEqual([
      ['image', 1, 'flux'],
      ['grid', 1, 'wavelength'],
      ['image', 2, 'ivar'],
      ['grid', 2, 'wavelength'],
      ['image', 3, undefined],
      ['image', 4, 'flux'],
      ['grid', 4, 'wavelength'],
    ]);
  });

  it('with a row for each fibre are frames, whether the header says so or a plug map', () => {
    const [rows, width] = [100, 512];
    const image = (name: string, cards: CardInput[] = []): WritableHdu => ({
      kind: 'image',
      name,
      data: new Float32Array(rows * width),
      shape: [rows, width],
      cards,
    });
    const fibre = [
      { keyword: 'CTYPE1', value: 'Pixel' },
      { keyword: 'CTYPE2', value: 'Fiber' },
    ];
    const ids = Int32Array.from({ length: rows }, (_, i) => i + 1);
    const plugMap: WritableHdu = {
      kind: 'table',
      columns: [
        { name: 'FIBERID', values: { kind: 'number', type: 'i4', shape: [rows], data: ids } },
      ],
    };
    const apCframe = inMemory([
      { kind: 'image' },
      image('FLUX', fibre),
      image('WAVELENGTH', fibre),
    ]);
    const spCFrame = inMemory([image('FLUX'), image('WAVELENGTH'), plugMap]);
    for (const [frame, words] of [
      [apCframe, /100 fibres \(such as ap1D, apCframe or apPlate\), not that of one object/],
      [spCFrame, /100 fibres \(such as spFrame, spCFrame or spPlate\)/],
    ] as const) {
      using fits = openFits(frame);
      expect(identifyProduct(fits)).toBeUndefined();
      expect(() => loadSpectrum(frame)).toThrow(words);
    }
  });

  it('with many spectra are named, as far as their content tells', () => {
    const image = (name: string, shape: readonly number[]): WritableHdu => ({
      kind: 'image',
      name,
      data: new Float32Array(shape.reduce((a, b) => a * b, 1)),
      shape,
    });
    const file = (...images: WritableHdu[]) => inMemory([{ kind: 'image' }, ...images]);
    const wave = image('WAVE', [64]);
    expect(() => loadSpectrum(file(image('FLUX', [64, 4, 4]), wave))).toThrow(/a cube/);
    expect(() => loadSpectrum(file(image('FLUX', [20, 64]), wave))).toThrow(/many spectra/);
    expect(() => loadSpectrum(file(image('FLUX', [64]), wave))).toThrow(/none of the SDSS/);
    const desi = [image('B_WAVELENGTH', [64]), image('B_FLUX', [20, 64])];
    expect(() => loadSpectrum(file(...desi))).toThrow(/DESI/);
  });

  it('with many orders are echelle spectra', () => {
    const orders = new Float32Array(20 * 400);
    const image = (name: string): WritableHdu => ({
      kind: 'image',
      name,
      data: orders,
      shape: [20, 400],
    });
    const source = inMemory([{ kind: 'image' }, image('SPEC'), image('WAVE')]);
    using fits = openFits(source);
    expect(identifyProduct(fits)).toBe('echelle');
    expect(() => loadSpectrum(source)).toThrow(/several orders/);
  });
});
