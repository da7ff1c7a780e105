import type { TaskId } from '../task/task.ts';
import type { Database } from './database.ts';
import type { Attempt, HashedSource, RunRecord, TaskRecord } from './record.ts';
import { writeBatch, type Batch } from './writeBatch.ts';

/** The families that have records, by one look into the index for each of them. */
const allFamilies = `
  WITH RECURSIVE next(family) AS (
    SELECT min(family) FROM record
    UNION ALL
    SELECT (SELECT min(family) FROM record WHERE record.family > next.family)
      FROM next WHERE next.family IS NOT NULL
  ), families AS (SELECT family FROM next WHERE family IS NOT NULL)`;

/**
 * A page of a family (?1), newest first: `?2` records after the first `?3`. The index alone skips to
 * the page; only its own records are read.
 */
export const newestFirst = `
  SELECT record.data FROM
    (SELECT id FROM record WHERE family = ?1 ORDER BY finished_at DESC, id LIMIT ?2 OFFSET ?3) AS page
    CROSS JOIN record ON record.family = ?1 AND record.id = page.id`;

/** A write of records: its number, and a tag that no other store has under that number. */
export interface Change {
  readonly number: number;
  readonly tag: string;
}

interface RecordRow {
  readonly data: string;
}

/**
 * The records of a workspace. All writes come in batches, each one transaction; a batch may be
 * written again (folding a journal twice changes nothing).
 */
export class Store {
  readonly #db: Database;
  #writing: Promise<void> = Promise.resolve();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Inserts or replaces records and adds attempts, in one transaction. */
  write(batch: Batch): Promise<void> {
    // One after the other: a connection has one transaction at a time.
    const written = this.#writing.then(() => writeBatch(this.#db, batch));
    this.#writing = written.catch(() => undefined); // the caller hears of it
    return written;
  }

