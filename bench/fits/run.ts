import { parseArgs } from 'node:util';
import { benchFits } from './benchFits.ts';

/** `node bench/fits/run.ts [--mutations N]`: prints the table of measurements. */
const { values } = parseArgs({ options: { mutations: { type: 'string', default: '100000' } } });
const rows = await benchFits({ mutations: Number(values.mutations) });
for (const row of rows) {
  const mark = row.met === undefined ? ' ' : row.met ? '✓' : '✗';
  const ratio = row.ratio === undefined ? '' : `  (${row.ratio.toFixed(2)} ×)`;
  process.stdout.write(`${mark} ${row.case}: ${row.ours} | ${row.peer}${ratio} | ${row.target}\n`);
}
