import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { SpectrumPayload } from '../../core/api/spectrum.ts';
import { answerFacts } from './curves/curvesAnswer.ts';
import { answerFor } from './curves/answerStore.ts';
import { headerFacts } from './headerFacts.ts';

/** What the file says about the spectrum, searchable. */
export function HeaderTab({ payload }: { readonly payload: SpectrumPayload }) {
  const [filter, setFilter] = useState('');
  const rows = useMemo(() => {
    const said = payload.product === 'generic' ? answerFor(payload.path) : undefined;
    const facts = headerFacts(payload, said === undefined ? [] : answerFacts(said));
    const words = filter.toLowerCase();
    return facts.filter(([name, value]) => `${name} ${value}`.toLowerCase().includes(words));
  }, [payload, filter]);
  return (
    <>
      <div style={{ padding: '4px 12px', width: 260 }}>
        <TextInput
          className="small-input"
          placeholder="Find a card"
          aria-label="Find a header card"
          leftSection={<IconSearch size={14} stroke={1.6} aria-hidden />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      </div>
      <div className="scroll header-list" tabIndex={0} role="region" aria-label="Header">
        <dl className="header-grid">
          {rows.map(([name, value]) => (
            <div key={name} className="header-card">
              <dt className="mono muted clip">{name}</dt>
              <dd className="clip" title={value}>
                {value}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </>
  );
}
