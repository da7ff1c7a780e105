import { Select } from '@mantine/core';
import { describedBy } from '../../components/describedBy.ts';
import type { CurveGroup } from './curveOptions.ts';

interface CurveSelectProps {
  readonly id: string;
  /** Its name, where no label beside it says it. */
  readonly label?: string;
  /** Id of the line below the field. */
  readonly note: string;
  readonly groups: readonly CurveGroup[];
  readonly value: string | null;
  readonly invalid: boolean;
  readonly autoFocus?: boolean;
  readonly onChoose: (key: string) => void;
}

/** A list of curves; each says how many pixels it has, and why it cannot be chosen if so. */
export function CurveSelect(props: CurveSelectProps) {
  const { id, label, note, groups, value, invalid, autoFocus = false, onChoose } = props;
  const details = new Map(
    groups.flatMap(({ items }) => items.map((option) => [option.value, option.detail] as const)),
  );
  return (
    <Select
      id={id}
      className="curve-select"
      aria-label={label}
      {...describedBy(note)}
      data={[...groups]}
      value={value}
      error={invalid}
      autoFocus={autoFocus}
      placeholder="choose"
      maxDropdownHeight={320}
      comboboxProps={{ width: 520, position: 'bottom-start', transitionProps: { duration: 0 } }}
      renderOption={({ option }) => (
        <span className="curve-option">
          <span className="clip">{option.label}</span>
          <span className="muted small">{details.get(option.value)}</span>
        </span>
      )}
      onChange={(key) => {
        if (key !== null) onChoose(key);
      }}
    />
  );
}
