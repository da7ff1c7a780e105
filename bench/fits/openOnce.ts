import { readFileSync } from 'node:fs';
import { readRow } from '../../core/fits/cell.ts';
import { openFits } from '../../core/fits/fitsFile.ts';
import { requireTable } from '../../core/fits/hdu.ts';

/** Run as a process: opens the file of the first argument cold and reads the last row of HDU 1. */
const start = performance.now();
using file = openFits(process.argv[2] ?? '');
const table = requireTable(file.hdu(1));
file.hdus();
const opened = performance.now();
readRow(table, table.rows - 1);
const done = performance.now();
process.stdout.write(
  JSON.stringify({
    openMs: opened - start,
    rowMs: done - opened,
    rssMb: peakRssMb(),
  }),
);

/** Of this process alone: getrusage would count the memory of the parent that forked it. */
function peakRssMb(): number {
  try {
    const peak = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1];
    if (peak !== undefined) return Number(peak) / 1024;
  } catch {
    // Not Linux: what is in use now is close to the peak here.
  }
  return process.memoryUsage().rss / 2 ** 20;
}
