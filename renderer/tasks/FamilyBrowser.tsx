import { TextInput } from '@mantine/core';
import { IconFile, IconSearch, IconSitemap, IconTerminal2 } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import type { FamilyDescription } from '../../core/api/tasks.ts';
import { formatCount, plural } from '../format/number.ts';
import { groupFamilies } from './familyGroups.ts';
import { selectFamily, useFamilies } from './familyStore.ts';

/** Families by what they are for; one Tab stop, arrows choose. */
export function FamilyBrowser() {
  const { families, selected, search } = useFamilies();
  const groups = groupFamilies(families, search);
  const flat = groups.flatMap((group) => group.families);

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    const next = flat[flat.findIndex(({ family }) => family === selected) + step];
    if (next === undefined) return;
    event.preventDefault();
    selectFamily(next.family);
    document.getElementById(`family-${next.family}`)?.focus();
  }

  return (
    <>
      <div className="pane-head">
        <h2>Tasks</h2>
        <span className="muted small">{plural(families.length, 'family', 'families')}</span>
      </div>
      <div style={{ padding: '0 8px 4px' }}>
        <TextInput
          className="small-input"
          placeholder="Search families and help"
          aria-label="Search families"
          leftSection={<IconSearch size={14} stroke={1.6} aria-hidden />}
          value={search}
          onChange={(event) => useFamilies.setState({ search: event.currentTarget.value })}
        />
      </div>
      <div className="scroll" role="listbox" aria-label="Task families" onKeyDown={onKeyDown}>
        {groups.map((group) => (
          <div key={group.group} role="group" aria-label={group.group}>
            <div className="group-label" aria-hidden="true">
              {group.group}
            </div>
            {group.families.map((family) => (
              <FamilyRow
                key={family.family}
                family={family}
                selected={family.family === selected}
              />
            ))}
          </div>
        ))}
        {flat.length === 0 && (
          <p className="muted small" style={{ padding: 12 }}>
            {families.length === 0 ? 'The families are being read.' : 'No family fits this search.'}
          </p>
        )}
      </div>
    </>
  );
}

function FamilyRow({
  family,
  selected,
}: {
  readonly family: FamilyDescription;
  readonly selected: boolean;
}) {
  const Picture =
    family.group === 'Files' ? IconFile : family.group === 'Yours' ? IconTerminal2 : IconSitemap;
  return (
    <div
      id={`family-${family.family}`}
      className="item"
      role="option"
      aria-selected={selected}
      tabIndex={selected ? 0 : -1}
      title={family.summary}
      data-pane-start={selected || undefined}
      onClick={() => selectFamily(family.family)}
    >
      <Picture size={14} stroke={1.6} className="faint" aria-hidden />
      <span className={selected ? 'clip strong' : 'clip'}>{family.family}</span>
      <span className="muted">{family.version}</span>
      <span className="right">{formatCount(family.complete)}</span>
    </div>
  );
}
