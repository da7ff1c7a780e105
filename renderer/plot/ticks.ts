import { formatFixed } from '../format/number.ts';

export interface Ticks {
  readonly major: readonly number[];
  readonly minor: readonly number[];
  readonly step: number;
}

/** Steps of 1, 2 or 5 times a power of ten, with this many minor parts each. */
const steps = [
  { size: 1, parts: 5 },
  { size: 2, parts: 4 },
  { size: 5, parts: 5 },
  { size: 10, parts: 5 },
] as const;

/** Ticks inside [from, to], at most `most` major ones; minor ones never repeat a major one. */
export function chooseTicks(from: number, to: number, most: number): Ticks {
  const span = to - from;
  if (!(span > 0) || !Number.isFinite(span) || most < 1) return { major: [], minor: [], step: 0 };
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const chosen = steps.find(({ size }) => size * power >= rough * (1 - 1e-9)) ?? steps[3];
  const step = chosen.size * power;
  const minor = multiples(from, to, step / chosen.parts).filter(
    (_value, index) => (index + firstIndex(from, step / chosen.parts)) % chosen.parts !== 0,
  );
  return { major: multiples(from, to, step), minor, step };
}

function firstIndex(from: number, step: number): number {
  return Math.ceil(from / step - 1e-9);
}

function multiples(from: number, to: number, step: number): number[] {
  const first = firstIndex(from, step);
  const last = Math.floor(to / step + 1e-9);
  const values: number[] = [];
  for (let index = first; index <= last; index += 1) values.push(index * step + 0); // + 0: never a negative zero
  return values;
}

/** Decimals that tell neighbouring ticks apart. */
export function tickDecimals(step: number): number {
  if (!(step > 0)) return 0;
  return Math.min(10, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
}

/**
 * Labels for an axis. Very large or small numbers are written as a multiple of `10^exponent`,
 * which then belongs in the axis title.
 */
export function tickLabels(ticks: Ticks): { labels: string[]; exponent: number } {
  const largest = Math.max(0, ...ticks.major.map(Math.abs));
  const magnitude = largest > 0 ? Math.floor(Math.log10(largest)) : 0;
  const exponent = magnitude >= 6 || magnitude < -3 ? magnitude : 0;
  const scale = 10 ** exponent;
  const decimals = tickDecimals(ticks.step / scale);
  return { labels: ticks.major.map((value) => formatFixed(value / scale, decimals)), exponent };
}
