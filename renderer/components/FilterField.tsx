import { TextInput } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';

interface FilterFieldProps {
  readonly label: string;
  /** What is looked through: "subject, id, reason". */
  readonly hint: string;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** Words that the rows of a list must have. */
export function FilterField({ label, hint, text, onText }: FilterFieldProps) {
  return (
    <TextInput
      className="small-input"
      aria-label={label}
      placeholder={hint}
      leftSection={<IconFilter size={14} stroke={1.6} aria-hidden />}
      value={text}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  );
}
