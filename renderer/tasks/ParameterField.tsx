import { Checkbox, Select, TextInput } from '@mantine/core';
import type { ParameterDescription } from '../../core/api/tasks.ts';
import { describedBy } from '../components/describedBy.ts';
import { FileField } from './FileField.tsx';
import { fieldHint } from './parameterText.ts';

export interface ParameterFieldProps {
  readonly id: string;
  /** Id of the help or error line. */
  readonly note: string;
  readonly parameter: ParameterDescription;
  readonly text: string;
  readonly invalid: boolean;
  /** An empty text means: not given. */
  readonly onText: (text: string) => void;
}

/** The control that suits the kind of a parameter; its value is always the text a command would hold. */
export function ParameterField(props: ParameterFieldProps) {
  const { id, note, parameter, text, invalid, onText } = props;
  switch (parameter.kind) {
    case 'boolean':
      return (
        <Checkbox
          id={id}
          aria-describedby={note}
          checked={text === 'true'}
          onChange={(event) => onText(String(event.currentTarget.checked))}
        />
      );
    case 'choice':
      return (
        <Select
          id={id}
          className="small-input"
          {...describedBy(note)}
          data={[...(parameter.choices ?? [])]}
          value={text === '' ? null : text}
          placeholder={parameter.optional ? 'not given' : 'choose'}
          clearable={parameter.optional}
          error={invalid}
          onChange={(value) => onText(value ?? '')}
        />
      );
    case 'file':
      return <FileField {...props} />;
    case 'string':
    case 'integer':
    case 'float':
    case 'date':
    case 'list':
    case 'dictionary':
    case 'range':
      return <TextField {...props} />;
  }
}

function TextField({ id, note, parameter, text, invalid, onText }: ParameterFieldProps) {
  const hint = fieldHint(parameter);
  return (
    <TextInput
      id={id}
      className="small-input"
      {...describedBy(note)}
      value={text}
      error={invalid}
      spellCheck={false}
      autoComplete="off"
      placeholder={parameter.optional ? 'not given' : ''}
      inputMode={parameter.kind === 'integer' || parameter.kind === 'float' ? 'decimal' : 'text'}
      rightSectionWidth={hint === '' ? 8 : hint.length * 8 + 18}
      rightSection={hint === '' ? null : <span className="field-hint">{hint}</span>}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  );
}
