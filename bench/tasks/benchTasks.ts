import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundlePrograms } from '../engine/bundle.ts';
import { measure, type Measured } from '../engine/measure.ts';
import type { BenchRow } from '../row.ts';
import { visitFiles, writeBatch, writeVisitCopies } from './visitCopies.ts';

export interface TasksBenchOptions {
  readonly runs: number;
  readonly quick: boolean;
}

const target = 300;
/** Sources and products of 2,000 visits, with room to spare. */
const bytesNeeded = 6e9;

/** The programs of the app that the command line needs. */
const entries = [
  'main/cli/main.ts',
  'main/worker/engineWorker.ts',
  'core/engine/planning/lookWorker.ts',
];

/**
 * Spectra per second from visit files to the written results of EstimateSnr and Sinusoidal: the two
 * commands one after the other, each from the start of its process to its end, in a workspace that
 * is empty before each run. A quarter of the files beside all of them tells what the start costs.
 */
export async function benchTasks({ runs, quick }: TasksBenchOptions): Promise<BenchRow[]> {
  // The bundle must lie in the checkout: it loads sqlite3 from there.
  const programs = join(import.meta.dirname, '../../out/bench/tasks');
  await bundlePrograms(programs, entries);
  const root = mkdtempSync(join(inMemory() ?? tmpdir(), 'astra-bench-'));
  try {
    const count = quick ? 200 : 2000;
    const paths = writeVisitCopies(root, count, visitFiles());
    const medianOf = (some: readonly string[]): Rate => {
      const batch = writeBatch(root, some);
      const all = Array.from({ length: runs }, (_, run) =>
        chain(join(programs, 'main.js'), root, batch, join(root, `run${run}`)),
      );
      return rateOf(some.length, all);
    };
    return rowsOf(medianOf(paths.slice(0, count / 4)), medianOf(paths));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** A folder in memory, where there is one with room: the disk's write-back is not what is measured. */
function inMemory(): string | undefined {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize > bytesNeeded ? '/dev/shm' : undefined;
  } catch {
    return undefined;
  }
}

interface Chain {
  readonly snr: Measured;
  readonly continuum: Measured;
}

function chain(cli: string, root: string, batch: string, workspace: string): Chain {
  const environment = { NODE_COMPILE_CACHE: join(root, 'compiled') };
  const astra = (folder: string, ...args: string[]) =>
    measure({ program: process.execPath, args: [cli, ...args], folder, environment });
  astra(root, 'init', workspace);
  // Strict: a visit that is not found must not count as done.
  const snr = astra(workspace, 'run', 'EstimateSnr', '--strict', '--batch', batch);
  const continuum = astra(workspace, 'run', 'Sinusoidal', '--strict', '--batch', batch);
  rmSync(workspace, { recursive: true, force: true });
  return { snr, continuum };
}

/** Medians over some runs. */
interface Rate {
  readonly count: number;
  readonly seconds: number;
  /** Seconds of processor time, both commands and all threads. */
  readonly cpu: number;
  readonly megabytes: number;
  readonly snrSeconds: number;
  readonly continuumSeconds: number;
}

function rateOf(count: number, all: readonly Chain[]): Rate {
  return {
    count,
    seconds: median(all.map(({ snr, continuum }) => snr.seconds + continuum.seconds)),
    cpu: median(all.map(({ snr, continuum }) => snr.cpu + continuum.cpu)),
    megabytes: Math.max(...all.map(({ continuum }) => continuum.megabytes)),
    snrSeconds: median(all.map(({ snr }) => snr.seconds)),
    continuumSeconds: median(all.map(({ continuum }) => continuum.seconds)),
  };
}

function rowsOf(few: Rate, many: Rate): BenchRow[] {
  const rate = many.count / many.seconds;
  const more = many.count - few.count;
  const milliseconds = (seconds: number, count: number) => ((seconds / count) * 1000).toFixed(2);
  const title = 'apVisits → S/N + Sinusoidal → written products';
  return [
    {
      case: `${many.count} ${title}, ${availableParallelism()} cores`,
      ours: `${rate.toFixed(0)} spectra/s (${many.seconds.toFixed(2)} s, CPU ${milliseconds(many.cpu, many.count)} ms each, ${many.megabytes.toFixed(0)} MB)`,
      peer: `alone: EstimateSnr ${(many.count / many.snrSeconds).toFixed(0)}/s, Sinusoidal ${(many.count / many.continuumSeconds).toFixed(0)}/s`,
      target: `over ${target} spectra/s`,
      met: rate > target,
    },
    {
      case: `${title}, once under way (${few.count} → ${many.count})`,
      ours: `${(more / (many.seconds - few.seconds)).toFixed(0)} spectra/s (CPU ${milliseconds(many.cpu - few.cpu, more)} ms each)`,
      peer: 'none',
      target: 'none',
      met: undefined,
    },
  ];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
