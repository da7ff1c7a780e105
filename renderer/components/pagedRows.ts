import { useMemo, useSyncExternalStore } from 'react';
import { problemText, type ProblemText } from '../client/problemText.ts';

/** Rows fetched at once; about two screens. */
const PAGE = 100;
/** Pages kept; those farthest from the view go first. */
const KEPT = 20;

export interface RowPage<T> {
  readonly total: number;
  readonly rows: readonly T[];
}

export type LoadRows<T> = (offset: number, limit: number) => Promise<RowPage<T>>;

/** A list of any length of which only the part in view is fetched and kept. */
export class PagedRows<T> {
  readonly #load: LoadRows<T>;
  readonly #pages = new Map<number, readonly T[]>();
  readonly #loading = new Set<number>();
  readonly #listeners = new Set<() => void>();
  #first = 0;
  #last = 0;
  #version = 0;
  /** Undefined until the first page is here. */
  total: number | undefined;
  problem: ProblemText | undefined;

  constructor(load: LoadRows<T>) {
    this.#load = load;
  }

  row(index: number): T | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** These rows are on screen: what is missing of them is fetched. */
  want(first: number, last: number): void {
    [this.#first, this.#last] = [
      Math.floor(first / PAGE),
      Math.floor(Math.max(first, last) / PAGE),
    ];
    for (const page of this.#wanted()) {
      if (!this.#pages.has(page)) void this.#fetch(page);
    }
  }

  /** Fetches what is on screen again; it stays until the new rows are here. */
  refresh(): void {
    const wanted = this.#wanted();
    for (const page of [...this.#pages.keys()]) {
      if (!wanted.includes(page)) this.#pages.delete(page);
    }
    for (const page of wanted) void this.#fetch(page);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly version = (): number => this.#version;

  #wanted(): number[] {
    return Array.from({ length: this.#last - this.#first + 1 }, (_, index) => this.#first + index);
  }

  async #fetch(page: number): Promise<void> {
    if (this.#loading.has(page)) return;
    this.#loading.add(page);
    try {
      const { total, rows } = await this.#load(page * PAGE, PAGE);
      this.total = total;
      this.problem = undefined;
      this.#pages.set(page, rows);
      this.#forget();
    } catch (error) {
      this.problem = problemText(error);
    } finally {
      this.#loading.delete(page);
      this.#version += 1;
      for (const listener of this.#listeners) listener();
    }
  }

  #forget(): void {
    const middle = (this.#first + this.#last) / 2;
    const far = [...this.#pages.keys()].sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    for (const page of far.slice(KEPT)) this.#pages.delete(page);
  }
}

/** Rows by a loader of stable identity: another loader begins a new list. */
export function usePagedRows<T>(load: LoadRows<T>): PagedRows<T> {
  const rows = useMemo(() => new PagedRows(load), [load]);
  useSyncExternalStore(rows.subscribe, rows.version);
  return rows;
}
