import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { PagedRows } from './pagedRows.ts';
import './virtualTable.css';

const ROW = 24;

export interface Column {
  readonly head: ReactNode;
  /** A track of a CSS grid: `120px`, `minmax(0, 1fr)`. */
  readonly width: string;
  readonly number?: boolean;
}

interface VirtualTableProps<T> {
  readonly label: string;
  readonly rows: PagedRows<T>;
  readonly columns: readonly Column[];
  /** A cell for each column. */
  readonly cells: (row: T) => readonly ReactNode[];
  readonly isSelected?: (row: T) => boolean;
  /** Enter, or a click. */
  readonly onOpen?: (row: T, step: (by: 1 | -1) => void) => void;
  /** Other keys on the focused row; true: it was for this table. */
  readonly onKey?: (key: string, row: T) => boolean;
  readonly empty: ReactNode;
  /** Rows that are shown without scrolling; absent: as many as there is room for. */
  readonly shown?: number;
  /** Narrower than this (px), the table scrolls sideways. */
  readonly minWidth?: number;
}

/** A table of any length: only rows on screen exist, the others are fetched as one gets there. */
export function VirtualTable<T>(props: VirtualTableProps<T>) {
  const {
    label,
    rows,
    columns,
    cells,
    isSelected,
    onOpen,
    onKey,
    empty,
    shown,
    minWidth = 0,
  } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [focus, setFocus] = useState(0);
  const count = rows.total ?? 0;
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer's functions are used in this render only
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => rows.want(first, last), [rows, first, last]);

  const active = Math.min(focus, Math.max(0, count - 1));
  function go(index: number): number {
    const next = Math.min(count - 1, Math.max(0, index));
    setFocus(next);
    virtual.scrollToIndex(next);
    return next;
  }
  function open(index: number): void {
    const row = rows.row(index);
    if (row === undefined || onOpen === undefined) return;
    onOpen(row, (by) => open(go(index + by)));
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 1);
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      j: active + 1,
      ArrowUp: active - 1,
      k: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: count - 1,
    };
    const next = steps[event.key];
    const row = rows.row(active);
    if (next !== undefined) go(next);
    else if (event.key === 'Enter') open(active);
    else if (row === undefined || onKey?.(event.key, row) !== true) return;
    event.preventDefault();
    event.stopPropagation();
  }

  const template = { gridTemplateColumns: columns.map(({ width }) => width).join(' ') };
  return (
    <div className="virtual-frame">
      <div
        className="virtual-table"
        style={{ minWidth }}
        role="table"
        aria-label={label}
        aria-rowcount={count + 1}
        aria-busy={rows.total === undefined}
      >
        <div role="row" className="virtual-row virtual-head" style={template}>
          {columns.map(({ head, number }, index) => (
            <span key={index} role="columnheader" className={number === true ? 'num clip' : 'clip'}>
              {head}
            </span>
          ))}
        </div>
        {rows.problem !== undefined && (
          <p className="virtual-note fail" role="alert">
            {rows.problem.title}
            {rows.problem.advice !== undefined && `. ${rows.problem.advice}.`}
          </p>
        )}
        {rows.total === 0 && <div className="virtual-note muted">{empty}</div>}
        <div
          ref={scroller}
          className="scroll virtual-body"
          role="rowgroup"
          tabIndex={0}
          data-keys="table"
          aria-activedescendant={count === 0 ? undefined : `${id}-${active}`}
          style={
            shown === undefined ? undefined : { flex: 'none', height: Math.min(shown, count) * ROW }
          }
          onKeyDown={onKeyDown}
        >
          <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
            {items.map(({ index, start, key }) => {
              const row = rows.row(index);
              return (
                <div
                  key={key}
                  id={`${id}-${index}`}
                  role="row"
                  aria-rowindex={index + 2}
                  aria-selected={row !== undefined && isSelected?.(row) === true}
                  className={index === active ? 'virtual-row is-active' : 'virtual-row'}
                  style={{ ...template, top: start }}
                  onClick={() => {
                    setFocus(index);
                    open(index);
                  }}
                >
                  {row !== undefined &&
                    cells(row).map((cell, at) => (
                      <span
                        key={at}
                        role="cell"
                        className={columns[at]?.number === true ? 'num clip' : 'clip'}
                      >
                        {cell}
                      </span>
                    ))}
                </div>
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}
