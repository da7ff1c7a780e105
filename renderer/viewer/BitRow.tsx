import { Checkbox, Tooltip } from '@mantine/core';
import { useId } from 'react';
import type { MaskBit } from '../../core/api/spectrum.ts';
import { formatCount } from '../format/number.ts';
import { groupOf } from '../plot/maskGroups.ts';
import { HatchSwatch } from './HatchSwatch.tsx';

interface BitRowProps {
  readonly bit: MaskBit;
  /** Pixels that have it. */
  readonly count: number;
  /** The plot shades them. */
  readonly on: boolean;
  readonly onSwitch: () => void;
}

/** A bit that is set somewhere; what it means appears under the pointer and with the focus. */
export function BitRow({ bit, count, on, onSwitch }: BitRowProps) {
  const meaning = useId();
  const text = `Bit ${bit.bit}: ${bit.meaning}`;
  return (
    <Tooltip label={text} position="left">
      <label className="bit-row">
        <Checkbox
          checked={on}
          aria-label={`Shade ${bit.name}`}
          aria-describedby={meaning}
          onChange={onSwitch}
        />
        <HatchSwatch group={groupOf(bit)} />
        <span className="mono clip">{bit.name}</span>
        {bit.bad && <span className="muted">bad</span>}
        <span className="push">{formatCount(count)}</span>
        <span id={meaning} hidden>
          {text}
        </span>
      </label>
    </Tooltip>
  );
}
