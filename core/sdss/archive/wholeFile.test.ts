import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WholeFile } from './wholeFile.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'astra-whole-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.each([true, false])('a file in memory, on a disk that is quick: %s', (isQuick) => {
  const pace = { isQuick, timed: (calls: () => Promise<void>) => calls() };

  it('appears whole, with its time, in a folder that is made', async () => {
    const target = join(folder, 'a', 'b', 'apStar.fits');
    const file = new WholeFile(target, Buffer.alloc(8), pace);
    file.write(Buffer.from('abc'));
    file.write(Buffer.from('defgh'));
    expect(readdirSync(folder)).toEqual([]);
    await file.finish(8, new Date('2021-11-05T10:11:12Z'));
    expect(readFileSync(target, 'utf8')).toBe('abcdefgh');
    expect(statSync(target).mtime.toISOString()).toBe('2021-11-05T10:11:12.000Z');
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['apStar.fits']);
  });

  it('is never written with another length than was announced', async () => {
    const file = new WholeFile(join(folder, 'x'), Buffer.alloc(8), pace);
    file.write(Buffer.from('abc'));
    await expect(file.finish(4, undefined)).rejects.toThrow('3 bytes came');
    expect(() => file.write(Buffer.alloc(6))).toThrow('does not fit');
    await file.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says where it cannot be written', async () => {
    const taken = new WholeFile(join(folder, 'taken'), Buffer.alloc(1), pace);
    taken.write(Buffer.from('a'));
    await taken.finish(1, undefined);
    const below = new WholeFile(join(folder, 'taken', 'x'), Buffer.alloc(1), pace);
    below.write(Buffer.from('a'));
    await expect(below.finish(1, undefined)).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});
