import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createWorkspace } from '../workspace/workspace.ts';
import { makeFolder } from './makeFolder.ts';

describe('a folder', () => {
  const home = mkdtempSync(join(tmpdir(), 'astra-folder-'));
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('is made with those above it; one that is there stays', () => {
    const deep = join(home, 'a', 'b', 'c');
    makeFolder(deep);
    makeFolder(deep);
    expect(statSync(deep).isDirectory()).toBe(true);
  });

  it('is not made below a file', () => {
    writeFileSync(join(home, 'file'), '');
    expect(() => makeFolder(join(home, 'file', 'x'))).toThrow(/ENOTDIR/);
  });

  it.skipIf(!existsSync('/proc/self'))('is refused at once where none can be made', () => {
    expect(() => makeFolder('/proc/nowhere/x')).toThrow(/ENOENT/);
    expect(() => createWorkspace('/proc/nowhere/x')).toThrow(
      expect.objectContaining({ code: 'cannot-write' }),
    );
  });
});
