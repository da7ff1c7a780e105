import { Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconChevronDown,
  IconChevronRight,
  IconFile,
  IconFlask,
  IconHelpCircle,
} from '@tabler/icons-react';
import { MiddleClip } from '../components/MiddleClip.tsx';
import { formatCount, formatFixed } from '../format/number.ts';
import { answerFor, useAnswers } from '../viewer/curves/answerStore.ts';
import { openSpectrum } from '../viewer/openSpectrum.ts';
import { toggleGroup } from './libraryStore.ts';
import { notASpectrum, type NotASpectrum } from './notSpectra.ts';
import type { TreeLeaf, TreeRow } from './tree.ts';

interface LibraryRowProps {
  readonly id: string;
  readonly row: TreeRow;
  readonly top: number;
  readonly active: boolean;
  readonly selected: boolean;
  readonly onActive: () => void;
}

const INDENT = 16;

export function LibraryRow({ id, row, top, active, selected, onActive }: LibraryRowProps) {
  const style = {
    position: 'absolute',
    insetInline: 0,
    top,
    paddingLeft: 12 + Math.max(0, row.depth) * INDENT - (row.depth > 0 ? 6 : 0),
  } as const;
  if (row.kind === 'columns') {
    return (
      <div
        className="item muted"
        role="presentation"
        style={{ ...style, height: 20, fontSize: 11 }}
      >
        Object<span className="right">S/N</span>
      </div>
    );
  }
  if (row.kind === 'group') {
    const Arrow = row.expanded ? IconChevronDown : IconChevronRight;
    return (
      <div
        id={id}
        className={row.depth === 0 ? 'item head' : 'item'}
        role="treeitem"
        aria-level={row.depth + 1}
        aria-expanded={row.expanded}
        data-active={active || undefined}
        style={style}
        onClick={() => {
          onActive();
          toggleGroup(row.id, !row.expanded);
        }}
      >
        <Arrow size={14} stroke={1.6} className="faint" aria-hidden />
        <span className="clip">{row.label}</span>
        <span className="right">{formatCount(row.count)}</span>
      </div>
    );
  }
  return (
    <Leaf id={id} row={row} style={style} active={active} selected={selected} onActive={onActive} />
  );
}

interface LeafProps extends Omit<LibraryRowProps, 'row' | 'top'> {
  readonly row: TreeLeaf;
  readonly style: React.CSSProperties;
}

function Leaf({ id, row, style, active, selected, onActive }: LeafProps) {
  const { entry } = row;
  const explained = useAnswers((answers) => answerFor(entry.path, answers) !== undefined);
  const other = notASpectrum(entry, explained);
  const broken = entry.problem !== undefined || other?.asks === false;
  const right = rightText(row, other);
  const body = (
    <div
      id={id}
      className="item leaf"
      role="treeitem"
      aria-level={row.depth + 1}
      aria-selected={selected}
      data-active={active || undefined}
      style={style}
      onClick={() => {
        onActive();
        openSpectrum(entry.path, { keep: false });
      }}
      onDoubleClick={() => openSpectrum(entry.path, { keep: true })}
    >
      {broken ? (
        <IconAlertTriangle size={14} stroke={1.6} className="warn" aria-label="Cannot be shown" />
      ) : other !== undefined && !explained ? (
        <IconHelpCircle
          size={14}
          stroke={1.6}
          className="faint"
          aria-label="Asks which curve is which"
        />
      ) : (
        entry.origin === 'file' && <IconFile size={14} stroke={1.6} className="faint" aria-hidden />
      )}
      {entry.origin === 'file' ? (
        <MiddleClip text={row.label} />
      ) : (
        <span className="mono clip">{row.label}</span>
      )}
      {row.detail !== '' && (
        <span className="muted" style={{ flex: 'none' }}>
          {row.detail}
        </span>
      )}
      {entry.synthetic === true && (
        <IconFlask size={14} stroke={1.6} className="faint" aria-label="synthetic" />
      )}
      {right !== '' && <span className="right">{right}</span>}
    </div>
  );
  const reason = leafHint(row, other);
  return reason === undefined ? (
    body
  ) : (
    <Tooltip label={reason} position="right" openDelay={900}>
      {body}
    </Tooltip>
  );
}

function rightText({ entry }: TreeLeaf, other: NotASpectrum | undefined): string {
  if (entry.problem !== undefined) return 'not read';
  if (other !== undefined) return other.word;
  if (entry.origin === 'file') return named(entry) ? '' : (entry.product ?? '');
  return entry.snr === undefined ? '' : formatFixed(entry.snr, 0);
}

/** File names of the archive begin with what they are. */
function named({ name, product }: TreeLeaf['entry']): boolean {
  return product !== null && name.startsWith(`${product}-`);
}

function leafHint({ entry, label }: TreeLeaf, other: NotASpectrum | undefined): string | undefined {
  if (entry.problem !== undefined) {
    const { message, advice } = entry.problem;
    return advice === undefined ? message : `${message}. ${advice}.`;
  }
  const name = entry.name === label && entry.origin !== 'file' ? '' : entry.name;
  const synthetic = entry.synthetic === true ? 'synthetic, says its header' : '';
  const hint = [name, other?.reason ?? '', synthetic].filter((part) => part !== '').join('; ');
  return hint === '' ? undefined : hint;
}
