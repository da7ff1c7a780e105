import type { StoreReads } from './lookThread.ts';
import type { StampCall } from './lookWorker.ts';
import { lastId } from './stampSource.ts';

type PageCall = Extract<StampCall, { kind: 'page' }>;

/**
 * Pages of stamps, the next one read while the thread that asked works on this one: neither waits
 * for the other, nor for the turn of the thread in between.
 */
export class ReadAhead {
  readonly #store: () => StoreReads | undefined;
  /** By family: the tables of several may be read at a time. */
  readonly #ahead = new Map<
    string,
    { readonly call: PageCall; readonly page: Promise<Uint8Array> }
  >();

  constructor(store: () => StoreReads | undefined) {
    this.#store = store;
  }

  /** Before it is asked for. */
  prepare(call: PageCall): void {
    this.#ahead.set(call.family, { call, page: this.#read(call) });
  }

  /** A new plan: what was read before may have changed. */
  forget(): void {
    this.#ahead.clear();
  }

  async page(call: PageCall): Promise<Uint8Array> {
    const ahead = this.#ahead.get(call.family);
    const page = ahead !== undefined && same(ahead.call, call) ? ahead.page : this.#read(call);
    this.#ahead.delete(call.family);
    const bytes = await page;
    if (bytes.length > 0) this.prepare({ ...call, after: lastId(bytes) });
    return bytes;
  }

  async #read({ family, after, limit }: PageCall): Promise<Uint8Array> {
    const page = this.#store()?.stampPage(family, after, limit);
    page?.catch(() => undefined); // whoever asks for it hears of it
    return (await page) ?? new Uint8Array();
  }
}

function same(a: PageCall, b: PageCall): boolean {
  return a.after === b.after && a.limit === b.limit;
}
