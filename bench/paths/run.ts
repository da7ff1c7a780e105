import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { expandPath, type PathRequest } from '../../core/sdss/expandPath.ts';
import type { ParamValue } from '../../core/sdss/paramValue.ts';
import { pathLine } from '../../core/sdss/pathLine.ts';
import { releases } from '../../core/sdss/release.ts';
import { speciesKeys, speciesOf, speciesTemplate } from '../../core/sdss/species.ts';
import type { BenchRow } from '../row.ts';

const million = 1_000_000;
const startRuns = 9;

/**
 * Path expansion on one core, and what the table adds to the start of a process: the bundled module
 * loaded and a first path expanded, in a process of its own. sdss_access, measured elsewhere at 26
 * (apStar) to 271 µs (specLite) for a path, is not run here.
 */
export async function benchPaths(): Promise<BenchRow[]> {
  const visits = (index: number): PathRequest => ({
    release: 'dr17',
    species: 'apVisit',
    params: {
      apred: 'dr17',
      telescope: 'apo25m',
      field: '000+14',
      plate: 8485,
      mjd: 59221,
      prefix: 'ap',
      fiber: index % 300,
    },
  });
  const everything = requestsOfAllSpecies();
  const mixed = (index: number): PathRequest => everything[index % everything.length] ?? visits(0);
  const lines = Array.from({ length: 1000 }, (_, index) => JSON.stringify(visits(index)));
  const now = new Date();

  const ofVisits = secondsFor(million, (index) => expandPath(visits(index)).full);
  const ofAll = secondsFor(million, (index) => expandPath(mixed(index)).full);
  const ofLines = secondsFor(million, (index) => pathLine(lines[index % 1000] ?? '', now));
  const start = await millisecondsToStart();
  return [
    row('Paths, a million apVisit expansions', ofVisits, 's', 2),
    row('Paths, a million expansions over all species and releases', ofAll, 's', 2),
    row('Paths, a million JSON lines (astra paths --stdin)', ofLines, 's'),
    row('Paths, start-up of the table, first path included', start, 'ms', 20),
  ];
}

/** One request for each species of each release that has a place, with plausible values. */
function requestsOfAllSpecies(): PathRequest[] {
  const requests: PathRequest[] = [];
  for (const release of releases) {
    for (const species of speciesOf(release)) {
      const params = Object.fromEntries(
        speciesKeys(release, species).map((key) => [key, plausible[key] ?? '1']),
      );
      for (const segment of speciesTemplate(release, species).segments) {
        if (segment.kind === 'key' && segment.format.kind === 'whole') params[segment.key] = 1;
      }
      const request = { release, species, params: { num: 1, ...params } };
      if (hasPlace(request)) requests.push(request);
    }
  }
  return requests;
}

const plausible: Readonly<Record<string, ParamValue>> = {
  telescope: 'apo25m',
  instrument: 'apogee-n',
  ftype: 'fits',
  run2d: 'v6_2_1',
  fieldid: '15013',
  mjd: '59221',
  sdss_id: '54392544',
};

function hasPlace(request: PathRequest): boolean {
  try {
    expandPath(request);
    return true;
  } catch {
    // Some species have no place in their release.
    return false;
  }
}

/** Processor time, median of three runs after a warm-up: the target is for one core of its own. */
function secondsFor(count: number, expand: (index: number) => string): number {
  for (let index = 0; index < count / 10; index += 1) expand(index);
  const seconds = Array.from({ length: 3 }, () => {
    let characters = 0;
    const start = process.cpuUsage();
    for (let index = 0; index < count; index += 1) characters += expand(index).length;
    if (characters < count) throw new Error('the paths were not made');
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  });
  return median(seconds);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** Median over fresh processes of Node, which pay for nothing else in that time. */
async function millisecondsToStart(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'astra-bench-paths-'));
  try {
    const outfile = join(folder, 'expandPath.mjs');
    const entry = join(import.meta.dirname, '../../core/sdss/expandPath.ts');
    await build({ entryPoints: [entry], outfile, bundle: true, format: 'esm', platform: 'node' });
    const script = `
      const start = performance.now();
      const { expandPath } = await import(${JSON.stringify(pathToFileURL(outfile).href)});
      expandPath({ release: 'dr17', species: 'thingList', params: {} });
      console.log(performance.now() - start);`;
    const times = Array.from({ length: startRuns }, () =>
      Number(
        execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }),
      ),
    );
    return median(times);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(title: string, value: number, unit: string, limit?: number): BenchRow {
  return {
    case: title,
    ours: `${value.toFixed(2)} ${unit}`,
    peer: 'none run',
    target: limit === undefined ? 'none' : `under ${limit} ${unit}`,
    met: limit === undefined ? undefined : value < limit,
  };
}
