import Papa from 'papaparse';
import { Problem } from '../../problem/problem.ts';

/** One line of a target list: values by lower-case column, perhaps `release` and `species` too. */
export type Target = Readonly<Record<string, string>>;

/**
 * Reads a target list: CSV or TSV whose header names data-model keys (`telescope,field,obj`) or
 * columns of catalogues (`targetColumns.ts`), or plain object ids, one a line. Values stay text, so that 64-bit ids survive.
 * @throws Problem `target-list` naming the line that cannot be read.
 */
export function parseTargetList(text: string, file?: string): Target[] {
  const where = file === undefined ? {} : { file };
  const rows = readRows(text, where);
  const [header, ...body] = rows;
  if (header === undefined) throw new Problem('target-list', 'the target list is empty', { where });
  if (header.length === 1 && !/^[a-z_]+$/i.test(header[0] ?? '')) {
    return rows.map(([id = '']) => ({ obj: id }));
  }
  const columns = header.map((name) => name.toLowerCase());
  return body.map((cells) => {
    const target: Record<string, string> = {};
    for (const [i, column] of columns.entries()) {
      const value = cells[i] ?? '';
      if (value !== '') target[column] = value;
    }
    return target;
  });
}

function readRows(text: string, where: { file?: string }): string[][] {
  const content = text.replace(/^\ufeff/, '');
  const { data, errors } = Papa.parse<string[]>(content, {
    delimiter: /^[^\n]*\t/.test(content) ? '\t' : ',',
    comments: '#',
    skipEmptyLines: 'greedy',
    transform: (cell) => cell.trim(),
  });
  const width = data[0]?.length ?? 0;
  const odd = data.findIndex((row) => row.length !== width);
  const [error] = errors;
  if (error === undefined && odd < 0) return data;
  const message =
    error?.message ?? `row ${odd + 1} has ${data[odd]?.length ?? 0} cells, the head has ${width}`;
  throw new Problem('target-list', message, {
    where,
    advice: 'Give a header line with data-model keys, or one object id a line',
  });
}
