import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorkspace, openWorkspace } from './workspace.ts';

describe('SAS roots of a workspace', () => {
  let folder = '';
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'astra-mirror-')));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const open = (settings: object) => {
    const root = join(folder, 'work');
    createWorkspace(root, settings);
    const base = join(folder, 'base');
    return openWorkspace(root, { home: folder, workingDirectory: folder, sasBaseDir: base });
  };

  it('are searched own mirror first, then $SAS_BASE_DIR, and only the own one is written to', () => {
    const { sasRoots, mirror, layout } = open({});
    expect(sasRoots).toEqual([layout.sas, join(folder, 'base')]);
    expect(mirror).toBe(layout.sas);
  });

  it('let fetched files go to $SAS_BASE_DIR where the user says so', () => {
    expect(open({ writeToSasBaseDir: true }).mirror).toBe(join(folder, 'base'));
  });

  it('leave $SAS_BASE_DIR out where the user does not want it', () => {
    const { sasRoots, mirror, layout } = open({ useSasBaseDir: false, writeToSasBaseDir: true });
    expect(sasRoots).toEqual([layout.sas]);
    expect(mirror).toBe(layout.sas);
  });
});
