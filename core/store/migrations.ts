import type { Database } from './database.ts';

/**
 * The schema, as the steps that lead to it. A step is never changed once released; a new one is
 * added below. `meta.version` counts the steps taken.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE record (
    family TEXT NOT NULL,
    id TEXT NOT NULL,
    version TEXT NOT NULL,
    subject TEXT NOT NULL,
    run TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    seconds REAL NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (family, id)
  ) WITHOUT ROWID;
  CREATE INDEX record_subject ON record (family, subject);

  -- The narrow twin of record: only what a completeness check reads, one text a task.
  CREATE TABLE stamp (
    family TEXT NOT NULL,
    id TEXT NOT NULL,
    stamp TEXT NOT NULL,
    PRIMARY KEY (family, id)
  ) WITHOUT ROWID;

  CREATE TABLE attempt (
    id TEXT NOT NULL,
    family TEXT NOT NULL,
    run TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    seconds REAL NOT NULL,
    outcome TEXT NOT NULL,
    why TEXT NOT NULL,
    problem TEXT,
    params TEXT,
    PRIMARY KEY (id, run, finished_at)
  ) WITHOUT ROWID;

  CREATE TABLE run (
    run TEXT PRIMARY KEY,
    family TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    state TEXT NOT NULL,
    counts TEXT NOT NULL
  ) WITHOUT ROWID;

  -- How far each journal has been folded in, in bytes.
  CREATE TABLE journal (
    name TEXT PRIMARY KEY,
    folded INTEGER NOT NULL
  ) WITHOUT ROWID;
  `,
  // Pages of a family newest first, and its count, without sorting or reading records.
  `CREATE INDEX record_newest ON record (family, finished_at DESC, id);`,
  // Sources as they were last hashed: a file that many tasks read is not hashed for each of them.
  `CREATE TABLE source (
    id TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime TEXT NOT NULL,
    sha256 TEXT NOT NULL
  ) WITHOUT ROWID;`,
  // Which records were written last, so that what was found of the others need not be read again. The
  // tag tells this store from a copy that went on by itself. There is always a last change.
  `CREATE TABLE change (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    tag TEXT NOT NULL DEFAULT (lower(hex(randomblob(8)))),
    ids TEXT NOT NULL
  );
  INSERT INTO change (ids) VALUES ('');`,
];

/** The version of an opened store; 0 if it is empty. */
export async function storeVersion(db: Database): Promise<number> {
  const table = await db.get<{ name: string }>(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'meta'`,
  );
  if (table === undefined) return 0;
  const row = await db.get<{ version: number }>('SELECT version FROM meta');
  return row?.version ?? 0;
}

/** Takes the missing steps in one transaction: all of them or none. */
export async function migrate(db: Database, from: number, steps: readonly string[]): Promise<void> {
  await db.transaction(async () => {
    if (from === 0) {
      await db.exec('CREATE TABLE meta (version INTEGER NOT NULL); INSERT INTO meta VALUES (0)');
    }
    for (const step of steps.slice(from)) await db.exec(step);
    await db.run('UPDATE meta SET version = ?', steps.length);
  });
}
