import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { TaskId } from '../task/task.ts';
import { Database } from './database.ts';
import { migrate, migrations } from './migrations.ts';
import { networkFileSystem } from './networkFileSystem.ts';
import { openStore } from './openStore.ts';
import type { TaskRecord } from './record.ts';
import { parseStamp, stampText } from './stamp.ts';
import { newestFirst, type Store } from './store.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'astra-store-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function newStore(path = join(folder(), 'store.sqlite')): Promise<Store> {
  const store = await openStore(path, { mode: 'read-write' });
  onTestFinished(() => store.close().catch(() => undefined));
  return store;
}

const hex = (length: number) =>
  fc.string({
    unit: fc.constantFrom(...'0123456789abcdef'.split('')),
    minLength: length,
    maxLength: length,
  });
const id = hex(32).map((text) => text as TaskId);
const mtime = fc.double({ min: 0, max: 4e12, noNaN: true });
const size = fc.nat({ max: Number.MAX_SAFE_INTEGER });

const records: fc.Arbitrary<TaskRecord> = fc.record({
  id,
  family: fc.constantFrom('EstimateSnr', 'Sinusoidal'),
  version: fc.constant('1.0.3'),
  subject: fc.string({ unit: 'grapheme' }),
  params: fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), fc.string()),
  inputs: fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('task' as const), id, name: fc.string(), digest: hex(32) }),
      fc.record({
        kind: fc.constant('source' as const),
        id,
        name: fc.string(),
        path: fc.string(),
        size,
        mtime,
        sha256: hex(64),
      }),
    ),
    { maxLength: 4 },
  ),
  outputs: fc.array(
    fc.record({
      name: fc.string(),
      kind: fc.constantFrom('json', 'record', 'directory'),
      file: fc.stringMatching(/^[\w.+@=-]{1,20}$/),
      size,
      mtime,
      sha256: hex(64),
    }),
    { maxLength: 3 },
  ),
  folderMtime: mtime,
  digest: hex(32),
  code: fc.oneof(fc.constant(''), hex(64)),
  result: fc.constantFrom(null, { snr: 12.5 }, [1, 'ü'], 'text'),
  run: fc.constant('20260101T000000Z-abcdef'),
  finishedAt: fc.constant('2026-01-01T00:00:01.000Z'),
  seconds: fc.double({ min: 0, max: 1e5, noNaN: true }),
});

function example(index: number, more: Partial<TaskRecord> = {}): TaskRecord {
  const [record] = fc.sample(records, { seed: index, numRuns: 1 });
  if (record === undefined) throw new Error('no record');
  const hexIndex = index.toString(16).padStart(32, '0') as TaskId;
  return { ...record, id: hexIndex, family: 'EstimateSnr', ...more };
}

