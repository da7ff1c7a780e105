/**
 * Structured-clone values as text, for the way between a page and the stand-in's main process:
 * JSON, with what JSON has no word for in objects of one marked key.
 */
const marks = {
  bytes: '$typed',
  number: '$number',
  none: '$undefined',
  bigint: '$bigint',
} as const;

const arrayTypes = {
  Uint8Array,
  Int8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
} as const;
type ArrayName = keyof typeof arrayTypes;

export function encodeClone(value: unknown): string {
  return JSON.stringify(mark(value));
}

export function decodeClone(text: string): unknown {
  return unmark(JSON.parse(text));
}

function mark(value: unknown): unknown {
  if (value === undefined) return { [marks.none]: true };
  if (typeof value === 'bigint') return { [marks.bigint]: String(value) };
  if (typeof value === 'number' && !Number.isFinite(value))
    return { [marks.number]: String(value) };
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(mark);
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return { [marks.bytes]: [value.constructor.name, toBase64(bytes)] };
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mark(item)]));
}

function unmark(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unmark);
  if (typeof value !== 'object' || value === null) return value;
  const entry: readonly [string, unknown] | undefined = Object.entries(value)[0];
  if (entry !== undefined) {
    const [key, content] = entry;
    if (key === marks.none) return undefined;
    if (key === marks.number) return Number(content);
    if (key === marks.bigint) return BigInt(String(content));
    if (key === marks.bytes && Array.isArray(content)) {
      return typedArray(String(content[0]), String(content[1]));
    }
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unmark(item)]));
}

function typedArray(name: string, base64: string): unknown {
  if (!isArrayName(name)) throw new TypeError(`no typed array is called ${name}`);
  return new arrayTypes[name](fromBase64(base64).buffer);
}

function isArrayName(name: string): name is ArrayName {
  return Object.hasOwn(arrayTypes, name);
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
