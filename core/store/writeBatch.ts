import type { TaskId } from '../task/task.ts';
import type { Database } from './database.ts';
import type { Attempt, HashedSource, RunRecord, TaskRecord } from './record.ts';
import { stampText } from './stamp.ts';

/** What is written together or not at all. */
export interface Batch {
  readonly records?: readonly TaskRecord[];
  readonly attempts?: readonly Attempt[];
  readonly run?: RunRecord;
  readonly folded?: { readonly name: string; readonly bytes: number };
}

/** Inserts or replaces, in one transaction; the same batch may be written again. */
export async function writeBatch(db: Database, batch: Batch): Promise<void> {
  const { records = [], attempts = [], run, folded } = batch;
  await db.transaction(async () => {
    if (records.length > 0) {
      await writeRecords(db, records);
      await writeSources(db, records);
    }
    if (attempts.length > 0) await writeAttempts(db, attempts);
    if (run !== undefined) await writeRun(db, run);
    if (folded !== undefined) {
      await db.run(
        'INSERT OR REPLACE INTO journal (name, folded) VALUES (?, ?)',
        folded.name,
        folded.bytes,
      );
    }
  });
}

async function writeRecords(db: Database, records: readonly TaskRecord[]): Promise<void> {
  await db.run(
    `INSERT OR REPLACE INTO record (family, id, version, subject, run, finished_at, seconds, data)
     SELECT value->>'family', value->>'id', value->>'version', value->>'subject', value->>'run',
       value->>'finishedAt', value->>'seconds', value
     FROM json_each(?)`,
    JSON.stringify(records),
  );
  await db.run(
    `INSERT OR REPLACE INTO stamp (family, id, stamp)
     SELECT value->>0, value->>1, value->>2 FROM json_each(?)`,
    JSON.stringify(records.map((record) => [record.family, record.id, stampText(record)])),
  );
  await writeChange(db, records);
}

/** Changes that are kept: enough for a few hundred thousand records. */
const changesKept = 256;

async function writeChange(db: Database, records: readonly TaskRecord[]): Promise<void> {
  await db.run('INSERT INTO change (ids) VALUES (?)', records.map(({ id }) => id).join(''));
  await db.run(
    'DELETE FROM change WHERE number <= (SELECT max(number) FROM change) - ?',
    changesKept,
  );
}

async function writeSources(db: Database, records: readonly TaskRecord[]): Promise<void> {
  const sources = new Map<TaskId, HashedSource>();
  for (const { inputs } of records) {
    for (const input of inputs) if (input.kind === 'source') sources.set(input.id, input);
  }
  if (sources.size === 0) return;
  // The time as a text: SQLite may read the last bit of a decimal fraction differently.
  const rows = [...sources].map(([id, source]) => [
    id,
    source.size,
    String(source.mtime),
    source.sha256,
  ]);
  await db.run(
    `INSERT OR REPLACE INTO source (id, size, mtime, sha256)
     SELECT value->>0, value->>1, value->>2, value->>3 FROM json_each(?)`,
    JSON.stringify(rows),
  );
}

async function writeAttempts(db: Database, attempts: readonly Attempt[]): Promise<void> {
  const rows = attempts.map((a) => [
    a.id,
    a.family,
    a.run,
    a.finishedAt,
    a.seconds,
    a.outcome,
    a.why,
    a.problem,
    a.params ?? null,
  ]);
  await db.run(
    `INSERT OR REPLACE INTO attempt (id, family, run, finished_at, seconds, outcome, why, problem, params)
     SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7,
       value->>8
     FROM json_each(?)`,
    JSON.stringify(rows),
  );
}

async function writeRun(db: Database, run: RunRecord): Promise<void> {
  await db.run(
    `INSERT OR REPLACE INTO run (run, family, started_at, finished_at, state, counts)
     VALUES (?, ?, ?, ?, ?, ?)`,
    run.run,
    run.family,
    run.startedAt,
    run.finishedAt,
    run.state,
    run.counts,
  );
}
