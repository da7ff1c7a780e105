import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { crashRound, type CrashReport } from './crashRound.ts';

/** How many seeds; the benchmark takes 300. */
const rounds = Number(process.env.ASTRA_CRASH_ROUNDS ?? '40');
const first = Number(process.env.ASTRA_CRASH_FIRST ?? '1');

const samples = join(import.meta.dirname, '../../resources/samples/sas');
const spectra = readdirSync(samples, { recursive: true, encoding: 'utf8' })
  .filter((name) => /apVisit-.*\.fits$/.test(name))
  .sort()
  .slice(0, 2)
  .map((name) => join(samples, name));

it(
  `a run that is killed at any of ${rounds} moments loses nothing and leaves nothing half-made`,
  async () => {
    expect(spectra.length).toBeGreaterThan(0);
    const reports: CrashReport[] = [];
    const seeds = Array.from({ length: rounds }, (_, index) => first + index);
    const work = async () => {
      for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
        reports.push(await crashRound(seed, spectra));
      }
    };
    await Promise.all([work(), work()]);
    expect(reports.filter(({ faults }) => faults.length > 0)).toEqual([]);
    // The kills must have hit runs that were under way, or nothing was tried.
    const amid = reports.filter(({ adopted, removed }) => adopted + removed > 0);
    expect(amid.length).toBeGreaterThan(rounds / 2);
    const sum = (of: (report: CrashReport) => number) =>
      reports.reduce((total, report) => total + of(report), 0);
    expect(sum(({ adopted }) => adopted)).toBeGreaterThan(0);
    expect(sum(({ removed }) => removed)).toBeGreaterThan(0);
  },
  rounds * 15_000,
);
