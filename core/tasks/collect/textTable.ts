import type { Cell, TableColumn } from './tableColumn.ts';

/** The head of a CSV file: one line of names. */
export function csvHead(columns: readonly TableColumn[]): string {
  return `${columns.map(({ name }) => quoted(name)).join(',')}\n`;
}

/**
 * The head of an ECSV file: types, units and descriptions in YAML comments, then the names.
 * Enhanced Character-Separated Values 1.0 (Astropy Proposal for Enhancement 6). Strings are
 * written as JSON, which is YAML too.
 */
export function ecsvHead(columns: readonly TableColumn[], meta: Readonly<Record<string, string>>) {
  const lines = [
    '%ECSV 1.0',
    '---',
    "delimiter: ','",
    'datatype:',
    ...columns.map((column) => `- {${columnEntries(column).join(', ')}}`),
    'meta: !!omap',
    ...Object.entries(meta).map(([name, value]) => `- {${name}: ${yamlText(value)}}`),
    'schema: astropy-2.0',
  ];
  return `${lines.map((line) => `# ${line}\n`).join('')}${csvHead(columns)}`;
}

function columnEntries({ name, type, unit, help }: TableColumn): string[] {
  return [
    `name: ${yamlText(name)}`,
    ...(unit === undefined ? [] : [`unit: ${yamlText(unit)}`]),
    `datatype: ${type}`,
    ...(help === undefined ? [] : [`description: ${yamlText(help)}`]),
  ];
}

/** JSON with everything beyond ASCII escaped: readers disagree on the encoding of ECSV. */
function yamlText(text: string): string {
  return JSON.stringify(text).replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * Rows of CSV or ECSV. An empty cell is "no value"; numbers are the shortest digits that read back
 * the same; not a number and infinities are written as `nan`, `inf` and `-inf`.
 */
export function textRows(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map((cell) => quoted(cellText(cell))).join(',')}\n`).join('');
}

/** A cell as people and readers of text tables expect it; empty for none. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? 'True' : 'False';
  if (typeof cell !== 'number') return cell.toString();
  if (Number.isNaN(cell)) return 'nan';
  if (!Number.isFinite(cell)) return cell > 0 ? 'inf' : '-inf';
  return Object.is(cell, -0) ? '-0' : String(cell);
}

/** RFC 4180 §2: quoted where a comma, a quote, a line break or an outer blank makes it necessary. */
function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
