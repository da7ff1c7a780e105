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
 * Spectra per second from visit files to the written results of EstimateSnr and Sinusoidal: as one
 * command and as two one after the other, each from the start of its process to its end, in a
 * workspace that is empty before each run. A quarter of the files beside all of them tells what the
 * start costs.
 */
export async function benchTasks({ runs, quick }: TasksBenchOptions): Promise<BenchRow[]> {
  // The bundle must lie in the checkout: it loads sqlite3 from there.
  const programs = join(import.meta.dirname, '../../out/bench/tasks');
  await bundlePrograms(programs, entries);
  const root = mkdtempSync(join(inMemory() ?? tmpdir(), 'astra-bench-'));
  try {
    const count = quick ? 200 : 2000;
    const paths = writeVisitCopies(root, count, visitFiles());
    const medianOf = (some: readonly string[]): Rates => {
      const batch = writeBatch(root, some);
      const all = Array.from({ length: runs }, (_, run) =>
        chains(join(programs, 'main.js'), root, batch, join(root, `run${run}`)),
      );
      return {
        count: some.length,
        together: medianWork(all.map(({ together }) => [together])),
        apart: medianWork(all.map(({ snr, continuum }) => [snr, continuum])),
        snr: medianWork(all.map(({ snr }) => [snr])),
        continuum: medianWork(all.map(({ continuum }) => [continuum])),
      };
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

interface Chains {
  readonly together: Measured;
  readonly snr: Measured;
  readonly continuum: Measured;
}

function chains(cli: string, root: string, batch: string, workspace: string): Chains {
  const environment = { NODE_COMPILE_CACHE: join(root, 'compiled') };
  const astra = (folder: string, ...args: string[]) =>
    measure({ program: process.execPath, args: [cli, ...args], folder, environment });
  // Strict: a visit that is not found must not count as done.
  const run = (...families: string[]) =>
    astra(workspace, 'run', ...families, '--strict', '--batch', batch);
  astra(root, 'init', workspace);
  const together = run('EstimateSnr', 'Sinusoidal');
  rmSync(workspace, { recursive: true, force: true });
  astra(root, 'init', workspace);
  const snr = run('EstimateSnr');
  const continuum = run('Sinusoidal');
  rmSync(workspace, { recursive: true, force: true });
  return { together, snr, continuum };
}

/** Medians over some runs. */
interface Work {
  readonly seconds: number;
  /** Seconds of processor time, all commands and threads. */
  readonly cpu: number;
  /** The most of any run. */
  readonly megabytes: number;
}

interface Rates {
  readonly count: number;
  readonly together: Work;
  readonly apart: Work;
  readonly snr: Work;
  readonly continuum: Work;
}

/** Of runs of some commands each, the work of all commands together. */
function medianWork(all: readonly (readonly Measured[])[]): Work {
  const sum = (commands: readonly Measured[], of: (one: Measured) => number) =>
    commands.reduce((total, command) => total + of(command), 0);
  return {
    seconds: median(all.map((commands) => sum(commands, ({ seconds }) => seconds))),
    cpu: median(all.map((commands) => sum(commands, ({ cpu }) => cpu))),
    megabytes: Math.max(...all.flat().map(({ megabytes }) => megabytes)),
  };
}

function rowsOf(few: Rates, many: Rates): BenchRow[] {
  const title = 'apVisits → S/N + Sinusoidal → written products';
  const perSecond = ({ seconds }: Work) => many.count / seconds;
  const whole = (work: Work, form: string, peer: string): BenchRow => ({
    case: `${many.count} ${title}, ${form}, ${availableParallelism()} cores`,
    ours: `${perSecond(work).toFixed(0)} spectra/s (${work.seconds.toFixed(2)} s, CPU ${milliseconds(work.cpu, many.count)} ms each, ${work.megabytes.toFixed(0)} MB)`,
    peer,
    target: `over ${target} spectra/s`,
    met: perSecond(work) > target,
  });
  const alone = `alone: EstimateSnr ${perSecond(many.snr).toFixed(0)}/s, Sinusoidal ${perSecond(many.continuum).toFixed(0)}/s`;
  const more = many.count - few.count;
  const rate = more / (many.together.seconds - few.together.seconds);
  const cpu = milliseconds(many.together.cpu - few.together.cpu, more);
  return [
    whole(many.together, 'one command', 'none'),
    whole(many.apart, 'two commands', alone),
    {
      case: `${title}, one command once under way (${few.count} → ${many.count})`,
      ours: `${rate.toFixed(0)} spectra/s (CPU ${cpu} ms each)`,
      peer: 'none',
      target: 'none',
      met: undefined,
    },
  ];
}

function milliseconds(seconds: number, count: number): string {
  return ((seconds / count) * 1000).toFixed(2);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
