import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** One process from start to end. */
export interface Measured {
  /** Wall time, seconds. */
  readonly seconds: number;
  /** User and system time of all threads, seconds: what it costs on a busy machine too. */
  readonly cpu: number;
  /** Peak resident set, MB (10^6 bytes). */
  readonly megabytes: number;
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const gnuTime = '/usr/bin/time';

/** Runs a program and waits for it. @throws if it fails, with what it said */
export function measure({ program, args, folder, environment }: Command): Measured {
  if (!existsSync(gnuTime)) throw new Error(`the benchmark needs ${gnuTime} (Debian: time)`);
  const { status, stderr, stdout } = spawnSync(
    gnuTime,
    ['-f', '\nmeasured %e %U %S %M', program, ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...environment },
      maxBuffer: 1 << 28,
    },
  );
  const figures = /measured ([\d.]+) ([\d.]+) ([\d.]+) (\d+)\s*$/.exec(stderr);
  if (status !== 0 || figures === null) {
    throw new Error(`${program} failed (${status ?? 'ended'}): ${(stderr + stdout).slice(-2000)}`);
  }
  const [seconds = NaN, user = NaN, system = NaN, kilobytes = NaN] = figures.slice(1).map(Number);
  return { seconds, cpu: user + system, megabytes: (kilobytes * 1024) / 1e6 };
}

/** Medians over some runs, each figure on its own. What comes before a run is not measured. */
export function medianOf(runs: number, command: Command | ((run: number) => Command)): Measured {
  const all = Array.from({ length: runs }, (_, run) =>
    measure(typeof command === 'function' ? command(run) : command),
  );
  return {
    seconds: median(all.map(({ seconds }) => seconds)),
    cpu: median(all.map(({ cpu }) => cpu)),
    megabytes: median(all.map(({ megabytes }) => megabytes)),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
