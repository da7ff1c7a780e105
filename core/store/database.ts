import sqlite3 from 'sqlite3';
import { Problem } from '../problem/problem.ts';

export type SqlValue = string | number | bigint | Uint8Array | null;

/**
 * The package sqlite3 with promises. Its work runs on libuv's threads, one statement after the
 * other. Never load this module in a worker thread: ending the thread would abort the process.
 */
export class Database {
  readonly #db: sqlite3.Database;
  readonly path: string;

  private constructor(db: sqlite3.Database, path: string) {
    this.#db = db;
    this.path = path;
  }

  /** @throws Problem `store-unreadable` | `store-read-only` | `disk-full` | `store-busy` */
  static open(path: string, mode: 'read-write' | 'read-only'): Promise<Database> {
    const flags =
      mode === 'read-only' ? sqlite3.OPEN_READONLY : sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE;
    return new Promise((resolve, reject) => {
      const db = new sqlite3.Database(path, flags, (error) => {
        if (error === null) resolve(new Database(db, path));
        else reject(problemOf(error, path));
      });
    });
  }

  run(sql: string, ...values: readonly SqlValue[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#db.run(sql, values, (error: Error | null) => {
        if (error === null) resolve();
        else reject(problemOf(error, this.path));
      });
    });
  }

  /** Several statements without values. */
  exec(sql: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#db.exec(sql, (error: Error | null) => {
        if (error === null) resolve();
        else reject(problemOf(error, this.path));
      });
    });
  }

  /** Rows in the shape that the statement selects; keep them few, they arrive all at once. */
  all<Row extends object>(sql: string, ...values: readonly SqlValue[]): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      this.#db.all<Row>(sql, values, (error: Error | null, rows: Row[]) => {
        if (error === null) resolve(rows);
        else reject(problemOf(error, this.path));
      });
    });
  }

  async get<Row extends object>(
    sql: string,
    ...values: readonly SqlValue[]
  ): Promise<Row | undefined> {
    return (await this.all<Row>(sql, ...values))[0];
  }

  /** One transaction; rolled back if any of the statements fails. */
  async transaction(statements: () => Promise<void>): Promise<void> {
    await this.exec('BEGIN IMMEDIATE');
    try {
      await statements();
      await this.exec('COMMIT');
    } catch (error) {
      await this.exec('ROLLBACK').catch(() => undefined); // the first error is the one to report
      throw error;
    }
  }

  close(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#db.close((error) => {
        if (error === null) resolve();
        else reject(problemOf(error, this.path));
      });
    });
  }
}

function problemOf(error: Error, path: string): Problem {
  const where = { file: path };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  switch (code) {
    case 'SQLITE_FULL':
      return new Problem('disk-full', 'the disk is full; nothing was recorded', {
        where,
        cause: error,
        advice: 'Free some space and run again: finished outputs are adopted from the journal',
      });
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_PERM':
      return new Problem('store-read-only', 'the store cannot be written', {
        where,
        cause: error,
        advice: 'Check who may write to the workspace',
      });
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return new Problem('store-busy', 'another process holds the store', {
        where,
        cause: error,
        transient: true,
      });
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return new Problem('store-damaged', 'the store is damaged', {
        where,
        cause: error,
        advice: 'Make it again from the journals: astra doctor --rebuild',
      });
    default:
      return new Problem('store-unreadable', `the store answered: ${error.message}`, {
        where,
        cause: error,
      });
  }
}
