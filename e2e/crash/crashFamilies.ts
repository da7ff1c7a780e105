import { appendFileSync, readFileSync } from 'node:fs';
import { noFetch } from '../../core/tasks/files/archiveFetch.ts';
import { estimateSnrFamily } from '../../core/tasks/estimateSnr.ts';
import { localFile } from '../../core/tasks/files/localFile.ts';
import { sdssFiles } from '../../core/tasks/files/sdssFiles.ts';
import { defineTask } from '../../core/task/family.ts';
import { json, record, text } from '../../core/task/output.ts';
import { integer } from '../../core/task/parameters/number.ts';
import { string } from '../../core/task/parameters/text.ts';
import { Registry } from '../../core/task/registry.ts';
import type { Task } from '../../core/task/task.ts';

const help = 'for the crash tests';

/** A file that gets a line when a task begins and one when it is about to end. */
const trace = string({ help, significant: false });

/** What every chain begins with, in the workspace; another number makes all of them stale. */
export const startFile = 'start.txt';

/**
 * Two files and a link of a chain: `step` n of a `series` adds to what step n − 1 wrote. The text is
 * long enough to be caught half-written.
 */
export const step = defineTask({
  family: 'Step',
  version: '1.0',
  summary: help,
  group: 'Measure',
  parameters: {
    series: integer({ help, batchable: true }),
    n: integer({ help, batchable: true }),
    trace,
  },
  outputs: { sum: json({ help }), lines: text({ help }) },
  largestUnit: 8,
  requires: ({ params }): Task =>
    params.n === 0
      ? localFile.with({ path: startFile })
      : step.with({ ...params, n: params.n - 1 }),
  run({ id, input, params, outputs }) {
    appendFileSync(params.trace, `begin ${id}\n`);
    const before =
      params.n === 0
        ? Number(readFileSync(input.one().path, 'utf8'))
        : (JSON.parse(readFileSync(input.one().paths.sum ?? '', 'utf8')) as { sum: number }).sum;
    outputs.lines.write(`${params.series} ${params.n}\n`.repeat(2000));
    outputs.sum.write({ sum: before + params.n });
  },
});

/** What a series came to, kept in the store only. */
export const total = defineTask({
  family: 'Total',
  version: '1.0',
  summary: help,
  group: 'Combine',
  parameters: { series: integer({ help, batchable: true }), n: integer({ help }), trace },
  outputs: { total: record({ help }) },
  requires: ({ params }) => step.with(params),
  run({ id, input, params, outputs }) {
    appendFileSync(params.trace, `begin ${id}\n`);
    outputs.total.write(input.one().result as { sum: number });
  },
});

export const series = 12;
export const steps = 15;

export function crashRegistry(): Registry {
  const files = sdssFiles(noFetch);
  return new Registry([step, total, estimateSnrFamily(files), ...Object.values(files), localFile]);
}

/** 12 chains of 15 steps with a total each, and the S/N of every spectrum given: about 200 tasks. */
export function crashTasks(
  registry: Registry,
  tracePath: string,
  spectra: readonly string[],
): Task[] {
  const totals = Array.from({ length: series }, (_, index) =>
    total.with({ series: index, n: steps - 1, trace: tracePath }),
  );
  return [...totals, ...spectra.map((input) => registry.get('EstimateSnr').with({ input }))];
}
