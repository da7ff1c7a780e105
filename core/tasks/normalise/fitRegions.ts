import { apogeeChipRegions, type WavelengthRange } from '../../continuum/range.ts';
import { Problem } from '../../problem/problem.ts';
import { list } from '../../task/parameters/compound.ts';
import { string } from '../../task/parameters/text.ts';

const word = /^\s*(\d+(?:\.\d+)?)\s*[-–:]\s*(\d+(?:\.\d+)?)\s*$/;
const mostRegions = 100;

/** The stretches that are fitted each on its own, as a parameter; `otherwise` says what none means. */
export function fitRegionsParameter(otherwise: string) {
  return list(string({ help: 'start-end in Å' }), {
    help: `Stretches fitted each on its own, start-end, or apogee for its three chips; none: ${otherwise}`,
    unit: 'Å',
    default: [],
  });
}

/**
 * The normal form of such a list: `apogee` spelt out, ascending, numbers in their shortest form.
 * Throws `bad-parameter` for what is no range, and for ranges that overlap.
 */
export function canonicalFitRegions(given: readonly string[]): readonly string[] {
  const ranges = given
    .flatMap((text) =>
      text.trim().toLowerCase() === 'apogee' ? apogeeChipRegions : [rangeOf(text)],
    )
    .toSorted((a, b) => a.start - b.start);
  if (ranges.length > mostRegions) throw bad(`there are more than ${mostRegions} regions`);
  for (const [i, { start }] of ranges.entries()) {
    if (start <= (ranges[i - 1]?.end ?? 0)) throw bad(`the regions overlap at ${start} Å`);
  }
  return ranges.map(({ start, end }) => `${start}-${end}`);
}

/** The ranges that a canonical list stands for; undefined for none. */
export function fitRegionsOf(canonical: readonly string[]): WavelengthRange[] | undefined {
  return canonical.length === 0 ? undefined : canonical.map(rangeOf);
}

function rangeOf(text: string): WavelengthRange {
  const match = word.exec(text);
  const [start, end] = [Number(match?.[1]), Number(match?.[2])];
  if (start > 0 && start < end) return { start, end };
  throw bad(`"${text.slice(0, 40)}" is no region`);
}

function bad(message: string): Problem {
  return new Problem('bad-parameter', message, {
    where: { parameter: 'fit_regions' },
    advice: 'Give ranges in Å that do not overlap, such as 15152-15800,15867-16424, or apogee',
  });
}
