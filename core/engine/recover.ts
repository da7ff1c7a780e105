import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Attempt, RunRecord, TaskRecord } from '../store/record.ts';
import type { Store } from '../store/store.ts';
import type { TaskId } from '../task/task.ts';
import type { RunSettings } from './job.ts';
import { outputFolder, parseLeftover, replacedFolder, temporaryFolder } from './outputFolder.ts';
import { journalName, readJournal, type JournalLine } from './journal.ts';
import { attemptOf } from './recorder.ts';

/** What was mended, in numbers; all zero if nothing was needed. */
export interface Recovery {
  /** Records of finished tasks that the store did not have yet. */
  readonly adopted: number;
  /** Unfinished folders of dead runs. */
  readonly removed: number;
  /** Outputs put back that were being replaced. */
  readonly restored: number;
  /** Journal lines that cannot be read. */
  readonly damaged: number;
}

export const nothingRecovered: Recovery = { adopted: 0, removed: 0, restored: 0, damaged: 0 };

/**
 * Brings the store up to date with the journals: every line that is not folded in yet. Folding a
 * line twice changes nothing, so this may be interrupted anywhere. Call only while holding the
 * workspace's lock: runs that seem to be under way are taken for dead.
 */
export async function foldJournals(
  folder: string,
  store: Store,
): Promise<Pick<Recovery, 'adopted' | 'damaged'>> {
  const folded = await store.foldedJournals();
  let adopted = 0;
  let damaged = 0;
  if (!existsSync(folder)) return { adopted, damaged };
  // Names begin with the time of the run, so later records of a task replace earlier ones.
  for (const name of readdirSync(folder).sort()) {
    if (!journalName.test(name)) continue;
    const path = join(folder, name);
    const from = folded.get(name) ?? 0;
    if (statSync(path).size <= from) continue;
    for (const part of readJournal(path, from)) {
      damaged += part.damaged;
      const { records, attempts, runs, done } = sortLines(part.lines);
      for (const run of runs) await store.write({ run });
      await store.write({ records, attempts, folded: { name, bytes: part.end } });
      adopted += done;
    }
  }
  await store.endDeadRuns();
  return { adopted, damaged };
}

function sortLines(lines: readonly JournalLine[]) {
  const records: TaskRecord[] = [];
  const attempts: Attempt[] = [];
  const runs: RunRecord[] = [];
  let done = 0;
  for (const line of lines) {
    switch (line.type) {
      case 'done':
        done += 1;
        records.push(line.record);
        attempts.push(attemptOf(line.record, line.why));
        break;
      case 'accepted':
      case 'unchanged':
        records.push(line.record);
        break;
      case 'attempt':
        attempts.push(line.attempt);
        break;
      case 'run':
        runs.push(line.run);
        break;
    }
  }
  return { records, attempts, runs, done };
}

/**
 * After a crash: removes what dead runs left half-made, and puts back outputs that were moved aside
 * and never replaced. Call only while holding the workspace's lock.
 */
export function clearLeftovers(outputs: string): Pick<Recovery, 'removed' | 'restored'> {
  let removed = 0;
  let restored = 0;
  for (const family of foldersIn(outputs)) {
    for (const shard of foldersIn(join(outputs, family))) {
      for (const name of foldersIn(join(outputs, family, shard))) {
        const leftover = parseLeftover(name);
        if (leftover === undefined) continue;
        const path = join(outputs, family, shard, name);
        const final = outputFolder(outputs, family, leftover.id);
        if (leftover.kind === 'old' && !existsSync(final)) {
          renameSync(path, final);
          restored += 1;
        } else {
          rmSync(path, { recursive: true, force: true });
          removed += 1;
        }
      }
    }
  }
  return { removed, restored };
}

/** The same for one task whose worker died while the run goes on. */
export function tidyAfter({ outputs, run }: RunSettings, family: string, id: TaskId): void {
  rmSync(temporaryFolder(outputs, family, id, run), { recursive: true, force: true });
  const replaced = replacedFolder(outputs, family, id, run);
  const final = outputFolder(outputs, family, id);
  if (existsSync(replaced) && !existsSync(final)) renameSync(replaced, final);
  else rmSync(replaced, { recursive: true, force: true });
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}
