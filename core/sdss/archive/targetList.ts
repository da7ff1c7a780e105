import { parse } from 'csv-parse/sync';
import { Problem } from '../../problem/problem.ts';

/** One line of a target list: data-model keys (and perhaps `release`, `species`) with values. */
export type Target = Readonly<Record<string, string>>;

/** Columns of catalogues under the names of the data-model keys. */
const KEY_OF_COLUMN: Readonly<Record<string, string>> = {
  apogee_id: 'obj',
  apogeeid: 'obj',
  object: 'obj',
  object_id: 'obj',
  id: 'obj',
  fiberid: 'fiber',
  fibre: 'fiber',
};

/**
 * Reads a target list: CSV or TSV whose header names data-model keys (`telescope,field,obj`), or
 * plain object ids, one a line. Values stay text, so that 64-bit ids survive.
 * @throws Problem `target-list` naming the line that cannot be read.
 */
export function parseTargetList(text: string, file?: string): Target[] {
  const where = file === undefined ? {} : { file };
  let rows: string[][];
  try {
    rows = parse(text, {
      bom: true,
      delimiter: [',', '\t'],
      trim: true,
      skip_empty_lines: true,
      comment: '#',
      comment_no_infix: true,
    });
  } catch (error) {
    throw new Problem('target-list', error instanceof Error ? error.message : String(error), {
      where,
      advice: 'Give a header line with data-model keys, or one object id a line',
    });
  }
  const [header, ...body] = rows;
  if (header === undefined) throw new Problem('target-list', 'the target list is empty', { where });
  if (header.length === 1 && !/^[a-z_]+$/i.test(header[0] ?? '')) {
    return rows.map(([id = '']) => ({ obj: id }));
  }
  const keys = header.map((name) => name.toLowerCase()).map((name) => KEY_OF_COLUMN[name] ?? name);
  return body.map((cells) => {
    const target: Record<string, string> = {};
    for (const [i, key] of keys.entries()) {
      const value = cells[i] ?? '';
      if (value !== '') target[key] = value;
    }
    return target;
  });
}
