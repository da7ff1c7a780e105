/**
 * Compares two lists of continuum regions on apStar files, row 0 (order 3, L = 1400), and prints
 * the tables of docs/continuum.md:
 *
 *     node scripts/continuum/compare.ts resources/continuum/apogee.regions OTHER.list apStar-*.fits
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { continuumPixels } from '../../core/continuum/continuumPixels.ts';
import { parseRegions } from '../../core/continuum/parseRegions.ts';
import { prepareSinusoidal } from '../../core/continuum/prepareSinusoidal.ts';
import { quantileOfSorted } from '../../core/continuum/quantile.ts';
import { fitSinusoidal } from '../../core/continuum/sinusoidal.ts';
import { openFits } from '../../core/fits/fitsFile.ts';
import { requireImage } from '../../core/fits/hdu.ts';
import { readRowFloat64 } from '../../core/fits/image.ts';

const wavelength = Float64Array.from({ length: 8575 }, (_, i) => 10 ** (4.179 + 6e-6 * i));

function print(...cells: readonly (string | number)[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

function percent(value: number): string {
  return (100 * value).toFixed(2);
}

function quantile(values: Float64Array, q: number): number {
  return quantileOfSorted(values.toSorted(), q, values.length);
}

function loadList(path: string) {
  const { ranges, count } = parseRegions(readFileSync(path, 'utf8'), path);
  const prepared = prepareSinusoidal({ wavelength, regions: ranges });
  return { path, count, prepared, pixels: continuumPixels(wavelength, ranges) };
}

function compareCounts(lists: readonly ReturnType<typeof loadList>[]): void {
  print('list', 'ranges', 'pixels', 'per chip', 'widest gap in a chip, Å');
  print('---', '---:', '---:', '---', '---:');
  for (const { path, count, prepared, pixels } of lists) {
    const chips = prepared.windows.slice(1);
    const gaps = chips.map((chip) => {
      const at = [...chip.pixels].map((p) => wavelength[p] ?? NaN);
      return Math.max(...at.slice(1).map((w, i) => w - (at[i] ?? NaN)));
    });
    const perChip = chips.map((chip) => chip.pixels.length).join(', ');
    print(basename(path), count, pixels.length, perChip, Math.max(...gaps).toFixed(0));
  }
  const [a, b] = lists.map((list) => new Set(list.pixels));
  if (a === undefined || b === undefined) return;
  const common = [...a].filter((pixel) => b.has(pixel)).length;
  const chance = (a.size * b.size) / 8442;
  process.stdout.write(`\nIn both: ${common} pixels; by chance ${chance.toFixed(0)}.\n\n`);
}

function compareFits(
  lists: readonly ReturnType<typeof loadList>[],
  files: readonly string[],
): void {
  print('star', 'offset', 'scatter', '95 %', 'S/N at the pixels: ours', 'the other');
  print('---', '---:', '---:', '---:', '---:', '---:');
  for (const path of files) {
    using file = openFits(path);
    const flux = readRowFloat64(requireImage(file.hdu(1)), 0);
    const ivar = readRowFloat64(requireImage(file.hdu(2)), 0).map((e) => 1 / e ** 2);
    const rows = lists.map(({ prepared }) => fitSinusoidal(prepared, flux, ivar));
    const [ours, other] = rows;
    if (ours === undefined || other === undefined) return;
    const good = ours.flags.map((flag, i) => (flag === 0 && (ivar[i] ?? 0) > 1e-15 ? 1 : 0));
    const ratio = ours.continuum
      .map((c, i) => c / (other.continuum[i] ?? NaN) - 1)
      .filter((_, i) => good[i] === 1);
    const offset = quantile(ratio, 0.5);
    const spread = quantile(
      ratio.map((r) => Math.abs(r - offset)),
      0.5,
    );
    const extreme = quantile(
      ratio.map((r) => Math.abs(r - offset)),
      0.95,
    );
    const snr = lists.map(({ pixels }) => {
      const used = [...pixels].filter((p) => good[p] === 1);
      const total = used.reduce((s, p) => s + (flux[p] ?? 0) * Math.sqrt(ivar[p] ?? 0), 0);
      return (total / used.length).toFixed(0);
    });
    print(
      basename(path),
      `${percent(offset)} %`,
      `${percent(spread)} %`,
      `${percent(extreme)} %`,
      ...snr,
    );
  }
}

const [ours, other, ...files] = process.argv.slice(2);
if (ours === undefined || other === undefined) {
  process.stderr.write('usage: compare.ts OURS OTHER FILE…\n');
  process.exitCode = 2;
} else {
  const lists = [loadList(ours), loadList(other)];
  compareCounts(lists);
  compareFits(lists, files);
}
