import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchRow } from './row.ts';
import { benchTable } from './table.ts';

/**
 * `npm run bench -- [suites…] [--runs N] [--quick] [--mutations N] [--seeds N]`: measures all suites or the named
 * ones, prints a table for each and writes test-results/bench.json. A target that is missed is
 * reported; only a suite that crashes makes the exit code 1.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '3' },
    quick: { type: 'boolean', default: false },
    mutations: { type: 'string', default: '100000' },
    seeds: { type: 'string', default: '300' },
  },
});
const runs = wholeNumber('runs', values.runs);
const mutations = wholeNumber('mutations', values.mutations);
const seeds = wholeNumber('seeds', values.seeds);

/** Loaded when its turn comes: a suite that cannot start leaves the others alone. */
const suites: Readonly<Record<string, () => Promise<BenchRow[]>>> = {
  engine: async () => {
    const { benchEngine } = await import('./engine/benchEngine.ts');
    return benchEngine({ runs, quick: values.quick });
  },
  crash: async () => (await import('./crash/benchCrash.ts')).benchCrash({ seeds }),
  paths: async () => (await import('./paths/run.ts')).benchPaths(),
  archive: async () => (await import('./archive/run.ts')).benchArchive(),
  fits: async () => (await import('./fits/benchFits.ts')).benchFits({ mutations }),
  continuum: async () => (await import('./continuum/run.ts')).benchContinuum(),
  tasks: async () => {
    const { benchTasks } = await import('./tasks/benchTasks.ts');
    return benchTasks({ runs, quick: values.quick });
  },
};

const wanted = positionals.length === 0 ? Object.keys(suites) : positionals;
const measured: Record<string, readonly BenchRow[]> = {};
for (const name of wanted) {
  const suite = suites[name];
  if (suite === undefined) {
    process.stderr.write(
      `there is no suite ${name}; there are ${Object.keys(suites).join(', ')}\n`,
    );
    process.exit(2);
  }
  process.stdout.write(`\n${name} (load ${loadavg()[0]?.toFixed(1) ?? 'unknown'})\n`);
  try {
    const rows = await suite();
    measured[name] = rows;
    process.stdout.write(benchTable(rows));
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(
      `${name} crashed: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
  }
}

const machine = {
  cores: cpus().length,
  processor: cpus()[0]?.model ?? 'unknown',
  memory: totalmem(),
  system: `${platform()} ${arch()}`,
  node: process.version,
};
const folder = join(import.meta.dirname, '../test-results');
mkdirSync(folder, { recursive: true });
const document = { schema: 1, at: new Date().toISOString(), machine, suites: measured };
writeFileSync(join(folder, 'bench.json'), `${JSON.stringify(document, null, 2)}\n`);

function wholeNumber(name: string, text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  process.stderr.write(`--${name} takes a whole number from 1 on\n`);
  process.exit(2);
}
