import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Problem } from '../problem/problem.ts';
import { Database } from './database.ts';
import { migrate, migrations, storeVersion } from './migrations.ts';
import { networkFileSystem } from './networkFileSystem.ts';
import { Store } from './store.ts';

/** Ids lie all over the tables: the longer the log, the fewer pages are written into them twice. */
const pagesBeforeCheckpoint = 8000;

export interface OpenOptions {
  readonly mode: 'read-write' | 'read-only';
  /** Check every page: after a crash, or when the user asks. Reading a large store takes seconds. */
  readonly thorough?: boolean;
  /** The schema's steps; others than the program's own are for tests. */
  readonly steps?: readonly string[];
}

/**
 * Taken only as pages are read. A writer adds stamps all over the table and pays for each page that
 * it has to read again; plans of many tasks read the table in order and need no more than this.
 */
const cacheKilobytes = 10_000;

/**
 * Opens the store of a workspace, making or upgrading it where needed. An older store is copied to
 * `store.sqlite.v<N>.bak` first.
 *
 * Write-ahead logging, or a rollback journal on network file systems; `synchronous = OFF`: a crash
 * of the process loses nothing, a crash of the machine may lose the last records, which the
 * journals then give back.
 *
 * @throws Problem `store-newer` | `store-damaged` | those of `Database.open`
 */
export async function openStore(path: string, options: OpenOptions): Promise<Store> {
  const folder = dirname(path);
  if (options.mode === 'read-write') makeFolder(folder);
  else if (!existsSync(path)) {
    throw nothingRecorded(path);
  }
  const db = await Database.open(path, options.mode);
  try {
    await db.exec(`PRAGMA busy_timeout = 5000; PRAGMA cache_size = -${cacheKilobytes}`);
    if (options.mode === 'read-write') {
      const wal = networkFileSystem(folder) === undefined;
      await db.exec(
        `PRAGMA journal_mode = ${wal ? 'WAL' : 'DELETE'}; PRAGMA synchronous = ${wal ? 'OFF' : 'FULL'};
         PRAGMA wal_autocheckpoint = ${pagesBeforeCheckpoint}`,
      );
    }
    if (options.thorough === true) await checkPages(db);
    await bringUpToDate(db, options.mode, options.steps ?? migrations);
    return new Store(db);
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function bringUpToDate(
  db: Database,
  mode: OpenOptions['mode'],
  steps: readonly string[],
): Promise<void> {
  const version = await storeVersion(db);
  const newest = steps.length;
  if (version === newest) return;
  if (version > newest) {
    throw new Problem(
      'store-newer',
      `the store has version ${version}, this program knows up to ${newest}`,
      { where: { file: db.path }, advice: 'Update Astra Desktop to open this workspace' },
    );
  }
  // An empty file: whoever works here is just making the store.
  if (mode === 'read-only' && version === 0) throw nothingRecorded(db.path);
  if (mode === 'read-only') {
    throw new Problem('store-older', 'the store must be upgraded first', {
      where: { file: db.path },
      advice: 'Open the workspace once where it can be written',
    });
  }
  if (version > 0) {
    await db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    copyFileSync(db.path, `${db.path}.v${version}.bak`);
  }
  await migrate(db, version, steps);
}

/** @throws Problem `store-damaged` */
async function checkPages(db: Database): Promise<void> {
  const row = await db.get<{ quick_check: string }>('PRAGMA quick_check(1)');
  if (row?.quick_check !== 'ok') {
    throw new Problem('store-damaged', `the store is damaged: ${row?.quick_check ?? 'no answer'}`, {
      where: { file: db.path },
      advice: 'Make it again from the journals: astra doctor --rebuild',
    });
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Problem('store-read-only', 'the store cannot be made', {
      where: { file: folder },
      cause: error,
      advice: 'Check who may write to the workspace',
    });
  }
}

function nothingRecorded(path: string): Problem {
  return new Problem('no-store', 'nothing has been recorded here yet', { where: { file: path } });
}
