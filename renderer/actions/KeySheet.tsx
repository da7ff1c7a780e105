import { Modal, TextInput } from '@mantine/core';
import { IconInfoCircle, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { KeyCaps } from '../components/KeyCaps.tsx';
import { openDialog, useView } from '../frame/viewStore.ts';
import type { Action, ActionGroup } from './action.ts';
import { useRegistry } from './registry.ts';

const groups: readonly ActionGroup[] = [
  'Everywhere',
  'Plot: move',
  'Plot: look',
  'Tasks and tables',
  'Take away',
];

/** Every shortcut, from the same registry that makes them work. */
export function KeySheet() {
  const opened = useView((state) => state.dialog === 'keys');
  const actions = useRegistry((state) => state.actions);
  const [search, setSearch] = useState('');
  const words = search.toLowerCase();
  const shown = actions.filter(
    (action) =>
      action.keys.length > 0 &&
      action.label.toLowerCase().includes(words) &&
      !/^plot\.bit-[2-9]$/.test(action.id),
  );
  return (
    <Modal
      opened={opened}
      onClose={() => openDialog(null)}
      size={1080}
      title={
        <span className="row">
          Keyboard{' '}
          <span className="muted" style={{ fontWeight: 400 }}>
            on macOS Ctrl is ⌘ and Alt is ⌥
          </span>
        </span>
      }
    >
      <TextInput
        data-autofocus
        className="small-input"
        placeholder="Find an action"
        aria-label="Find an action"
        leftSection={<IconSearch size={14} stroke={1.6} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <div className="key-sheet">
        {groups.map((group) => (
          <KeyGroup
            key={group}
            title={group}
            actions={shown.filter((action) => action.group === group)}
          />
        ))}
      </div>
      <p
        className="small second row"
        style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}
      >
        <IconInfoCircle size={14} stroke={1.6} aria-hidden />
        Single letters act only while the plot or a table has focus and never while you type in a
        field.
      </p>
    </Modal>
  );
}

function KeyGroup({
  title,
  actions,
}: {
  readonly title: string;
  readonly actions: readonly Action[];
}) {
  if (actions.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      {actions.map((action) => (
        <div key={action.id} className="key-row">
          <span>{action.id === 'plot.bit-1' ? 'Shade mask bit 1 … 9' : action.label}</span>
          <KeyCaps keys={action.keys[0] ?? ''} />
        </div>
      ))}
    </section>
  );
}
