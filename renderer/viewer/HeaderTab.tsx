import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { SpectrumPayload } from '../../core/api/spectrum.ts';
import { answerFacts } from './curves/curvesAnswer.ts';
import { answerFor } from './curves/answerStore.ts';
import { formatFixed, MISSING } from '../format/number.ts';

/** What the file says about the spectrum, searchable. */
export function HeaderTab({ payload }: { readonly payload: SpectrumPayload }) {
  const [filter, setFilter] = useState('');
  const rows = useMemo(() => {
    const said = payload.product === 'generic' ? answerFor(payload.path) : undefined;
    const facts: [string, string][] = [
      ['file', payload.path],
      ['product', [payload.product, payload.release].filter(Boolean).join(', ')],
      ...(said === undefined ? [] : answerFacts(said)),
      ['S/N of this row', formatFixed(payload.meanSnr, 2)],
      ...Object.entries(payload.meta).map(([name, value]): [string, string] => [
        name,
        shown(value),
      ]),
    ];
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

function shown(value: string | number | boolean | null): string {
  if (value === null || value === '') return MISSING;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return typeof value === 'number' ? String(value).replace('-', '−') : value;
}
