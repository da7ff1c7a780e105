import { ActionIcon, Tooltip } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { keyText } from '../actions/chord.ts';
import { isMac } from '../actions/platform.ts';

interface IconButtonProps {
  readonly icon: Icon;
  readonly label: string;
  readonly keys?: string | undefined;
  readonly small?: boolean;
  readonly pressed?: boolean;
  /** Why it cannot be used now; it stays focusable so that the reason can be read. */
  readonly disabledReason?: string | undefined;
  readonly onClick: () => void;
}

/** A picture with a name, a tooltip with its keys, and a reason where it is disabled. */
export function IconButton(props: IconButtonProps) {
  const { icon: Picture, label, keys, small = false, pressed, disabledReason, onClick } = props;
  const hint = keys === undefined ? '' : ` (${keyText(keys, isMac)})`;
  const text = disabledReason ?? `${label}${hint}`;
  return (
    <Tooltip label={text}>
      <ActionIcon
        size={small ? 'sm' : 'md'}
        aria-label={disabledReason === undefined ? label : `${label}: ${disabledReason}`}
        aria-disabled={disabledReason !== undefined}
        aria-pressed={pressed}
        data-on={pressed === true || undefined}
        data-disabled={disabledReason !== undefined}
        onClick={() => {
          if (disabledReason === undefined) onClick();
        }}
      >
        <Picture size={small ? 14 : 16} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
