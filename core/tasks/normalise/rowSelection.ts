import { Problem } from '../../problem/problem.ts';
import type { ParameterValue } from '../../task/parameter.ts';

/** Which rows of a file are taken: all, a Python slice, or single rows by number. */
export type RowSelection =
  | {
      readonly kind: 'slice';
      readonly start: number | undefined;
      readonly stop: number | undefined;
      readonly step: number;
    }
  | { readonly kind: 'list'; readonly rows: readonly number[] };

type Keywords = Readonly<Record<string, ParameterValue>>;

/** Arrays of all rows are in memory together: some 600 MB for so many APOGEE spectra. */
const mostRows = 1000;

/**
 * The rows that `spectrum_kwds` asks for: `{rows: "2:"}`, `{rows: [0, 2]}`, `{rows: 0}`; `{}` is
 * every row. Throws a `Problem` `bad-parameter` for other keys and values.
 */
export function rowSelection(keywords: Keywords): RowSelection {
  const { rows, ...others } = keywords;
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) throw bad(`it has no key "${unknown.slice(0, 40)}"`);
  if (rows === undefined || rows === null) return every;
  if (typeof rows === 'string') return parseRows(rows.trim());
  const list: readonly ParameterValue[] = Array.isArray(rows) ? rows : [rows];
  return { kind: 'list', rows: list.map(rowNumber) };
}

/** The normal form: keywords that take the same rows are equal texts. */
export function canonicalKeywords(keywords: Keywords): Keywords {
  const selection = rowSelection(keywords);
  if (selection.kind === 'list') return { rows: selection.rows };
  const { start, stop, step } = selection;
  if (step > 0 && start === undefined && stop === undefined && step === 1) return {};
  const ends = `${start ?? ''}:${stop ?? ''}`;
  return { rows: step === 1 ? ends : `${ends}:${step}` };
}

/**
 * The selected rows of a file with `count` rows, in the order asked for. Slices are cut to what is
 * there, as in Python; a single row that is not there, a row asked for twice, or no row at all is a
 * `Problem`.
 */
export function selectRows(selection: RowSelection, count: number, file: string): number[] {
  const rows =
    selection.kind === 'slice'
      ? sliceRows(selection, count)
      : listRows(selection.rows, count, file);
  const where = { file, parameter: 'spectrum_kwds' };
  if (rows.length === 0) {
    throw new Problem('spectrum-no-row', `none of the ${count} rows is selected`, {
      where,
      advice: 'Choose rows that the file has',
    });
  }
  if (rows.length > mostRows) {
    throw new Problem('spectrum-too-many', `more than ${mostRows} rows are selected`, {
      where,
      advice: `Take at most ${mostRows} at a time, such as {"rows": "0:${mostRows}"}`,
    });
  }
  return rows;
}

const every: RowSelection = { kind: 'slice', start: undefined, stop: undefined, step: 1 };

function parseRows(text: string): RowSelection {
  if (/^[+-]?\d{1,9}$/.test(text)) return { kind: 'list', rows: [rowNumber(Number(text))] };
  const match = /^\s*([+-]?\d{1,9})?\s*:\s*([+-]?\d{1,9})?\s*(?::\s*([+-]?\d{1,9})?\s*)?$/.exec(
    text,
  );
  if (match === null) throw bad(`"${text.slice(0, 40)}" is not a slice`);
  const part = (index: number): number | undefined => {
    const digits = match[index];
    return digits === undefined ? undefined : Number(digits) + 0;
  };
  const step = part(3) ?? 1;
  if (step === 0) throw bad('a slice cannot have step 0');
  return { kind: 'slice', start: part(1), stop: part(2), step };
}

function rowNumber(value: ParameterValue): number {
  const number = typeof value === 'string' && /^[+-]?\d{1,9}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number) || Math.abs(number) > 999_999_999) {
    throw bad('a row is not a whole number');
  }
  return number + 0;
}

/** `range(*slice(start, stop, step).indices(count))` of Python. */
function sliceRows(
  { start, stop, step }: Extract<RowSelection, { kind: 'slice' }>,
  count: number,
): number[] {
  const low = step > 0 ? 0 : -1;
  const high = step > 0 ? count : count - 1;
  const clip = (value: number | undefined, absent: number): number => {
    if (value === undefined) return absent;
    return Math.min(high, Math.max(low, value < 0 ? value + count : value));
  };
  const from = clip(start, step > 0 ? low : high);
  const to = clip(stop, step > 0 ? high : low);
  const rows: number[] = [];
  for (let row = from; step > 0 ? row < to : row > to; row += step) {
    rows.push(row);
    if (rows.length > mostRows) break;
  }
  return rows;
}

function listRows(wanted: readonly number[], count: number, file: string): number[] {
  const rows = wanted.map((row) => {
    const index = row < 0 ? row + count : row;
    if (index >= 0 && index < count) return index;
    throw new Problem('spectrum-no-row', `there is no row ${row}; the file has ${count}`, {
      where: { file, parameter: 'spectrum_kwds' },
      advice: 'Choose rows that the file has',
    });
  });
  const seen = new Set<number>();
  const twice = rows.find((row) => seen.size === seen.add(row).size);
  if (twice === undefined) return rows;
  throw new Problem('bad-parameter', `row ${twice} is asked for twice`, {
    where: { file, parameter: 'spectrum_kwds' },
    advice: 'Name each row once',
  });
}

function bad(message: string): Problem {
  return new Problem(
    'bad-parameter',
    `${message}; expected rows as a slice ("2:", "::2") or a list ([0,2])`,
    {
      where: { parameter: 'spectrum_kwds' },
      advice: 'Leave it out to take every row',
    },
  );
}
