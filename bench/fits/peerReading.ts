/** One thing that a peer library is asked to read. */
export interface PeerRequest {
  /** Path of the file. */
  readonly path: string;
  readonly hdu: number;
  /** Absent for images. */
  readonly column?: string;
}

export type PeerValue = number | bigint | string | boolean;

/** All values, flat; or what went wrong, in the peer's words. */
export type PeerAnswer = { readonly values: readonly PeerValue[] } | { readonly error: string };

/** A peer library: reads on request, and gives median times for whole readings. */
export interface Peer {
  readonly name: string;
  read(request: PeerRequest): Promise<PeerAnswer>;
  /** Median milliseconds to open the file and read these HDUs; undefined if it cannot. */
  time(
    path: string,
    parts: readonly { readonly hdu: number; readonly column?: string }[],
    repeats: number,
  ): Promise<number | undefined>;
  close(): Promise<void>;
}

/** Nested arrays of anything as one flat list of values. */
export function flatten(value: unknown, into: PeerValue[] = []): PeerValue[] {
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items: Iterable<unknown> = Array.isArray(value) ? value : toIterable(value);
    for (const item of items) flatten(item, into);
  } else if (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    typeof value === 'string' ||
    typeof value === 'boolean'
  ) {
    into.push(value);
  }
  return into;
}

function toIterable(view: ArrayBufferView): Iterable<unknown> {
  return Symbol.iterator in view ? (view as Iterable<unknown> & ArrayBufferView) : [];
}
