import { createHash } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SourceReader } from './sourceReader.ts';

describe('a source read once for its hash and its task', () => {
  const folder = mkdtempSync(join(tmpdir(), 'astra-source-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, bytes: Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const filled = (length: number, value: number) => new Uint8Array(length).fill(value);

  it.each([0, 1, 2 ** 19 + 1, 4 * 2 ** 20])('of %i bytes is handed over as it was hashed', (n) => {
    const content = filled(n, 7);
    const { size, sha256: hashed, bytes } = new SourceReader().read(file(`n${n}`, content));
    expect([size, hashed]).toEqual([n, sha256(content)]);
    expect(Buffer.compare(bytes ?? filled(1, 0), content)).toBe(0);
  });

  it('of more is only hashed, with bounded memory', () => {
    const content = filled(4 * 2 ** 20 + 1, 9);
    const read = new SourceReader().read(file('large', content));
    expect(read).toMatchObject({ sha256: sha256(content), bytes: undefined });
  });

  it('keeps the first four of a task apart, and uses their memory again for the next', () => {
    const reader = new SourceReader();
    const paths = [1, 2, 3, 4, 5].map((value) => file(`f${value}`, filled(10 - value, value)));
    const reads = paths.map((path) => reader.read(path));
    expect(reads.map(({ bytes }) => bytes?.[0])).toEqual([1, 2, 3, 4, undefined]);
    expect(reads.map(({ sha256: hashed }) => hashed)).toEqual(
      [1, 2, 3, 4, 5].map((value) => sha256(filled(10 - value, value))),
    );
    reader.begin();
    const next = reader.read(paths[4] ?? '');
    expect(next.bytes).toEqual(Buffer.from(filled(5, 5)));
    expect(next.bytes?.buffer).toBe(reads[0]?.bytes?.buffer);
  });

  it('of the task before is there already, whatever else is read before it', () => {
    const reader = new SourceReader();
    const [visit, regions, other] = ['visit', 'regions', 'other'].map((name, n) =>
      file(name, filled(10, n)),
    );
    const read = (...paths: (string | undefined)[]) => {
      reader.begin();
      return paths.map((path) => reader.read(path ?? '').bytes);
    };
    const [first] = read(visit);
    const [kept, again] = read(regions, visit);
    expect(again).toBe(first);
    const [, keptAgain] = read(other, regions);
    expect(keptAgain).toBe(kept);
    expect(read(other, regions, visit).map((bytes) => bytes?.[0])).toEqual([2, 1, 0]);
  });

  it('is read again once it was written, replaced, touched or handed to code that may change it', () => {
    const reader = new SourceReader();
    const path = file('changing', filled(10, 1));
    const contents = () => {
      reader.begin();
      return reader.read(path);
    };
    expect(contents().bytes?.[0]).toBe(1);
    writeFileSync(path, filled(10, 2));
    expect(contents()).toMatchObject({ sha256: sha256(filled(10, 2)) });
    const { mtime } = contents();
    renameSync(file('other', filled(10, 3)), path);
    utimesSync(path, mtime / 1000, mtime / 1000);
    expect(contents().bytes?.[0]).toBe(3);
    contents().bytes?.fill(9);
    reader.forget();
    expect(contents()).toMatchObject({ sha256: sha256(filled(10, 3)), bytes: Buffer.alloc(10, 3) });
  });

  it('takes a hash that is known as long as size and time are the same, and no longer', () => {
    const path = file('known', filled(10, 1));
    const { size, mtime } = new SourceReader().read(path);
    const known = { size, mtime, sha256: 'as recorded' };
    expect(new SourceReader().read(path, known)).toMatchObject({ sha256: 'as recorded' });
    const reader = new SourceReader();
    expect(reader.read(path, known).sha256).toBe('as recorded');
    reader.begin();
    expect(reader.read(path).sha256).toBe(sha256(filled(10, 1)));
    utimesSync(path, 1e9, 1e9);
    const now = new SourceReader().read(path, known);
    expect(now.sha256).toBe(sha256(filled(10, 1)));
  });

  it('hashes a large file once, and again when it changes', () => {
    const length = 4 * 2 ** 20 + 1;
    const path = file('catalogue', filled(length, 1));
    utimesSync(path, 1e9, 1e9);
    const reader = new SourceReader();
    const first = reader.read(path);
    writeFileSync(path, filled(length, 2));
    utimesSync(path, 1e9, 1e9); // nobody could tell: the hash that is known is taken
    expect(reader.read(path).sha256).toBe(first.sha256);
    utimesSync(path, 1e9 + 1, 1e9 + 1);
    expect(reader.read(path).sha256).toBe(sha256(filled(length, 2)));
  });

  it('a file that is not there is an error of the file system', () => {
    expect(() => new SourceReader().read(join(folder, 'none'))).toThrow('ENOENT');
  });
});
