import { createReadStream, existsSync, realpathSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { BatchTable } from '../../../core/api/plans.ts';
import { Problem } from '../../../core/problem/problem.ts';
import { estimateRows, estimateRowsOf } from '../../../core/task/batch/estimateRows.ts';
import { workspaceRelative } from '../../../core/workspace/relativePath.ts';

/** Bytes handed on at once: for the planner, which has its own thread, and for a look in this one. */
const readSize = { planner: 1 << 18, here: 1 << 14 };
export type Reader = keyof typeof readSize;

/** A table of parameters that can be read again and again. */
export interface OpenTable {
  /** Named in messages; its ending tells the form. */
  readonly name: string;
  /** As a command line would name it. */
  readonly commandName: string;
  readonly rows: number;
  readonly read: (reader: Reader) => AsyncIterable<Uint8Array>;
}

/**
 * Opens what the page handed over. A path is taken relative to the workspace and must lie inside
 * it, unless the host sees the user's disk (`anyPath`).
 *
 * @throws Problem `missing-file` | `not-in-workspace`
 */
export function openTable(table: BatchTable, workspace: string, anyPath: boolean): OpenTable {
  if ('bytes' in table) {
    const { bytes, name } = table;
    return {
      name,
      commandName: basename(name),
      rows: estimateRowsOf(bytes),
      read: (reader) => partsOf(bytes, readSize[reader]),
    };
  }
  const path = resolve(workspace, table.path);
  if (!anyPath && !isInside(workspace, path)) {
    throw new Problem('not-in-workspace', 'the file lies outside the workspace', {
      where: { file: table.path },
      advice: 'Drop the file on the page, or copy it into the workspace',
    });
  }
  if (!existsSync(path)) {
    throw new Problem('missing-file', 'there is no such batch file', { where: { file: path } });
  }
  return {
    name: table.path,
    commandName: table.path,
    rows: estimateRows(path),
    read: (reader) => createReadStream(path, { highWaterMark: readSize[reader] }),
  };
}

/** By where the file really is: a link inside may lead outside. */
function isInside(workspace: string, path: string): boolean {
  const real = existsSync(path) ? realpathSync(path) : path;
  return workspaceRelative(realpathSync(workspace), real) !== undefined;
}

async function* partsOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) {
    // A copy, since what is sent to the planner may be moved there.
    yield bytes.slice(start, start + size);
  }
}
