import { Problem } from '../../../core/problem/problem.ts';
import { defineTask, type TaskFamily } from '../../../core/task/family.ts';
import { json } from '../../../core/task/output.ts';
import { integer, integer64 } from '../../../core/task/parameters/number.ts';
import { string } from '../../../core/task/parameters/text.ts';

/** Carries a 64-bit id and a text through, and says so in its log. */
const echo = defineTask({
  family: 'TestEcho',
  version: '1.0',
  summary: 'Gives back what it was given',
  group: 'Measure',
  parameters: {
    catalogid: integer64({ help: 'A catalogue id', batchable: true }),
    label: string({ help: 'Any text', default: 'none', aliases: ['name'] }),
  },
  outputs: { echo: json({ help: 'The same' }) },
  subject: ({ catalogid }) => catalogid.toString(),
  run({ params, outputs, log }) {
    log(`label ${params.label}`);
    outputs.echo.write({ catalogid: params.catalogid.toString(), label: params.label });
  },
});

const half = defineTask({
  family: 'TestHalf',
  version: '1.0',
  summary: 'Halves even numbers and fails on odd ones',
  group: 'Measure',
  parameters: { n: integer({ help: 'A number', batchable: true }) },
  outputs: { half: json({ help: 'n / 2' }) },
  run({ params: { n }, outputs }) {
    if (n % 2 !== 0) {
      throw new Problem('odd-number', `${n} has no whole half`, { advice: 'Take an even one' });
    }
    outputs.half.write({ half: n / 2 });
  },
});

const quarter = defineTask({
  family: 'TestQuarter',
  version: '1.0',
  summary: 'Needs the half of the same number',
  group: 'Measure',
  parameters: half.parameters,
  outputs: { quarter: json({ help: 'n / 4' }) },
  requires: ({ params }) => half.with(params),
  run({ params: { n }, outputs }) {
    outputs.quarter.write({ quarter: n / 4 });
  },
});

const endless = defineTask({
  family: 'TestEndless',
  version: '1.0',
  summary: 'Works until it is told to stop',
  group: 'Measure',
  parameters: { n: integer({ help: 'A number', default: 1 }) },
  outputs: { never: json({ help: 'Never written' }) },
  run: ({ signal }) =>
    new Promise((_resolve, reject) => {
      const alive = setInterval(() => undefined, 50);
      signal.addEventListener('abort', () => {
        clearInterval(alive);
        reject(new Error('stopped'));
      });
    }),
});

/** Families whose behaviour tests decide. Light: a worker thread loads them in no time. */
export const testFamilies: readonly TaskFamily[] = [echo, half, quarter, endless];
