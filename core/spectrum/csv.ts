import type { Spectrum } from './spectrum.ts';

/**
 * The spectrum as CSV, one line per pixel, in chunks of a few thousand lines: `wavelength` in Å,
 * `flux` and `ivar` as stored, then the masks and whatever curves the product has. Numbers have all
 * their digits; NaN and infinities are `nan`, `inf` and `-inf`, as numpy and pandas read them.
 */
export function* spectrumCsv(spectrum: Spectrum): Generator<string> {
  const columns = columnsOf(spectrum);
  yield `${columns.map(([name]) => name).join(',')}\n`;
  const linesPerChunk = 4096;
  const pixels = spectrum.wavelength.length;
  for (let start = 0; start < pixels; start += linesPerChunk) {
    let chunk = '';
    for (let i = start; i < Math.min(start + linesPerChunk, pixels); i++) {
      chunk += `${columns.map(([, values]) => csvNumber(values[i])).join(',')}\n`;
    }
    yield chunk;
  }
}

type Column = readonly [name: string, values: ArrayLike<number> | ArrayLike<bigint>];

function columnsOf(spectrum: Spectrum): Column[] {
  const columns: Column[] = [
    ['wavelength', spectrum.wavelength],
    ['flux', spectrum.flux],
    ['ivar', spectrum.ivar],
  ];
  for (const name of ['bitmask', 'and_mask', 'or_mask'] as const) {
    const values = spectrum.masks[name];
    if (values !== undefined) columns.push([name, values]);
  }
  for (const name of ['model', 'continuum', 'sky', 'wresl'] as const) {
    const values = spectrum[name];
    if (values !== undefined) columns.push([name, values]);
  }
  return columns;
}

function csvNumber(value: number | bigint | undefined): string {
  if (value === undefined || Number.isNaN(value)) return 'nan';
  if (value === Infinity) return 'inf';
  if (value === -Infinity) return '-inf';
  return Object.is(value, -0) ? '-0' : String(value);
}
