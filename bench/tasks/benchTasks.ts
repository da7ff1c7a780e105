import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundlePrograms } from '../engine/bundle.ts';
import { measure, type Measured } from '../engine/measure.ts';
import type { BenchRow } from '../row.ts';
import { visitFiles, writeVisitCopies } from './visitCopies.ts';

export interface TasksBenchOptions {
  readonly runs: number;
  readonly quick: boolean;
}

const target = 300;

/** The programs of the app that the command line needs. */
const entries = ['main/cli/main.ts', 'main/worker/engineWorker.ts', 'core/engine/statWorker.ts'];

/**
 * Spectra per second from visit files to the written results of EstimateSnr and Sinusoidal: the two
 * commands one after the other, each from the start of its process to its end, in a workspace that
 * is empty before each run.
 */
export async function benchTasks({ runs, quick }: TasksBenchOptions): Promise<BenchRow[]> {
  // The bundle must lie in the checkout: it loads sqlite3 from there.
  const programs = join(import.meta.dirname, '../../out/bench/tasks');
  await bundlePrograms(programs, entries);
  const root = mkdtempSync(join(tmpdir(), 'astra-bench-'));
  try {
    const count = quick ? 200 : 2000;
    const batch = writeVisitCopies(root, count, visitFiles());
    const all = Array.from({ length: runs }, (_, run) =>
      chain(join(programs, 'main.js'), root, batch, join(root, `run${run}`)),
    );
    return rowsOf(count, all);
  } finally {
    rmSync(root, { recursive: true, force: true });
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

function rowsOf(count: number, all: readonly Chain[]): BenchRow[] {
  const seconds = median(all.map(({ snr, continuum }) => snr.seconds + continuum.seconds));
  const cpu = median(all.map(({ snr, continuum }) => snr.cpu + continuum.cpu));
  const memory = Math.max(...all.map(({ continuum }) => continuum.megabytes));
  const rate = count / seconds;
  const cores = availableParallelism();
  const part = (name: 'snr' | 'continuum') => {
    const each = median(all.map((one) => one[name].seconds));
    return `${(count / each).toFixed(0)}/s`;
  };
  return [
    {
      case: `${count} apVisits → S/N + Sinusoidal → written products, ${cores} cores`,
      ours: `${rate.toFixed(0)} spectra/s (${seconds.toFixed(2)} s, CPU ${((cpu / count) * 1000).toFixed(2)} ms each, ${memory.toFixed(0)} MB)`,
      peer: `EstimateSnr alone ${part('snr')}, Sinusoidal alone ${part('continuum')}`,
      target: `over ${target} spectra/s`,
      met: rate > target,
    },
  ];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
