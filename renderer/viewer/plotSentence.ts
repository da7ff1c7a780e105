import type { PlotModel } from '../plot/plotModel.ts';
import { indexRange } from '../plot/bounds.ts';
import { formatCount, formatFixed } from '../format/number.ts';

/** What a screen reader says of the plot: what, from where to where, and how much is masked. */
export function plotSentence({ spectrum, x }: PlotModel): string {
  const { payload } = spectrum;
  const [from, to] = indexRange(payload.wavelength, x.x0, x.x1);
  const name = payload.object ?? payload.path;
  const parts = [
    `Flux of ${name}, ${payload.label}`,
    `from ${formatFixed(x.x0, 1)} to ${formatFixed(x.x1, 1)} angstrom`,
    `${payload.medium}, ${payload.frame} frame`,
  ];
  return `${parts.join(', ')}. ${formatCount(to - from)} pixels in view. ${masked(spectrum, from, to)}The table view holds the numbers.`;
}

function masked(spectrum: PlotModel['spectrum'], from: number, to: number): string {
  let count = 0;
  for (const lane of spectrum.shading) {
    for (const run of lane.runs) {
      count += Math.max(0, Math.min(run.to, to) - Math.max(run.from, from));
    }
  }
  return count === 0 ? '' : `${formatCount(count)} mask bits are shaded. `;
}
