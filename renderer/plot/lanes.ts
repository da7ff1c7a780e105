import type { Mask } from '../../core/api/spectrum.ts';
import { bitsValue, groupOf, groupOrder, laneLabel, type MaskGroup } from './maskGroups.ts';
import type { PixelRun } from './segments.ts';

/** One row of hatched stretches under the flux. */
export interface Lane {
  readonly group: MaskGroup;
  readonly label: string;
  readonly runs: readonly PixelRun[];
}

/** Stretches of pixels with any of `bits` set; a break between chips ends a stretch. */
export function maskRuns(
  values: Int32Array,
  bits: number,
  breaks: readonly number[] = [],
): PixelRun[] {
  const starts = new Set(breaks);
  const runs: PixelRun[] = [];
  let from = -1;
  for (let index = 0; index < values.length; index += 1) {
    const set = ((values[index] ?? 0) & bits) !== 0;
    if (from >= 0 && (!set || starts.has(index))) {
      runs.push({ from, to: index });
      from = -1;
    }
    if (set && from < 0) from = index;
  }
  if (from >= 0) runs.push({ from, to: values.length });
  return runs;
}

/**
 * The lanes of a spectrum: every group that occurs in its first mask, switched on or not, and the
 * groups of further masks of which a bit is switched on.
 */
export function layoutLanes(
  masks: readonly Mask[],
  enabled: ReadonlySet<string>,
  breaks: readonly number[],
): Lane[] {
  return masks.flatMap((mask, order) =>
    groupOrder.flatMap((group): Lane[] => {
      const bits = mask.bits.filter((bit) => groupOf(bit) === group);
      const shown = order === 0 || bits.some((bit) => enabled.has(bitKey(mask, bit.bit)));
      if (!shown || bits.length === 0) return [];
      const runs = maskRuns(mask.values, bitsValue(bits), breaks);
      if (runs.length === 0) return [];
      return [{ group, label: order === 0 ? laneLabel(group) : `or ${laneLabel(group)}`, runs }];
    }),
  );
}

/** The same groups, of switched-on bits only: what is shaded behind the flux. */
export function layoutShading(
  masks: readonly Mask[],
  enabled: ReadonlySet<string>,
  breaks: readonly number[],
): Lane[] {
  return masks.flatMap((mask) =>
    groupOrder.flatMap((group): Lane[] => {
      const bits = mask.bits.filter(
        (bit) => groupOf(bit) === group && enabled.has(bitKey(mask, bit.bit)),
      );
      const runs = bits.length === 0 ? [] : maskRuns(mask.values, bitsValue(bits), breaks);
      return runs.length === 0 ? [] : [{ group, label: laneLabel(group), runs }];
    }),
  );
}

/** How a bit of a mask is named in the set of switched-on bits. */
export function bitKey(mask: Pick<Mask, 'name'>, bit: number): string {
  return `${mask.name}.${bit}`;
}
