import { CloseButton, TextInput } from '@mantine/core';
import { IconFilter, IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { IconButton } from '../components/IconButton.tsx';
import { formatCount, plural } from '../format/number.ts';
import { openDialog } from '../frame/viewStore.ts';
import { parseFilter } from './filter.ts';
import { LibraryEmpty } from './LibraryEmpty.tsx';
import { setFilter, useLibrary } from './libraryStore.ts';
import { LibraryTree } from './LibraryTree.tsx';
import { buildTree } from './tree.ts';

/** Up to this many files every group starts open. */
const OPEN_ALL = 60;

export function LibraryPane() {
  const { entries, total, loading, problem, filter, toggled } = useLibrary();
  const shown = useMemo(() => {
    const test = parseFilter(filter);
    return filter.trim() === '' ? entries : entries.filter(test);
  }, [entries, filter]);
  const rows = useMemo(() => {
    const all = filter.trim() !== '' || shown.length <= OPEN_ALL;
    return buildTree(shown, (id, depth) => toggled[id] ?? (all || depth === 0));
  }, [shown, filter, toggled]);

  const count =
    shown.length === total
      ? plural(total, 'file')
      : `${formatCount(shown.length)} of ${formatCount(total)}`;
  return (
    <>
      <div className="pane-head">
        <h2>Library</h2>
        <span className="muted small clip" role="status">
          {loading && total === 0 ? 'reading…' : count}
        </span>
        <span className="push">
          <IconButton
            small
            icon={IconPlus}
            label="Open files"
            keys="Ctrl+O"
            onClick={() => openDialog('open')}
          />
        </span>
      </div>
      <div style={{ padding: '0 8px 8px' }}>
        <TextInput
          className="small-input"
          placeholder="Filter by id, field, S/N > 100"
          aria-label="Filter the library"
          leftSection={<IconFilter size={14} stroke={1.6} aria-hidden />}
          rightSection={
            filter === '' ? null : (
              <CloseButton size="xs" aria-label="Clear the filter" onClick={() => setFilter('')} />
            )
          }
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      </div>
      {rows.length > 0 ? (
        <LibraryTree rows={rows} />
      ) : (
        <LibraryEmpty filtered={entries.length > 0} loading={loading} problem={problem} />
      )}
    </>
  );
}
