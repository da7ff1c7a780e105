import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  contract,
  type MethodInput,
  type MethodName,
  type MethodOutput,
} from '../../core/api/contract.ts';
import type { CurvePlace, CurvesAnswer } from '../../core/api/spectrum.ts';
import { encodeFits } from '../../core/fits/write/encodeFits.ts';
import { Problem } from '../../core/problem/problem.ts';
import { createAppBackend } from './createAppBackend.ts';

const pixels = 64;
const ramp = (first: number, step: number, length = pixels): Float64Array<ArrayBuffer> =>
  Float64Array.from({ length }, (_, index) => first + step * index);
const column = (name: string, data: Float64Array<ArrayBuffer>, unit?: string) => ({
  name,
  ...(unit === undefined ? {} : { unit }),
  values: { kind: 'number' as const, type: 'f8' as const, shape: [data.length], data },
});

const table = encodeFits([
  {
    kind: 'table',
    name: 'SPEC',
    columns: [
      column('wave', ramp(600, -1), 'nm'),
      column('flux', ramp(1, 1), 'erg/s/cm2/nm'),
      column('flux_err', ramp(2, 0)),
    ],
  },
  { kind: 'image', name: 'SHORT', data: ramp(0, 1, 32), shape: [32] },
]);

/** Spectra of twenty fibres: as rows of an image, and as vectors of a table. */
const fibres = encodeFits([
  {
    kind: 'image',
    data: ramp(0, 1, 20 * pixels),
    shape: [20, pixels],
    cards: [
      { keyword: 'CRVAL1', value: 4000 },
      { keyword: 'CDELT1', value: 2 },
    ],
  },
  {
    kind: 'table',
    name: 'SPEC',
    columns: [
      {
        name: 'ivar',
        values: { kind: 'number', type: 'f8', shape: [20, pixels], data: ramp(1, 1, 20 * pixels) },
      },
    ],
  },
]);

const place = (name: string): CurvePlace => ({ kind: 'column', hdu: 1, column: name });
const withoutErrors: CurvesAnswer = {
  wavelength: place('wave'),
  wavelengthUnit: 'nm',
  flux: place('flux'),
  unit: 'erg/s/cm2/nm',
  frame: 'rest',
  medium: 'air',
};
const answer: CurvesAnswer = {
  ...withoutErrors,
  noise: { kind: 'error', place: place('flux_err') },
};

