import { IconCopy } from '@tabler/icons-react';
import { copyText } from './copyText.ts';
import { IconButton } from './IconButton.tsx';

interface CommandTextProps {
  readonly command: string;
  /** Keys that copy it too, for the tooltip. */
  readonly keys?: string;
}

/** A command for the terminal, with a button that copies it; stands in an element of class `code`. */
export function CommandText({ command, keys }: CommandTextProps) {
  return (
    <>
      <span className="grow">{command}</span>
      <IconButton
        small
        icon={IconCopy}
        label="Copy the command"
        {...(keys === undefined ? {} : { keys })}
        onClick={() => void copyText(command, 'Command copied')}
      />
    </>
  );
}
