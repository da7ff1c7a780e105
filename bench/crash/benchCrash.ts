import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { crashRound, type CrashReport } from '../../e2e/crash/crashRound.ts';
import type { BenchRow } from '../row.ts';

const samples = join(import.meta.dirname, '../../resources/samples/sas');

/** The crash test of `npm test` over more seeds; two rounds at a time. */
export async function benchCrash({ seeds }: { readonly seeds: number }): Promise<BenchRow[]> {
  const spectra = readdirSync(samples, { recursive: true, encoding: 'utf8' })
    .filter((name) => /apVisit-.*\.fits$/.test(name))
    .sort()
    .slice(0, 2)
    .map((name) => join(samples, name));
  const reports: CrashReport[] = [];
  const left = Array.from({ length: seeds }, (_, index) => index + 1);
  const work = async () => {
    for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
      reports.push(await crashRound(seed, spectra));
    }
  };
  await Promise.all([work(), work()]);
  const faults = reports.flatMap((report) =>
    report.faults.map((fault) => `${report.seed}: ${fault}`),
  );
  const [first] = faults;
  return [
    {
      case: `Crash, a run killed at ${seeds} seeded moments`,
      ours: first === undefined ? 'no faults' : `${faults.length} faults, the first: ${first}`,
      peer: 'none',
      target: 'nothing lost, nothing half-made',
      met: faults.length === 0,
    },
  ];
}
