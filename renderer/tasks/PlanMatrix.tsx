import { useCallback, useState, type ReactNode } from 'react';
import type { MatrixPage, PlanSummary } from '../../core/api/plans.ts';
import { astra } from '../client/current.ts';
import { sentence } from '../client/problemText.ts';
import { FilterField } from '../components/FilterField.tsx';
import { usePagedRows } from '../components/pagedRows.ts';
import { VirtualTable } from '../components/VirtualTable.tsx';
import { formatCount, plural } from '../format/number.ts';
import { showDetail } from './detailStore.ts';
import { matrixWord } from './stateWords.ts';
import { StateLabel } from './StateLabel.tsx';

type Row = MatrixPage['rows'][number];

/** Subjects against families; a cell says what there is, or what will be made and why. */
export function PlanMatrix({ plan }: { readonly plan: PlanSummary }) {
  const [text, setText] = useState('');
  const [families, setFamilies] = useState<readonly string[]>([]);
  const handle = plan.plan;
  const load = useCallback(
    async (offset: number, limit: number) => {
      const asked = { plan: handle, text, offset, limit };
      const page = await astra().call('tasks.planMatrix', asked);
      setFamilies((before) => (before.join() === page.families.join() ? before : page.families));
      return { total: page.total, rows: page.rows };
    },
    [handle, text],
  );
  const rows = usePagedRows(load);
  return (
    <div className="col plan-list">
      <div className="row list-tools">
        <FilterField label="Filter the subjects" hint="subject" text={text} onText={setText} />
        <span className="muted small push" aria-live="polite">
          {rows.total !== undefined &&
            `${plural(rows.total, 'subject')} × ${plural(families.length, 'family', 'families')}`}
        </span>
      </div>
      <VirtualTable
        label="Subjects and families"
        rows={rows}
        minWidth={224 + families.length * 152}
        columns={[
          { head: 'Subject', width: 'minmax(200px, 1fr)' },
          ...families.map((head) => ({ head, width: 'minmax(140px, 180px)' })),
        ]}
        cells={(row) => cellsOf(row)}
        onOpen={({ cells }, step) => {
          const last = cells.filter((cell) => cell !== null).at(-1);
          if (last !== undefined) void showDetail(last.id, step);
        }}
        empty="No subject fits."
      />
    </div>
  );
}

function cellsOf({ subject, cells }: Row): ReactNode[] {
  return [
    <span key="subject" className="mono" title={subject}>
      {subject}
    </span>,
    ...cells.map((cell, index) =>
      cell === null ? (
        <span key={index} className="muted">
          —
        </span>
      ) : (
        <span key={index} title={sentence(cell.why)}>
          <StateLabel state={matrixWord(cell.action, cell.why)} />
          {cell.tasks > 1 && <span className="muted"> × {formatCount(cell.tasks)}</span>}
        </span>
      ),
    ),
  ];
}
