import { Button, Textarea } from '@mantine/core';
import { IconTable, IconUpload, IconX } from '@tabler/icons-react';
import { useId, useRef } from 'react';
import type { FamilyDescription } from '../../core/api/tasks.ts';
import { describedBy } from '../components/describedBy.ts';
import { reportProblem } from '../components/noticeStore.ts';
import { IconButton } from '../components/IconButton.tsx';
import { formatBytes } from '../format/number.ts';
import { changeForm, type FamilyForm } from './formStore.ts';
import { isLong, pastedTable, tableOfFile } from './tableInput.ts';
import { TablePreview } from './TablePreview.tsx';

interface TablePanelProps {
  readonly family: FamilyDescription;
  readonly form: FamilyForm;
}

/** The table of a batch: pasted, typed, dropped or chosen; below it how it is understood. */
export function TablePanel({ family, form: { table } }: TablePanelProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const note = useId();
  const name = family.family;
  const first = family.parameters.find(({ hidden, kind }) => !hidden && kind === 'file');
  const example = (first ?? family.parameters[0])?.name ?? 'name';

  return (
    <section className="col table-panel" aria-label="Table of tasks">
      {table !== null && table.text === undefined ? (
        <div className="row file-chip">
          <IconTable size={14} stroke={1.6} aria-hidden />
          <span className="mono clip">{table.name}</span>
          <span className="muted small">{formatBytes(table.size)}</span>
          <span className="push" />
          <IconButton
            small
            icon={IconX}
            label="Take another table"
            onClick={() => changeForm(name, { table: null })}
          />
        </div>
      ) : (
        <Textarea
          className="table-text"
          aria-label="Paste a table"
          {...describedBy(table === null ? undefined : note)}
          placeholder={`${example},…\nPaste rows with a head that names parameters: CSV, TSV or JSON lines`}
          value={table?.text ?? ''}
          minRows={5}
          maxRows={9}
          autosize
          spellCheck={false}
          onPaste={(event) => {
            const text = event.clipboardData.getData('text/plain');
            if (!isLong(text)) return;
            event.preventDefault();
            changeForm(name, { table: pastedTable(text) });
          }}
          onChange={(event) => changeForm(name, { table: pastedTable(event.currentTarget.value) })}
        />
      )}
      <div className="row">
        <Button
          size="sm"
          leftSection={<IconUpload size={14} stroke={1.6} />}
          onClick={() => chooser.current?.click()}
        >
          Choose a file
        </Button>
        <span className="muted small">or drop one on the window</span>
        <input
          ref={chooser}
          type="file"
          hidden
          accept=".csv,.tsv,.jsonl,.ndjson,.txt"
          aria-label="Batch file"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            event.currentTarget.value = '';
            if (file === undefined) return;
            tableOfFile(file).then((read) => changeForm(name, { table: read }), reportProblem);
          }}
        />
      </div>
      {table !== null && <TablePreview table={table} note={note} />}
    </section>
  );
}
