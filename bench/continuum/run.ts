import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRegions } from '../../core/continuum/parseRegions.ts';
import { prepareSinusoidal } from '../../core/continuum/prepareSinusoidal.ts';
import type { WavelengthRange } from '../../core/continuum/range.ts';
import { fitSinusoidal } from '../../core/continuum/sinusoidal.ts';
import type { BenchRow } from '../row.ts';

const REPEATS = 501;

/** Debian's own Python, which has Debian's numpy, before whatever else is called python3. */
const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

interface PeerTimes {
  /** Seconds: the design made in every call, and kept. */
  readonly whole: number;
  readonly kept: number;
  readonly continuum: readonly number[];
}

/** A spectrum of the size and S/N of an apStar row, with gaps; the same on every machine. */
function apstarLikeRow() {
  const wavelength = Float64Array.from({ length: 8575 }, (_, i) => 10 ** (4.179 + 6e-6 * i));
  const flux = wavelength.map(
    (_, i) => 500 * (1 + 0.05 * Math.sin(i / 700)) * (i % 97 === 0 ? 0.7 : 1),
  );
  const ivar = wavelength.map((_, i) => (i % 501 === 0 ? 0 : 0.04));
  return { wavelength, flux, ivar };
}

/**
 * The sinusoidal continuum of one apStar row, order 3, with the project's APOGEE regions, beside
 * the same formula in vectorised numpy (a child process that times itself). Rows without numpy say
 * so and have no ratio.
 */
export async function benchContinuum(): Promise<BenchRow[]> {
  const list = join(import.meta.dirname, '../../resources/continuum/apogee.regions');
  const { ranges } = parseRegions(readFileSync(list, 'utf8'), list);
  const row = apstarLikeRow();
  const prepared = prepareSinusoidal({ wavelength: row.wavelength, regions: ranges });
  const known = median(() => fitSinusoidal(prepared, row.flux, row.ivar));
  const fresh = median(() =>
    fitSinusoidal(
      prepareSinusoidal({ wavelength: row.wavelength, regions: ranges }),
      row.flux,
      row.ivar,
    ),
  );
  const peer = await numpyTimes(row, ranges);
  const { continuum } = fitSinusoidal(prepared, row.flux, row.ivar);
  if (peer !== undefined) requireSame(continuum, peer.continuum);
  const title = 'Sinusoidal, one apStar row, order 3';
  return [
    benchRow(`${title}, known grid`, known, peer?.whole, 'at most 0.25 × numpy', 0.25),
    benchRow(`${title}, new grid`, fresh, peer?.whole, 'at most 1.2 × numpy', 1.2),
    benchRow(`${title}, known grid, numpy keeping its design too`, known, peer?.kept, 'none'),
  ];
}

function benchRow(
  name: string,
  ours: number,
  peer: number | undefined,
  target: string,
  limit?: number,
): BenchRow {
  const show = (seconds: number) => `${(seconds * 1e6).toFixed(0)} µs`;
  if (peer === undefined) {
    return { case: name, ours: show(ours), peer: 'no numpy', target, met: undefined };
  }
  const ratio = ours / peer;
  const met = limit === undefined ? undefined : ratio <= limit;
  return { case: name, ours: show(ours), peer: show(peer), ratio, target, met };
}

/** Seconds, after a warm-up as long as the measurement. */
function median(call: () => unknown): number {
  const times: number[] = [];
  for (let i = 0; i < 2 * REPEATS; i++) {
    const start = performance.now();
    call();
    if (i >= REPEATS) times.push((performance.now() - start) / 1000);
  }
  return times.sort((a, b) => a - b)[REPEATS >>> 1] ?? NaN;
}

async function numpyTimes(
  row: ReturnType<typeof apstarLikeRow>,
  ranges: readonly WavelengthRange[],
): Promise<PeerTimes | undefined> {
  const output = await new Promise<string | undefined>((resolve) => {
    const script = join(import.meta.dirname, 'numpyPeer.py');
    const child = execFile(python, [script], { encoding: 'utf8' }, (error, stdout) =>
      resolve(error === null ? stdout : undefined),
    );
    // Without python3 the pipe is closed at once; the callback reports it.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(
      JSON.stringify({
        wavelength: [...row.wavelength],
        flux: [...row.flux],
        ivar: [...row.ivar],
        ranges: ranges.map(({ start, end }) => [start, end]),
        repeats: REPEATS,
      }),
    );
  });
  return output === undefined ? undefined : parsePeer(output);
}

function parsePeer(output: string): PeerTimes {
  const parsed: unknown = JSON.parse(output);
  if (typeof parsed === 'object' && parsed !== null && 'whole' in parsed && 'kept' in parsed) {
    const { whole, kept } = parsed;
    const continuum = 'continuum' in parsed ? parsed.continuum : undefined;
    if (typeof whole === 'number' && typeof kept === 'number' && Array.isArray(continuum)) {
      return { whole, kept, continuum: continuum.map(Number) };
    }
  }
  throw new Error(`numpyPeer.py answered ${output.slice(0, 200)}`);
}

function requireSame(ours: Float64Array, peer: readonly number[]): void {
  for (const [i, wanted] of peer.entries()) {
    const got = ours[1000 * i] ?? NaN;
    if (!(Math.abs(got / wanted - 1) < 1e-9)) {
      throw new Error(`pixel ${1000 * i}: ${got} here, ${wanted} in numpy: not the same formula`);
    }
  }
}
