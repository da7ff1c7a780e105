import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { KeyCaps } from '../components/KeyCaps.tsx';
import { goTo, openDialog, useView } from '../frame/viewStore.ts';
import { useLibrary } from '../library/libraryStore.ts';
import { selectFamily, useFamilies } from '../tasks/familyStore.ts';
import { openSpectrum } from '../viewer/openSpectrum.ts';
import { findItems, type PaletteItem } from './paletteItems.ts';
import { actionById, runAction, useRegistry } from './registry.ts';

/** Commands, spectra and tasks by name: Ctrl K. */
export function Palette() {
  const opened = useView((state) => state.dialog === 'palette');
  return (
    <Modal
      opened={opened}
      onClose={() => openDialog(null)}
      withCloseButton={false}
      size={640}
      yOffset={88}
      padding={0}
      aria-label="Command palette"
      classNames={{ body: 'palette-body' }}
    >
      <Search />
    </Modal>
  );
}

function start(item: PaletteItem): void {
  openDialog(null);
  switch (item.section) {
    case 'Commands': {
      const action = actionById(item.id);
      if (action !== undefined) runAction(action);
      return;
    }
    case 'Spectra':
      openSpectrum(item.id, { keep: true });
      return;
    case 'Tasks':
      selectFamily(item.id);
      goTo('tasks');
  }
}

function Search() {
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const actions = useRegistry((state) => state.actions);
  const entries = useLibrary((state) => state.entries);
  const families = useFamilies((state) => state.families);
  const items = useMemo(
    () => findItems(query, { actions, entries, families }),
    [query, actions, entries, families],
  );

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const item = items[chosen];
    if (step !== 0 && items.length > 0) {
      const next = (chosen + step + items.length) % items.length;
      setChosen(next);
      document.getElementById(`palette-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && item !== undefined) {
      if (item.disabled === undefined) start(item);
    } else return;
    event.preventDefault();
  }

  return (
    <>
      <div className="palette-field">
        <IconSearch size={16} stroke={1.8} aria-hidden />
        <input
          data-autofocus
          role="combobox"
          aria-label="Search spectra, tasks and commands"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={items.length > 0 ? `palette-${chosen}` : undefined}
          value={query}
          spellCheck={false}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
        <span className="second small">commands, spectra, tasks</span>
      </div>
      <div ref={list} id="palette-list" className="palette-list" role="listbox" aria-label="Found">
        {items.map((item, index) => (
          <Row
            key={`${item.section}/${item.id}`}
            item={item}
            index={index}
            chosen={index === chosen}
            heading={items[index - 1]?.section === item.section ? undefined : item.section}
            onHover={() => setChosen(index)}
          />
        ))}
        {items.length === 0 && (
          <p className="muted" style={{ padding: 16 }}>
            Nothing is called that.
          </p>
        )}
      </div>
      <div className="palette-foot small second">
        <span className="row">
          <KeyCaps keys="ArrowUp" />
          <KeyCaps keys="ArrowDown" /> move
        </span>
        <span className="row">
          <kbd>Enter</kbd> run
        </span>
        <span className="row">
          <kbd>&gt;</kbd> commands only
        </span>
        <span className="row">
          <kbd>@</kbd> spectra only
        </span>
        <span className="row push">
          <kbd>Esc</kbd> close
        </span>
      </div>
    </>
  );
}

interface RowProps {
  readonly item: PaletteItem;
  readonly index: number;
  readonly chosen: boolean;
  readonly heading: string | undefined;
  readonly onHover: () => void;
}

function Row({ item, index, chosen, heading, onHover }: RowProps) {
  const { icon: Picture, label, hint, keys, disabled } = item;
  return (
    <>
      {heading !== undefined && (
        <div className="palette-heading" aria-hidden="true">
          {heading}
        </div>
      )}
      <div
        id={`palette-${index}`}
        className="palette-item"
        role="option"
        aria-selected={chosen}
        aria-disabled={disabled !== undefined}
        onMouseMove={onHover}
        onClick={() => {
          if (disabled === undefined) start(item);
        }}
      >
        <Picture size={14} stroke={1.6} aria-hidden />
        <span className="palette-label clip">{label}</span>
        <span className="muted clip grow">{disabled ?? hint}</span>
        {keys !== undefined && <KeyCaps keys={keys} />}
      </div>
    </>
  );
}
