import { hash } from 'node:crypto';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../problem/problem.ts';
import type { OutputPrint } from '../store/record.ts';
import type { TaskFamily } from '../task/family.ts';
import { outputFileName, type JsonValue, type OutputSpec } from '../task/output.ts';
import type { ParameterValue } from '../task/parameter.ts';
import { hashFolder } from './hashOutput.ts';
import { hashFile } from './source.ts';

/** The outputs of one task while it runs: a writer for each, and what was written. */
export interface OutputWriters {
  readonly writers: Readonly<Record<string, unknown>>;
  /** @throws Problem `output-missing` if the task did not write one of them */
  finish(): { outputs: OutputPrint[]; values: ReadonlyMap<string, JsonValue> };
}

/** Writers into `folder`; `names` fill the placeholders of file name templates. */
export function openWriters(
  family: TaskFamily,
  folder: string,
  names: Readonly<Record<string, string>>,
): OutputWriters {
  const values = new Map<string, JsonValue>();
  const hashes = new Map<string, string>();
  const files = new Map<string, string>();
  const writers: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries(family.outputs)) {
    const file = spec.kind === 'record' ? '' : outputFileName(name, spec, names);
    if ([...files.values()].includes(file) && file !== '') {
      throw new Problem('same-output-name', `two outputs are both named ${file}`, {
        where: { family: family.family },
      });
    }
    files.set(name, file);
    writers[name] = writerFor(spec, join(folder, file), {
      value: (value) => values.set(name, value),
      content: (content) => {
        // At once: the task may use the memory again.
        hashes.set(name, sha256Of(content));
        writeFileSync(join(folder, file), content);
      },
    });
  }
  return {
    writers,
    finish: () => ({
      outputs: Object.entries(family.outputs).map(([name, spec]) =>
        printOf(name, spec, folder, files.get(name) ?? '', hashes.get(name), values.get(name)),
      ),
      values,
    }),
  };
}

interface Sink {
  value(value: JsonValue): void;
  content(content: string | Uint8Array): void;
}

function writerFor(spec: OutputSpec, path: string, sink: Sink): unknown {
  switch (spec.kind) {
    case 'json':
      return {
        write: (value: JsonValue) => {
          sink.value(value);
          sink.content(`${JSON.stringify(value, null, 2)}\n`);
        },
      };
    case 'record':
      return { write: (value: JsonValue) => sink.value(value) };
    case 'text':
      return { write: (content: string) => sink.content(content) };
    case 'csv':
      return {
        write: (head: readonly string[], rows: Iterable<readonly ParameterValue[]>) =>
          sink.content(csvText(head, rows)),
      };
    case 'fits':
    case 'bytes':
      return { path, write: (content: Uint8Array) => sink.content(content) };
    case 'directory':
      mkdirSync(path);
      return { path };
  }
}

function csvText(head: readonly string[], rows: Iterable<readonly ParameterValue[]>): string {
  const lines = [head.map(csvField).join(',')];
  for (const row of rows) {
    lines.push(row.map((value) => csvField(value === null ? '' : cellText(value))).join(','));
  }
  return `${lines.join('\n')}\n`;
}

function cellText(value: ParameterValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** RFC 4180 §2: quoted where a comma, a quote or a line break makes it necessary. */
function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function printOf(
  name: string,
  spec: OutputSpec,
  folder: string,
  file: string,
  hashed: string | undefined,
  value: JsonValue | undefined,
): OutputPrint {
  if (spec.kind === 'record') {
    if (value === undefined) throw notWritten(name);
    const sha256 = sha256Of(JSON.stringify(value));
    return { name, kind: spec.kind, file: '', size: 0, mtime: 0, sha256 };
  }
  const path = join(folder, file);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw notWritten(name);
  const { size, mtimeMs: mtime } = stats;
  if (spec.kind === 'directory') {
    return { name, kind: spec.kind, file, ...hashFolder(path), mtime };
  }
  return { name, kind: spec.kind, file, size, mtime, sha256: hashed ?? hashFile(path) };
}

function sha256Of(content: string | Uint8Array): string {
  return hash('sha256', content);
}

function notWritten(name: string): Problem {
  return new Problem('output-missing', `the task ended without writing its output "${name}"`);
}
