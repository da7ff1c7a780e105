import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { IconButton } from '../components/IconButton.tsx';
import { formatFixed } from '../format/number.ts';
import { showRow } from './rowSteps.ts';
import { useSpectra } from './spectrumStore.ts';
import type { SpectrumTab } from './viewerStore.ts';

/** Which spectrum of the file: the combined ones and the visits. */
export function RowPicker({ tab }: { readonly tab: SpectrumTab }) {
  const rows = useSpectra((state) => state.rows.get(tab.path)) ?? [];
  const index = rows.findIndex(({ row }) => row === tab.row);
  const current = rows[index];
  if (current === undefined) return null;
  if (rows.length === 1) {
    return (
      <span className="row row-name">
        <span className="strong clip" title={current.label}>
          {current.label}
        </span>
        {current.snr !== null && (
          <span className="muted" style={{ flex: 'none' }}>
            S/N {formatFixed(current.snr, 1)}
          </span>
        )}
      </span>
    );
  }
  return (
    <span className="row row-picker">
      <IconButton
        small
        icon={IconChevronLeft}
        label="Previous row"
        keys="["
        disabledReason={index === 0 ? 'This is the first row' : undefined}
        onClick={() => showRow(tab, rows[index - 1]?.row)}
      />
      <Menu>
        <Menu.Target>
          <Button className="plain" rightSection={<IconChevronDown size={12} />}>
            <span className="strong clip" title={current.label}>
              {current.label}
            </span>
            <span className="muted row-count">
              {index + 1} of {rows.length}
            </span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
          {rows.map((row) => (
            <Menu.Item
              key={row.row}
              aria-current={row.row === tab.row || undefined}
              rightSection={row.snr === null ? null : `S/N ${formatFixed(row.snr, 0)}`}
              onClick={() => showRow(tab, row.row)}
            >
              {row.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <IconButton
        small
        icon={IconChevronRight}
        label="Next row"
        keys="]"
        disabledReason={index === rows.length - 1 ? 'This is the last row' : undefined}
        onClick={() => showRow(tab, rows[index + 1]?.row)}
      />
    </span>
  );
}
