import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasSharedData, sharedData } from '../fits/sharedData.testing.ts';
import { loadSpectrum } from '../spectrum/loadSpectrum.ts';
import { estimateSnr as estimate } from '../spectrum/measure/estimateSnr.ts';
import type { Places } from '../task/family.ts';
import { Expander } from '../task/identity.ts';
import { requestTask, type ParameterTexts, type Request } from '../task/request.ts';
import { parameterTexts } from '../task/task.ts';
import { builtInFamilies } from './builtInFamilies.ts';
import { noFetch } from './files/archiveFetch.ts';

const registry = builtInFamilies(noFetch);
const family = registry.get('EstimateSnr');
const root = '/home/astronomer/Astra';
const places: Places = {
  workspace: root,
  sasRoots: [`${root}/sas`, '/sas'],
  workingDirectory: root,
};

function ask(texts: ParameterTexts, where = places): Extract<Request, { ok: true }> {
  const request = requestTask(family, texts, where);
  if (!request.ok) throw new Error(JSON.stringify(request.faults));
  return request;
}

const idOf = (texts: ParameterTexts, where = places) =>
  new Expander().expand(ask(texts, where).task).id;

const keys = {
  release: 'DR17',
  telescope: 'apo25m',
  field: 'M67',
  plate: '8913',
  mjd: '57433',
  fiber: '7',
};

/** The path of a visit by the documented template, written out here once more. */
function visitPath(
  telescope: string,
  field: string,
  plate: string,
  mjd: string,
  fiber: number,
): string {
  const prefix = telescope.startsWith('lco') ? 'as' : 'ap';
  const three = fiber.toString().padStart(3, '0');
  const file = `${prefix}Visit-dr17-${plate}-${mjd}-${three}.fits`;
  return `dr17/apogee/spectro/redux/dr17/visit/${telescope}/${field}/${plate}/${mjd}/${file}`;
}

describe('a file inside the mirror and its keys are one task', () => {
  it('for any visit, from any root and whether compressed or not', () => {
    const visit = fc.record({
      telescope: fc.constantFrom('apo25m', 'lco25m'),
      field: fc.constantFrom('M67', '000+14', '218-04', 'SGRC-2', 'ORIE'),
      plate: fc.integer({ min: 1000, max: 12999 }).map(String),
      mjd: fc.integer({ min: 55700, max: 59100 }).map(String),
      fiber: fc.integer({ min: 1, max: 300 }),
      mirror: fc.constantFrom(`${root}/sas`, '/sas'),
      suffix: fc.constantFrom('', '.gz'),
    });
    fc.assert(
      fc.property(visit, ({ telescope, field, plate, mjd, fiber, mirror, suffix }) => {
        const path = visitPath(telescope, field, plate, mjd, fiber);
        const params = { telescope, field, plate, mjd, fiber: String(fiber) };
        const byKeys = ask({ release: 'DR17', ...params });
        const [required] = new Expander().expand(byKeys.task).requirements;
        const file = required?.node.task;
        expect(file?.family.source(file.values)).toEqual({ kind: 'sas', relative: path });
        const byPath = ask({ input: `${mirror}/${path}${suffix}` });
        expect(byPath.task.key).toBe(byKeys.task.key);
        const again = { release: 'DR17', ...params, fiber: String(fiber).padStart(3, '0') };
        expect(ask(again).task.key).toBe(byKeys.task.key);
        expect(new Expander().expand(byPath.task).id).toBe(new Expander().expand(byKeys.task).id);
      }),
    );
  });

  it('in every spelling that people use', () => {
    const id = idOf(keys);
    const spellings: ParameterTexts[] = [
      { ...keys, fiber: '007' },
      { ...keys, fiber: '07' },
      { ...keys, release: 'dr17' },
      { ...keys, telescope: 'apo25' },
      { ...keys, apred: 'dr17' },
      { ...keys, use_remote: 'true' },
      { ...keys, fudge_factor: '1.0' },
      { ...keys, row: '0' },
      { ...keys, healpix: '12345' }, // no part of this path
      { input: `sas/${visitPath('apo25m', 'M67', '8913', '57433', 7)}` },
      { input: `./outputs/../sas/${visitPath('apo25m', 'M67', '8913', '57433', 7)}` },
    ];
    for (const texts of spellings) expect([texts, idOf(texts)]).toEqual([texts, id]);
    const { fiber, ...others } = keys;
    const british = ask({ ...others, fibre: fiber });
    expect(new Expander().expand(british.task).id).toBe(id);
    expect(british.notes.join('\n')).toContain('fibre is read as fiber');
    expect(ask({ ...keys, telescope: 'apo25' }).notes.join('\n')).toMatch(/apo25.*apo25m/);
  });

  it('and what differs is another task', () => {
    const id = idOf(keys);
    const others: ParameterTexts[] = [
      { ...keys, fiber: '8' },
      { ...keys, mjd: '57434' },
      { ...keys, release: 'DR16', apred: 'r12' },
      { ...keys, fudge_factor: '2' },
      { ...keys, row: '1' },
      { input: 'elsewhere/asVisit.fits' },
    ];
    expect(new Set([id, ...others.map((texts) => idOf(texts))]).size).toBe(others.length + 1);
  });

  it('wherever the workspace lies', () => {
    const moved: Places = {
      workspace: '/mnt/w',
      sasRoots: ['/mnt/w/sas'],
      workingDirectory: '/mnt/w',
    };
    expect(idOf(keys, moved)).toBe(idOf(keys));
    expect(idOf({ input: 'mine/a.fits' }, moved)).toBe(idOf({ input: `${root}/mine/a.fits` }));
  });

  it('survives its own record: the recorded texts give the task again', () => {
    for (const texts of [keys, { input: 'mine/a.fits', row: '3', fudge_factor: '0.1' }]) {
      expect(idOf(parameterTexts(ask(texts).task))).toBe(idOf(texts));
    }
  });
});

describe('what cannot be meant', () => {
  it('a file and keys at once', () => {
    expect(() => ask({ input: 'a.fits', fiber: '7' })).toThrow('input already names the file');
  });

  it('neither a file nor keys', () => {
    expect(() => ask({})).toThrow('a file or a release and keys are needed');
  });

  it('an unknown release, with a suggestion', () => {
    expect(() => ask({ ...keys, release: 'DR71' })).toThrow(/DR71/);
  });
});

/** nanmean(flux · sqrt(ivar)) · fudge, pixel by pixel with compensated summation. */
function independentSnr(path: string, fudge: number): { snr: number; used: number } {
  const { flux, ivar } = loadSpectrum(path, { row: 0 });
  let [sum, lost, used] = [0, 0, 0];
  for (const [pixel, value] of flux.entries()) {
    const term = value * Math.sqrt(ivar[pixel] ?? NaN);
    if (Number.isNaN(term)) continue;
    used += 1;
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return { snr: ((sum + lost) / used) * fudge, used };
}

const folder = sharedData('real', 'apVisit');
const visits = hasSharedData ? readdirSync(folder).filter((name) => name.endsWith('.fits')) : [];

describe.skipIf(visits.length === 0)('the S/N of real apVisit files', () => {
  it.each(visits)('%s agrees with an independent sum to 1e-12', (name) => {
    for (const fudge of [1, 0.25]) {
      const path = join(folder, name);
      const { snr, n_used } = estimate(loadSpectrum(path, { row: 0 }), fudge);
      const expected = independentSnr(path, fudge);
      expect(n_used).toBe(expected.used);
      expect(Math.abs((snr ?? NaN) / expected.snr - 1)).toBeLessThan(1e-12);
    }
  });
});
