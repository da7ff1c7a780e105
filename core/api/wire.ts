import { Problem } from '../problem/problem.ts';

/**
 * Messages between browser and web host: a JSON head, then the bytes of every typed array.
 *
 *     uint32 LE  length of the head
 *     head       UTF-8 JSON; a typed array stands as {"$bin":[kind, byteOffset, elements]}
 *     padding    to a multiple of 8
 *     bytes      the arrays, each aligned to 8
 *
 * Offsets count from the first byte after the padding. NaN and infinities only ever travel inside
 * typed arrays; elsewhere JSON has no word for them and they become null.
 */
const kinds = {
  Float64Array,
  Float32Array,
  Int32Array,
  Int16Array,
  Uint8Array,
} as const;
type Kind = keyof typeof kinds;
type BinaryArray = InstanceType<(typeof kinds)[Kind]>;

const align = (offset: number): number => (offset + 7) & ~7;

function kindOf(value: unknown): Kind | undefined {
  for (const kind of Object.keys(kinds) as Kind[]) {
    if (value instanceof kinds[kind]) return kind;
  }
  return undefined;
}

export function encodeMessage(message: unknown): Uint8Array {
  const parts: { offset: number; array: BinaryArray }[] = [];
  let length = 0;
  const head = JSON.stringify(message, (_key, value: unknown) => {
    const kind = kindOf(value);
    if (kind === undefined) return value;
    const array = value as BinaryArray;
    const offset = length;
    parts.push({ offset, array });
    length = align(length + array.byteLength);
    return { $bin: [kind, offset, array.length] };
  });
  const headBytes = new TextEncoder().encode(head);
  const start = align(4 + headBytes.length);
  const out = new Uint8Array(start + length);
  new DataView(out.buffer).setUint32(0, headBytes.length, true);
  out.set(headBytes, 4);
  for (const { offset, array } of parts) {
    out.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start + offset);
  }
  return out;
}

/** The inverse; throws `Problem` (`bad-message`) for anything malformed, without large allocations. */
export function decodeMessage(bytes: Uint8Array): unknown {
  if (bytes.byteLength < 4) throw malformed('it is shorter than its own length field');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headLength = view.getUint32(0, true);
  if (4 + headLength > bytes.byteLength) throw malformed('its head is longer than the message');
  const start = align(4 + headLength);
  const text = new TextDecoder().decode(bytes.subarray(4, 4 + headLength));
  try {
    return JSON.parse(text, (_key, value: unknown) => revive(value, bytes, start)) as unknown;
  } catch (error) {
    throw error instanceof Problem ? error : malformed('its head is not JSON');
  }
}

function revive(value: unknown, bytes: Uint8Array, start: number): unknown {
  if (typeof value !== 'object' || value === null || !('$bin' in value)) return value;
  const reference: unknown = value.$bin;
  if (!Array.isArray(reference)) throw malformed('an array reference is not a list');
  const [kind, offset, elements] = reference as unknown[];
  if (typeof kind !== 'string' || !Object.hasOwn(kinds, kind)) {
    throw malformed('an array reference names no known type');
  }
  if (!isCount(offset) || !isCount(elements)) throw malformed('an array reference has no place');
  const ArrayType = kinds[kind as Kind];
  const from = start + offset;
  const to = from + elements * ArrayType.BYTES_PER_ELEMENT;
  if (to > bytes.byteLength) throw malformed('an array reaches beyond the end');
  // Not `bytes.slice`: a Node Buffer's shares its memory, and with it a whole pool.
  return new ArrayType(Uint8Array.prototype.slice.call(bytes, from, to).buffer);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function malformed(detail: string): Problem {
  return new Problem('bad-message', `the message is malformed: ${detail}`);
}
