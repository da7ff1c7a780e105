import { createHash } from 'node:crypto';
import { Problem, type Where } from '../../problem/problem.ts';

/** Half-open range of pixels, [start, end), in the order of the spectrum as loaded. */
export type MaskedRange = readonly [start: number, end: number];

/**
 * Pixels that a person struck out, by row of the file. Loaded spectra ascend in wavelength, so pixel
 * 0 is the bluest, also of an apVisit, which is stored the other way round.
 */
export interface HandMask {
  readonly rows: ReadonlyMap<number, readonly MaskedRange[]>;
}

/** A mask as it lies in the workspace: the name follows from the content. */
export interface MaskFile {
  readonly text: string;
  /** SHA-256 of the text's UTF-8 bytes, hexadecimal. */
  readonly hash: string;
  /** Relative to the workspace: `masks/<hash>.json`. */
  readonly path: string;
}

/** More than any spectrum has: a file with more ranges is not a mask made by hand. */
const mostRanges = 1_000_000;

/**
 * A mask in its one written form: rows ascending, ranges ascending and merged, rows without any left
 * out. Masks that strike out the same pixels have the same bytes, hence the same hash.
 */
export function maskFile(mask: HandMask): MaskFile {
  const pixels = Object.fromEntries(
    [...mask.rows]
      .sort(([a], [b]) => a - b)
      .map(([row, ranges]) => [row, merged(ranges)] as const)
      .filter(([, ranges]) => ranges.length > 0),
  );
  const text = `${JSON.stringify({ schema: 1, pixels })}\n`;
  const hash = maskHash(text);
  return { text, hash, path: `masks/${hash}.json` };
}

export function maskHash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * Reads `{"schema": 1, "pixels": {"<row>": [[start, end], …]}}`. Ranges may come in any order and
 * overlap. Throws `mask-malformed` with the row that is wrong; `file` is only for the message.
 */
export function parseMask(text: string, file?: string): HandMask {
  const document = parseJson(text, file);
  if (!isObject(document) || document['schema'] !== 1 || !isObject(document['pixels'])) {
    throw malformed('it is not {"schema": 1, "pixels": {…}}', file);
  }
  let count = 0;
  const rows = new Map<number, readonly MaskedRange[]>();
  for (const [key, value] of Object.entries(document['pixels'])) {
    if (!/^(0|[1-9]\d{0,8})$/.test(key)) {
      throw malformed(`"${key.slice(0, 40)}" is not a row number`, file);
    }
    const row = Number(key);
    if (!Array.isArray(value)) throw malformed('the row is not a list of ranges', file, row);
    count += value.length;
    if (count > mostRanges) throw malformed(`it has more than ${mostRanges} ranges`, file, row);
    rows.set(row, merged(value.map((range) => rangeOf(range, file, row))));
  }
  return { rows };
}

/**
 * One byte per pixel of a row, 1 where it is struck out; undefined where the mask says nothing of
 * the row. Throws `mask-mismatch` if a range reaches beyond the row.
 */
export function maskOfPixels(
  mask: HandMask,
  row: number,
  pixels: number,
  file?: string,
): Uint8Array | undefined {
  const ranges = mask.rows.get(row);
  if (ranges === undefined || ranges.length === 0) return undefined;
  const result = new Uint8Array(pixels);
  for (const [start, end] of ranges) {
    if (end > pixels) {
      throw mismatch(`the mask reaches to pixel ${end - 1}, the spectrum has ${pixels}`, row, file);
    }
    result.fill(1, start, end);
  }
  return result;
}

/** Refuses a mask that names a row that the spectrum file does not have. */
export function checkMaskRows(mask: HandMask, rows: number, file?: string): void {
  for (const row of mask.rows.keys()) {
    if (row >= rows) {
      throw mismatch(`the mask names row ${row}, the file has ${rows}`, row, file);
    }
  }
}

function rangeOf(value: unknown, file: string | undefined, row: number): MaskedRange {
  if (Array.isArray(value) && value.length === 2) {
    const [start, end] = value as readonly unknown[];
    if (isPixel(start) && isPixel(end) && start < end) return [start, end];
  }
  throw malformed('a range is two whole numbers, start < end', file, row);
}

function isPixel(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function merged(ranges: readonly MaskedRange[]): MaskedRange[] {
  const result: MaskedRange[] = [];
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last === undefined || start > last[1]) result.push([start, end]);
    else result[result.length - 1] = [last[0], Math.max(last[1], end)];
  }
  return result;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string, file: string | undefined): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('it is not JSON', file);
  }
}

function whereOf(file: string | undefined, row: number | undefined): Where {
  return {
    parameter: 'mask',
    ...(file === undefined ? {} : { file }),
    ...(row === undefined ? {} : { row }),
  };
}

function malformed(message: string, file: string | undefined, row?: number): Problem {
  return new Problem('mask-malformed', `this is no mask: ${message}`, {
    where: whereOf(file, row),
    advice: 'Make the mask again in the viewer, or see docs/tasks.md for the format',
  });
}

function mismatch(message: string, row: number, file: string | undefined): Problem {
  return new Problem('mask-mismatch', message, {
    where: whereOf(file, row),
    advice: 'The mask was made for another spectrum; choose the one that belongs to this file',
  });
}