describe('a file that no loader knows, through the contract', () => {
  const home = mkdtempSync(join(tmpdir(), 'astra-which-'));
  const file = join(home, 'table.fits');
  const bare = join(home, 'bare.fits');
  const many = join(home, 'many.fits');
  const backend = createAppBackend({
    host: 'web',
    version: '0',
    environment: { home, workingDirectory: home },
    configurationFolder: join(home, 'configuration'),
    onBug: (error) => {
      throw error;
    },
    now: () => new Date(0),
  });

  async function call<M extends MethodName>(
    method: M,
    input: MethodInput<M>,
  ): Promise<MethodOutput<M>> {
    const value = await backend.dispatch(method, input);
    // The schema of this very method gives the value; TypeScript cannot relate the two by index.
    return contract[method].output.parse(value) as MethodOutput<M>;
  }

  async function problemOf(change: Partial<CurvesAnswer>): Promise<Problem> {
    const load = call('spectrum.load', { path: file, answer: { ...answer, ...change } });
    const thrown: unknown = await load.catch((error: unknown) => error);
    if (thrown instanceof Problem) return thrown;
    throw new Error('the answer was taken');
  }

  beforeAll(async () => {
    writeFileSync(file, table);
    writeFileSync(bare, encodeFits([{ kind: 'image', cards: [] }]));
    writeFileSync(many, fibres);
    await call('workspace.create', { path: join(home, 'workspace') });
    await call('library.add', { paths: [file, bare, many] });
  });
  afterAll(async () => {
    await backend.close();
    rmSync(home, { recursive: true, force: true });
  });

  it('is called generic in the library if it holds curves, else nothing', async () => {
    const { entries } = await call('library.list', { offset: 0, limit: 10 });
    const products = new Map(entries.map(({ name, product }) => [name, product]));
    expect(products).toEqual(
      new Map([
        ['table.fits', 'generic'],
        ['bare.fits', null],
        ['many.fits', 'generic'],
      ]),
    );
    await expect(call('spectrum.load', { path: file })).rejects.toMatchObject({
      code: 'spectrum-unknown',
    });
  });

  it('offers its curves with pixels, units and what their names suggest', async () => {
    await expect(call('spectrum.candidates', { path: file })).resolves.toEqual([
      {
        place: place('wave'),
        label: 'HDU 1 (SPEC), column wave',
        pixels,
        unit: 'nm',
        wavelengthUnit: 'nm',
        guess: 'wavelength',
      },
      {
        place: place('flux'),
        label: 'HDU 1 (SPEC), column flux',
        pixels,
        unit: 'erg/s/cm2/nm',
        guess: 'flux',
      },
      {
        place: place('flux_err'),
        label: 'HDU 1 (SPEC), column flux_err',
        pixels,
        guess: 'error',
      },
      { place: { kind: 'image', hdu: 2, row: 0 }, label: 'HDU 2 (SHORT)', pixels: 32 },
    ]);
    await expect(call('spectrum.candidates', { path: bare })).resolves.toEqual([]);
  });

  it('offers one line for many rows, of which any is loaded', async () => {
    const found = await call('spectrum.candidates', { path: many });
    expect(found.map(({ label, rows }) => [label, rows])).toEqual([
      ['HDU 0', 20],
      ['HDU 0, CRVAL1 and CDELT1', undefined],
      ['HDU 1 (SPEC), column ivar', 20],
    ]);
    const payload = await call('spectrum.load', {
      path: many,
      answer: {
        ...withoutErrors,
        wavelength: { kind: 'grid', hdu: 0 },
        wavelengthUnit: 'Å',
        flux: { kind: 'image', hdu: 0, row: 19 },
        noise: { kind: 'ivar', place: { kind: 'column', hdu: 1, column: 'ivar', row: 19 } },
      },
    });
    expect([payload.wavelength[1], payload.flux[0], payload.ivar[0]]).toEqual([
      4002,
      19 * pixels,
      19 * pixels + 1,
    ]);
  });

  it('is loaded as the answer says, in ascending Å', async () => {
    const payload = await call('spectrum.load', { path: file, answer });
    expect(payload).toMatchObject({ product: 'generic', rows: 1, frame: 'rest', medium: 'air' });
    expect(payload).toMatchObject({ unit: 'erg/s/cm2/nm', masks: [] });
    expect([payload.wavelength[0], payload.wavelength.at(-1)]).toEqual([5370, 6000]);
    expect([payload.flux[0], payload.ivar[0]]).toEqual([64, 0.25]);
    // Mean of (1 … 64) / 2.
    expect(payload.meanSnr).toBeCloseTo(16.25, 12);
    expect(payload.noErrors).toBeUndefined();
  });

  it('without errors has no S/N, and says so', async () => {
    const payload = await call('spectrum.load', { path: file, answer: withoutErrors });
    expect(payload).toMatchObject({ meanSnr: null, noErrors: true });
    expect(payload.warnings.join()).toContain('no errors');
  });

  it.each([
    ['an HDU that is not there', { flux: { kind: 'image', hdu: 9, row: 0 } }, /no HDU 9/],
    ['a column that is not there', { flux: place('FLUXX') }, /FLUXX/],
    ['an image where a table is', { flux: { kind: 'image', hdu: 1, row: 0 } }, /image/],
    ['a row that is not there', { flux: { kind: 'image', hdu: 2, row: 3 } }, /no row 3/],
    ['curves of unequal length', { flux: { kind: 'image', hdu: 2, row: 0 } }, /64 wavelengths/],
    ['errors that stay the same as wavelengths', { wavelength: place('flux_err') }, /ascending/],
    ['a header without a grid', { wavelength: { kind: 'grid', hdu: 2 } }, /no wavelength grid/],
    ['a grid as fluxes', { flux: { kind: 'grid', hdu: 2 } }, /only give wavelengths/],
  ] satisfies [string, Partial<CurvesAnswer>, RegExp][])(
    'refuses %s, with advice',
    async (_, change, message) => {
      const problem = await problemOf(change);
      expect(problem.message).toMatch(message);
      expect(problem.where.file).toBe(file);
      expect(problem.advice).not.toMatch(/damaged/);
      expect(problem.advice).toBeDefined();
    },
  );

  it.each([
    [{ ...answer, wavelength: { kind: 'image', hdu: -1, row: 0 } }, 'answer.wavelength.hdu'],
    [{ ...answer, wavelengthUnit: 'furlong' }, 'answer.wavelengthUnit'],
    [{ ...answer, noise: { kind: 'variance', place: place('flux') } }, 'answer.noise.kind'],
    [{ ...answer, medium: undefined }, 'answer.medium'],
  ])('refuses an answer that is none before it reads anything', async (bad, parameter) => {
    await expect(
      backend.dispatch('spectrum.load', { path: file, answer: bad }),
    ).rejects.toMatchObject({ code: 'bad-input', where: { parameter } });
  });
});
