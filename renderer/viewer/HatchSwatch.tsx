import { useMemo } from 'react';
import { hatchTile } from '../plot/hatch.ts';
import type { MaskGroup } from '../plot/maskGroups.ts';
import { usePlotColors } from './usePlotColors.ts';

/** The hatch of a group, as in the lanes. */
export function HatchSwatch({ group }: { readonly group: MaskGroup }) {
  const colors = usePlotColors();
  const { url, size } = useMemo(() => {
    const tile = hatchTile(group, colors.groups[group], 2);
    return { url: tile.toDataURL(), size: tile.width / 2 };
  }, [group, colors]);
  return (
    <span
      className="hatch-swatch"
      aria-hidden="true"
      style={{ backgroundImage: `url(${url})`, backgroundSize: `${size}px ${size}px` }}
    />
  );
}
