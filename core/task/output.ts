import type { ParameterValue } from './parameter.ts';

export type OutputKind = 'json' | 'text' | 'csv' | 'fits' | 'bytes' | 'directory' | 'record';

/** What a field of a result is, for the head of a table. */
export interface ResultField {
  readonly help: string;
  /** As FITS and astropy spell it. */
  readonly unit?: string;
  /** Where the values alone would not tell: an S/N of exactly 100, an id as a decimal text. */
  readonly type?: 'string' | 'integer' | 'float' | 'boolean';
}

export type ResultFields = Readonly<Record<string, ResultField>>;

interface OutputOptions {
  readonly help: string;
  /**
   * Name inside the task's folder; may hold `{parameter}`, `{subject}` and `{input.stem}`.
   * Default: the output's name with the usual suffix.
   */
  readonly fileName?: string;
}

/** One thing that a task produces. A `record` lives in the store, everything else on disk. */
export interface OutputSpec<K extends OutputKind = OutputKind> {
  readonly kind: K;
  readonly help: string;
  readonly fileName: string | undefined;
  /** Fields of a json or record output that have more to say than their name. */
  readonly fields: ResultFields;
}

interface ResultOptions extends OutputOptions {
  readonly fields?: ResultFields;
}

export type OutputSet = Readonly<Record<string, OutputSpec>>;

const spec = <K extends OutputKind>(
  kind: K,
  { help, fileName, fields = {} }: ResultOptions,
): OutputSpec<K> => ({ kind, help, fileName, fields });

export const json = (options: ResultOptions) => spec('json', options);
export const text = (options: OutputOptions) => spec('text', options);
export const csv = (options: OutputOptions) => spec('csv', options);
export const fits = (options: OutputOptions) => spec('fits', options);
export const bytes = (options: OutputOptions) => spec('bytes', options);
/** A folder of files that belong together; hashed by names and contents. */
export const directory = (options: OutputOptions) => spec('directory', options);
/** A small value kept in the store instead of a file; must be plain JSON data. */
export const record = (options: Omit<ResultOptions, 'fileName'>) => spec('record', options);

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What `run` writes through. Nothing is visible under its final name before all outputs are there. */
export interface Writers {
  /** Deterministic: keys in the order given, two-space indent, final newline; no NaN. */
  readonly json: { write(value: JsonValue): void };
  readonly record: { write(value: JsonValue): void };
  readonly text: { write(content: string): void };
  /** A head and rows; fields quoted as RFC 4180 says, lines end in \n. */
  readonly csv: { write(head: readonly string[], rows: Iterable<readonly ParameterValue[]>): void };
  readonly fits: { write(content: Uint8Array): void; readonly path: string };
  readonly bytes: { write(content: Uint8Array): void; readonly path: string };
  readonly directory: { readonly path: string };
}

export type WritersOf<O extends OutputSet> = {
  readonly [K in keyof O]: O[K] extends OutputSpec<infer Kind> ? Writers[Kind] : never;
};

const suffixes: Record<OutputKind, string> = {
  json: '.json',
  text: '.txt',
  csv: '.csv',
  fits: '.fits',
  bytes: '.bin',
  directory: '',
  record: '',
};

/** See `TaskFamily.onlyFile`. */
export function onlyFile(outputs: OutputSet): string | undefined {
  const files = Object.entries(outputs).filter(([, { kind }]) => kind !== 'record');
  const [first] = files;
  if (first === undefined) return undefined;
  if (files.length > 1) return '';
  const [name, output] = first;
  return output.fileName?.includes('{') === true ? undefined : outputFileName(name, output, {});
}

/**
 * The file name of an output. Placeholders take the given values; characters that do not belong in
 * a file name become `_`.
 */
export function outputFileName(
  name: string,
  output: OutputSpec,
  values: Readonly<Record<string, string>>,
): string {
  const template = output.fileName ?? name + suffixes[output.kind];
  const filled = template.replace(/\{([\w.]+)\}/g, (whole, key: string) => values[key] ?? whole);
  const safe = filled.replace(/[^\w.+@=-]/g, '_').replace(/^\.+/, '_');
  return safe === '' ? name : safe;
}