describe('records', () => {
  it('come back as they went in', async () => {
    const store = await newStore();
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(records, { selector: (r) => r.id, minLength: 1 }),
        async (batch) => {
          await store.write({ records: batch });
          for (const record of batch) {
            const found = await store.records(record.family, [record.id]);
            expect(found.get(record.id)).toEqual(record);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('are replaced by newer ones of the same task, and attempts are kept', async () => {
    const store = await newStore();
    const [older, newer] = [example(1), example(1, { digest: 'f'.repeat(32) })];
    const attempt = (finishedAt: string) => ({
      id: older.id,
      family: older.family,
      run: older.run,
      finishedAt,
      seconds: 1,
      outcome: 'ran' as const,
      why: 'never run',
      problem: null,
    });
    await store.write({ records: [older], attempts: [attempt('2026-01-01T00:00:01Z')] });
    await store.write({ records: [newer], attempts: [attempt('2026-01-01T00:00:02Z')] });
    expect((await store.records(older.family, [older.id])).get(older.id)?.digest).toBe(
      newer.digest,
    );
    expect(await store.attempts(older.id)).toHaveLength(2);
    expect(await store.countByFamily()).toEqual(new Map([['EstimateSnr', 1]]));
  });

  it('written twice change nothing', async () => {
    const store = await newStore();
    const batch = { records: [example(1), example(2)] };
    await store.write(batch);
    await store.write(batch);
    expect(await store.recordsOfFamily('EstimateSnr', 0, 10)).toHaveLength(2);
  });

  it('are found by the beginning of an id, by subject, and page by page', async () => {
    const store = await newStore();
    const all = Array.from({ length: 25 }, (_, index) =>
      example(index, {
        subject: `star ${index % 5}`,
        finishedAt: `2026-01-01T00:00:${10 + index}Z`,
      }),
    );
    await store.write({ records: all });
    expect((await store.recordsById('0'.repeat(31), 100)).map((record) => record.id)).toEqual(
      all.slice(0, 16).map((record) => record.id),
    );
    expect(await store.recordsAbout('EstimateSnr', 'star 3', 2)).toHaveLength(2);
    const pages = [0, 10, 20].map((offset) => store.recordsOfFamily('EstimateSnr', offset, 10));
    const seen = (await Promise.all(pages)).flat();
    expect(seen.map((record) => record.id)).toEqual(all.toReversed().map((record) => record.id));
  });

  it('come page by page without being sorted, and without reading those before the page', async () => {
    const path = join(folder(), 'store.sqlite');
    await (await newStore(path)).write({ records: [example(1)] });
    const db = await Database.open(path, 'read-only');
    onTestFinished(() => db.close());
    const steps = await db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${newestFirst}`, 'F', 10, 0);
    const details = steps.map(({ detail }) => detail);
    expect(details.join('\n')).toMatch(/USING COVERING INDEX record_newest \(family=\?\)/);
    expect(details.filter((detail) => /TEMP B-TREE|SCAN record/.test(detail))).toEqual([]);
  });

  it('may be written by several at once', async () => {
    const store = await newStore();
    const writes = Array.from({ length: 20 }, (_, index) =>
      store.write({ records: [example(index)] }),
    );
    await Promise.all(writes);
    expect(await store.countByFamily()).toEqual(new Map([['EstimateSnr', 20]]));
  });
});

describe('stamps', () => {
  it('hold what a check needs: the inverse of the text is the record’s own, with 128 bits of each hash', () => {
    fc.assert(
      fc.property(records, (record) => {
        const stamp = parseStamp(stampText(record));
        expect(stamp.digest).toBe(record.digest);
        expect(stamp.code).toBe(record.code);
        expect(stamp.folderMtime).toBe(record.folderMtime + 0);
        const files = record.outputs.filter((output) => output.kind !== 'record');
        expect(stamp.files).toEqual(
          files.map((f) => ({
            name: f.file,
            size: f.size,
            mtime: f.mtime + 0,
            sha256: f.sha256.slice(0, 32),
          })),
        );
        expect(stamp.inputs).toEqual(
          record.inputs.map((input) => {
            if (input.kind === 'task') return { kind: 'task', id: input.id, digest: input.digest };
            const { size: bytes } = input;
            const sha256 = input.sha256.slice(0, 32);
            return { kind: 'source', id: input.id, size: bytes, mtime: input.mtime + 0, sha256 };
          }),
        );
      }),
    );
  });

  it('come for some tasks in the order asked, or in pages for all, a line each', async () => {
    const store = await newStore();
    const all = Array.from({ length: 30 }, (_, index) => example(index));
    await store.write({ records: all });
    const lines = all.map((record) => `${record.id}\t${stampText(record)}`);
    const wanted = [all[3], all[1]].flatMap((record) => (record === undefined ? [] : [record.id]));
    const nobody = 'f'.repeat(32) as TaskId;
    const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString();
    const some = textOf(await store.stamps('EstimateSnr', [...wanted, nobody]));
    expect(some.split('\n')).toEqual([lines[3], lines[1], nobody]);
    const paged: string[] = [];
    for (;;) {
      const after = paged.at(-1)?.slice(0, 32) ?? '';
      const page = textOf(await store.stampPage('EstimateSnr', after, 7));
      if (page === '') break;
      paged.push(...page.split('\n'));
    }
    expect(paged).toEqual(lines);
    expect(textOf(await store.stamps('Nobody', []))).toBe('');
  });

  it('tell how a source was when a task last read it', async () => {
    const store = await newStore();
    const source = (mtime: number, sha256: string) => ({
      kind: 'source' as const,
      id: 'a'.repeat(32) as TaskId,
      name: '',
      path: 'a.fits',
      size: 2 ** 40,
      mtime,
      sha256,
    });
    await store.write({ records: [{ ...example(1), inputs: [source(1.5, 'first')] }] });
    await store.write({
      records: [{ ...example(2), inputs: [source(1764145679123.456, 'last')] }],
    });
    const found = await store.hashedSources([source(0, '').id, 'b'.repeat(32) as TaskId]);
    expect([...found]).toEqual([
      ['a'.repeat(32), { size: 2 ** 40, mtime: 1764145679123.456, sha256: 'last' }],
    ]);
  });

  it('records of any families are found by their ids alone', async () => {
    const store = await newStore();
    const all = [example(1), { ...example(2), family: 'Another' }, example(3)];
    await store.write({ records: all });
    const ids = all.slice(0, 2).map(({ id }) => id);
    const found = await store.recordsWithIds([...ids, 'f'.repeat(32) as TaskId]);
    expect(new Set(found.map(({ id }) => id))).toEqual(new Set(ids));
    expect(await store.recordsWithIds([])).toEqual([]);
  });
});

describe('opening a store', () => {
  it('that is not there: made for writing, refused for reading', async () => {
    const path = join(folder(), 'deep', 'store.sqlite');
    await expect(openStore(path, { mode: 'read-only' })).rejects.toMatchObject({
      code: 'no-store',
    });
    expect(existsSync(path)).toBe(false);
    await newStore(path);
    expect(existsSync(path)).toBe(true);
  });

  it('for reading while another writes', async () => {
    const path = join(folder(), 'store.sqlite');
    const writer = await newStore(path);
    const reader = await openStore(path, { mode: 'read-only' });
    await writer.write({ records: [example(1)] });
    expect(await reader.countByFamily()).toEqual(new Map([['EstimateSnr', 1]]));
    await expect(reader.write({ records: [example(2)] })).rejects.toMatchObject({
      code: 'store-read-only',
    });
    await reader.close();
  });

  it('of an older version upgrades it and keeps a copy', async () => {
    const path = join(folder(), 'store.sqlite');
    await (await openStore(path, { mode: 'read-write' })).close();
    const steps = [...migrations, 'CREATE TABLE pin (id TEXT PRIMARY KEY)'];
    await expect(openStore(path, { mode: 'read-only', steps })).rejects.toMatchObject({
      code: 'store-older',
    });
    await (await openStore(path, { mode: 'read-write', steps })).close();
    const backup = `${path}.v${migrations.length}.bak`;
    const old = await Database.open(backup, 'read-only');
    expect(await old.get('SELECT version FROM meta')).toEqual({ version: migrations.length });
    await old.close();
    await expect(openStore(path, { mode: 'read-write' })).rejects.toMatchObject({
      code: 'store-newer',
      message: `the store has version ${migrations.length + 1}, this program knows up to ${migrations.length}`,
    });
  });

  it('made before there were pages of a family gets their index, and keeps its records', async () => {
    const path = join(folder(), 'store.sqlite');
    const older = await Database.open(path, 'read-write');
    await migrate(older, 0, migrations.slice(0, 1));
    for (const record of [example(1), example(2)]) {
      const { family, id, version, subject, run, finishedAt, seconds } = record;
      await older.run(
        'INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        ...[family, id, version, subject, run, finishedAt, seconds, JSON.stringify(record)],
      );
    }
    await older.close();
    const store = await newStore(path);
    expect(await store.recordsOfFamily('EstimateSnr', 0, 10)).toHaveLength(2);
    expect(await store.countByFamily()).toEqual(new Map([['EstimateSnr', 2]]));
  });

  it('whose upgrade fails leaves it as it was', async () => {
    const path = join(folder(), 'store.sqlite');
    const store = await openStore(path, { mode: 'read-write' });
    await store.write({ records: [example(1)] });
    await store.close();
    const steps = [...migrations, 'CREATE TABLE pin (id TEXT); CREATE TABLE pin (id TEXT)'];
    await expect(openStore(path, { mode: 'read-write', steps })).rejects.toThrow();
    expect(await (await newStore(path)).countByFamily()).toEqual(new Map([['EstimateSnr', 1]]));
  });

  it('that is damaged says so and names the way out', async () => {
    const path = join(folder(), 'store.sqlite');
    const store = await openStore(path, { mode: 'read-write' });
    await store.write({ records: Array.from({ length: 2000 }, (_, index) => example(index)) });
    await store.close();
    truncateSync(path, Math.floor(readFileSync(path).length / 2));
    await expect(openStore(path, { mode: 'read-write', thorough: true })).rejects.toMatchObject({
      code: 'store-damaged',
      advice: expect.stringContaining('astra doctor --rebuild') as string,
    });
    writeFileSync(path, 'this is not a database, whatever its name says '.repeat(200));
    await expect(openStore(path, { mode: 'read-write' })).rejects.toMatchObject({
      code: 'store-damaged',
    });
  });

  it('leaves no write-ahead log behind once it was closed', async () => {
    const path = join(folder(), 'store.sqlite');
    const store = await openStore(path, { mode: 'read-write' });
    await store.write({ records: [example(1)] });
    expect(readdirSync(join(path, '..'))).toContain('store.sqlite-wal');
    await store.close();
    expect(readdirSync(join(path, '..'))).toEqual(['store.sqlite']);
  });
});

describe('network file systems', () => {
  it('are known by the number that statfs gives', () => {
    expect(networkFileSystem('/', () => ({ type: 0x6969 }))).toBe('NFS');
    expect(networkFileSystem('/', () => ({ type: -11317950 }))).toBe('CIFS'); // 0xff534d42 signed
    expect(networkFileSystem('/', () => ({ type: 0xef53 }))).toBeUndefined(); // ext4
    const silent = () => {
      throw new Error('not on this platform');
    };
    expect(networkFileSystem('/', silent)).toBeUndefined();
  });
});

describe('changes of records', () => {
  const ids = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => example(from + index));

  it('are told since another one', async () => {
    const store = await newStore(join(folder(), 'store.sqlite'));
    const first = await store.lastChange();
    expect(await store.changedSince(first)).toBe('');
    await store.write({ records: ids(0, 2) });
    await store.write({ records: ids(1, 3) });
    const all = [...ids(0, 2), ...ids(1, 3)].map(({ id }) => id).join('');
    expect(await store.changedSince(first)).toBe(all);
    const last = await store.lastChange();
    expect(await store.changedSince(last)).toBe('');
  });

  it('are not told since one that was too long ago, or of another store', async () => {
    const store = await newStore(join(folder(), 'store.sqlite'));
    const first = await store.lastChange();
    expect(await store.changedSince({ ...first, tag: 'another' })).toBeUndefined();
    for (let n = 0; n < 260; n += 1) await store.write({ records: ids(n, n + 1) });
    expect(await store.changedSince(first)).toBeUndefined();
  });
});
