import { Autocomplete } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { useMemo } from 'react';
import { describedBy } from '../components/describedBy.ts';
import { entryLabel } from '../library/entryLabel.ts';
import { maybeInput } from '../library/notSpectra.ts';
import { useLibrary } from '../library/libraryStore.ts';
import { parseFilter } from '../library/filter.ts';
import type { ParameterFieldProps } from './ParameterField.tsx';
import { takesSpectrum } from './spectrumParameter.ts';

const OFFERED = 40;

/** A path, typed or chosen from the library by whatever one remembers of it. */
export function FileField({ id, note, parameter, text, invalid, onText }: ParameterFieldProps) {
  const entries = useLibrary((state) => state.entries);
  const spectra = takesSpectrum(parameter);
  const offered = useMemo(() => {
    if (!spectra) return [];
    const exact = entries.some(({ path }) => path === text);
    const test = parseFilter(exact ? '' : text);
    return entries.filter(maybeInput).filter(test).slice(0, OFFERED);
  }, [entries, text, spectra]);
  const byPath = new Map(offered.map((entry) => [entry.path, entry]));
  return (
    <Autocomplete
      id={id}
      className="small-input file-field"
      size="sm"
      {...describedBy(note)}
      value={text}
      error={invalid}
      spellCheck={false}
      placeholder={spectra ? 'object, field or path' : 'a path'}
      leftSection={<IconFile size={14} stroke={1.6} aria-hidden />}
      data={offered.map(({ path }) => path)}
      filter={({ options }) => options}
      maxDropdownHeight={280}
      comboboxProps={{ width: 420, position: 'bottom-start', transitionProps: { duration: 0 } }}
      renderOption={({ option }) => {
        const entry = byPath.get(option.value);
        if (entry === undefined) return option.value;
        return (
          <span className="col" style={{ width: '100%' }}>
            <span className="row">
              <span className="mono">{entryLabel(entry)}</span>
              <span className="muted small push">
                {[entry.product, entry.release].filter(Boolean).join(', ')}
              </span>
            </span>
            <span className="muted small clip">{entry.name}</span>
          </span>
        );
      }}
      onChange={onText}
    />
  );
}
