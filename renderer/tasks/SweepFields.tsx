import { Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useId } from 'react';
import type { FamilyDescription } from '../../core/api/tasks.ts';
import { describedBy } from '../components/describedBy.ts';
import { IconButton } from '../components/IconButton.tsx';
import { plural } from '../format/number.ts';
import { changeForm, type FamilyForm } from './formStore.ts';
import { combinationCount, readSweeps, type SweepText } from './sweepText.ts';

interface SweepFieldsProps {
  readonly family: FamilyDescription;
  readonly form: FamilyForm;
}

/** Several values of a parameter at once: a task for each, and for every combination. */
export function SweepFields({ family, form: { sweeps, mode } }: SweepFieldsProps) {
  const names = family.parameters
    .filter(({ hidden, significant }) => !hidden && significant)
    .map(({ name }) => name);
  const shown = sweeps.length === 0 ? [{ name: '', text: '' }] : sweeps;
  const read = readSweeps(sweeps);
  const note = useId();
  const change = (at: number, sweep: SweepText) =>
    changeForm(family.family, {
      sweeps: shown.map((other, index) => (index === at ? sweep : other)),
    });
  return (
    <div className="col" style={{ gap: 6, padding: '0 0 8px 12px' }}>
      {shown.map(({ name, text }, at) => (
        <div key={at} className="row">
          <Select
            className="small-input sweep-name"
            aria-label={`Parameter of sweep ${at + 1}`}
            {...describedBy(note)}
            placeholder="parameter"
            searchable
            data={names}
            value={name === '' ? null : name}
            onChange={(chosen) => change(at, { name: chosen ?? '', text })}
          />
          <TextInput
            className="small-input grow"
            aria-label={`Values of sweep ${at + 1}`}
            {...describedBy(note)}
            placeholder="2, 3, 4"
            value={text}
            spellCheck={false}
            onChange={(event) => change(at, { name, text: event.currentTarget.value })}
          />
          <IconButton
            small
            icon={IconX}
            label={`Remove sweep ${at + 1}`}
            disabledReason={sweeps.length === 0 ? 'There is no sweep' : undefined}
            onClick={() =>
              changeForm(family.family, { sweeps: sweeps.filter((_, index) => index !== at) })
            }
          />
        </div>
      ))}
      <div className="row">
        <Button
          size="sm"
          variant="subtle"
          className="plain"
          leftSection={<IconPlus size={14} stroke={1.6} />}
          disabled={shown.length >= 8}
          onClick={() => changeForm(family.family, { sweeps: [...shown, { name: '', text: '' }] })}
        >
          Another parameter
        </Button>
        <span
          id={note}
          aria-live="polite"
          className={read.problem === undefined ? 'muted small push' : 'fail small push'}
        >
          {read.problem ??
            (read.sweeps.length === 0
              ? ''
              : `${plural(combinationCount(read.sweeps), 'task')}${mode === 'table' ? ' a row' : ''}`)}
        </span>
      </div>
    </div>
  );
}