  /** Records that are missing are left out of the answer. */
  async records(family: string, ids: readonly TaskId[]): Promise<Map<TaskId, TaskRecord>> {
    const found = new Map<TaskId, TaskRecord>();
    for (let start = 0; start < ids.length; start += 500) {
      const rows = await this.#db.all<RecordRow>(
        `SELECT data FROM record WHERE family = ? AND id IN (SELECT value FROM json_each(?))`,
        family,
        JSON.stringify(ids.slice(start, start + 500)),
      );
      for (const { data } of rows) {
        const record = recordOf(data);
        found.set(record.id, record);
      }
    }
    return found;
  }

  /** Records of these ids, of whichever families; missing ones are left out. */
  async recordsWithIds(ids: readonly TaskId[]): Promise<TaskRecord[]> {
    const found: TaskRecord[] = [];
    for (let start = 0; start < ids.length; start += 500) {
      const rows = await this.#db.all<RecordRow>(
        `${allFamilies} SELECT record.data FROM json_each(?) AS wanted
         JOIN families JOIN record ON record.family = families.family AND record.id = wanted.value`,
        JSON.stringify(ids.slice(start, start + 500)),
      );
      for (const { data } of rows) found.push(recordOf(data));
    }
    return found;
  }

  /** Sources as they were when a task last read them; those that none has read are left out. */
  async hashedSources(ids: readonly TaskId[]): Promise<Map<TaskId, HashedSource>> {
    const rows = await this.#db.all<{ id: TaskId; size: number; mtime: string; sha256: string }>(
      `SELECT id, size, mtime, sha256 FROM source WHERE id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(ids),
    );
    return new Map(
      rows.map(({ id, size, mtime, sha256 }) => [id, { size, mtime: Number(mtime), sha256 }]),
    );
  }

  /** Every record whose id begins with the given hexadecimal digits, at most `limit`. */
  async recordsById(prefix: string, limit: number): Promise<TaskRecord[]> {
    const rows = await this.#db.all<RecordRow>(
      `${allFamilies} SELECT record.data FROM families
       JOIN record ON record.family = families.family AND record.id >= ?1 AND record.id < ?1 || 'g'
       LIMIT ?2`,
      prefix,
      limit,
    );
    return rows.map(({ data }) => recordOf(data));
  }

  /** Records of a family, newest first. */
  async recordsOfFamily(family: string, offset: number, limit: number): Promise<TaskRecord[]> {
    const rows = await this.#db.all<RecordRow>(newestFirst, family, limit, offset);
    return rows.map(({ data }) => recordOf(data));
  }

  /**
   * Records of a family in order of subject and id, those after a given one: pages that neither
   * repeat nor miss a record while others are written.
   */
  async recordsBySubject(
    family: string,
    after: { readonly subject: string; readonly id: string } | undefined,
    limit: number,
  ): Promise<TaskRecord[]> {
    const rows = await this.#db.all<RecordRow>(
      `SELECT data FROM record WHERE family = ? AND (subject, id) > (?, ?)
       ORDER BY subject, id LIMIT ?`,
      family,
      after?.subject ?? '',
      after?.id ?? '',
      limit,
    );
    return rows.map(({ data }) => recordOf(data));
  }

  /** Records about the same subject: candidates for "differs from an earlier one by …". */
  async recordsAbout(family: string, subject: string, limit: number): Promise<TaskRecord[]> {
    const rows = await this.#db.all<RecordRow>(
      `SELECT data FROM record WHERE family = ? AND subject = ? ORDER BY finished_at DESC LIMIT ?`,
      family,
      subject,
      limit,
    );
    return rows.map(({ data }) => recordOf(data));
  }

  /** Counted along the narrowest index. */
  async countByFamily(): Promise<Map<string, number>> {
    const rows = await this.#db.all<{ family: string; n: number }>(
      'SELECT family, count(*) AS n FROM record INDEXED BY record_newest GROUP BY family',
    );
    return new Map(rows.map(({ family, n }) => [family, n]));
  }

  /** Mean seconds of a family's last records; undefined without any. */
  async meanSeconds(family: string): Promise<number | undefined> {
    const row = await this.#db.get<{ mean: number | null }>(
      'SELECT avg(seconds) AS mean FROM (SELECT seconds FROM record WHERE family = ? LIMIT 200)',
      family,
    );
    return row?.mean ?? undefined;
  }

  /**
   * Stamps of some tasks: a line `id TAB stamp` for each, in the order asked; only `id` without one.
   * As bytes, which cross to other threads as they are and cost no decoding here.
   */
  async stamps(family: string, ids: readonly TaskId[]): Promise<Uint8Array> {
    return this.#lines(
      `SELECT CAST(group_concat(wanted.value || ifnull(char(9) || stamp, ''), char(10)
         ORDER BY wanted.key) AS BLOB) AS lines
       FROM json_each(?2) AS wanted
       LEFT JOIN stamp ON stamp.family = ?1 AND stamp.id = wanted.value`,
      family,
      JSON.stringify(ids),
    );
  }

  /** Stamps of a family in order of id, those after `after`, as lines; empty at the end. */
  async stampPage(family: string, after: string, limit: number): Promise<Uint8Array> {
    return this.#lines(
      `SELECT CAST(group_concat(id || char(9) || stamp, char(10)) AS BLOB) AS lines FROM
         (SELECT id, stamp FROM stamp WHERE family = ? AND id > ? ORDER BY id LIMIT ?)`,
      family,
      after,
      limit,
    );
  }

  async #lines(sql: string, ...values: readonly (string | number)[]): Promise<Uint8Array> {
    const row = await this.#db.get<{ lines: Uint8Array | null }>(sql, ...values);
    return row?.lines ?? new Uint8Array();
  }

  /** The last change of records. */
  async lastChange(): Promise<Change> {
    const last = await this.#db.get<Change>(
      'SELECT number, tag FROM change ORDER BY number DESC LIMIT 1',
    );
    if (last === undefined) throw new Error('a store has a change from its beginning');
    return last;
  }

  /** Ids of records written since a change, one after the other; undefined if that is too long ago. */
  async changedSince({ number, tag }: Change): Promise<string | undefined> {
    const known = await this.#db.get<{ number: number }>(
      'SELECT number FROM change WHERE number = ? AND tag = ?',
      number,
      tag,
    );
    if (known === undefined) return undefined;
    const rows = await this.#db.all<{ ids: string }>(
      'SELECT ids FROM change WHERE number > ? ORDER BY number',
      number,
    );
    return rows.map(({ ids }) => ids).join('');
  }

  /** Tries of every task whose id begins so, oldest first, at most `limit`. */
  async attemptsById(prefix: string, limit: number): Promise<Attempt[]> {
    return this.#db.all<Attempt>(
      `SELECT id, family, run, finished_at AS finishedAt, seconds, outcome, why, problem, params
       FROM attempt WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY finished_at LIMIT ?2`,
      prefix,
      limit,
    );
  }

  async attempts(id: TaskId): Promise<Attempt[]> {
    return this.#db.all<Attempt>(
      `SELECT id, family, run, finished_at AS finishedAt, seconds, outcome, why, problem
       FROM attempt WHERE id = ? ORDER BY finished_at`,
      id,
    );
  }

  /** The last failure of each task that failed in a run and was not completed since. */
  async failures(run: string): Promise<Attempt[]> {
    return this.#db.all<Attempt>(
      `SELECT id, family, run, finished_at AS finishedAt, seconds, outcome, why, problem,
         params
       FROM attempt WHERE run = ? AND outcome = 'failed' ORDER BY finished_at LIMIT 10000`,
      run,
    );
  }

  async runs(limit: number): Promise<RunRecord[]> {
    return this.#db.all<RunRecord>(
      `SELECT run, family, started_at AS startedAt, finished_at AS finishedAt, state, counts
       FROM run ORDER BY started_at DESC LIMIT ?`,
      limit,
    );
  }

  async run(id: string): Promise<RunRecord | undefined> {
    return this.#db.get<RunRecord>(
      `SELECT run, family, started_at AS startedAt, finished_at AS finishedAt, state, counts
       FROM run WHERE run = ?`,
      id,
    );
  }

  /** Runs that a dead process left as running; call only while holding the workspace's lock. */
  async endDeadRuns(): Promise<void> {
    await this.#db.run(`UPDATE run SET state = 'cancelled' WHERE state = 'running'`);
  }

  /** Bytes of each journal that are in the store already. */
  async foldedJournals(): Promise<Map<string, number>> {
    const rows = await this.#db.all<{ name: string; folded: number }>(
      'SELECT name, folded FROM journal',
    );
    return new Map(rows.map(({ name, folded }) => [name, folded]));
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#db.close();
  }
}

function recordOf(data: string): TaskRecord {
  // Written by `write` from a TaskRecord; the schema version guards the shape.
  return JSON.parse(data) as TaskRecord;
}
