import { describe, expect, it } from 'vitest';
import type { Workspace } from '../../core/api/workspace.ts';
import { Problem } from '../../core/problem/problem.ts';
import { openFirstWorkspace, type WorkspaceChoice } from './openFirstWorkspace.ts';

async function opened(choice: Pick<WorkspaceChoice, 'recent' | 'sample'>): Promise<string[]> {
  const log: string[] = [];
  const open = (path: string): Promise<Workspace> => {
    log.push(path);
    return Promise.resolve({ path, name: path, sample: path === 'sample' });
  };
  await openFirstWorkspace({ ...choice, openWorkspace: open, openSample: () => open('sample') });
  return log;
}

describe('the first workspace', () => {
  const recent = [
    { path: '/gone', missing: true },
    { path: '/last', missing: false },
    { path: '/older', missing: false },
  ];

  it('is the sample at the very first start', async () => {
    expect(await opened({ recent: [], sample: false })).toEqual(['sample']);
    expect(await opened({ recent: recent.slice(0, 1), sample: false })).toEqual(['sample']);
  });

  it('is the last one that is still there', async () => {
    expect(await opened({ recent, sample: false })).toEqual(['/last']);
  });

  it('is the sample where the user asks for it', async () => {
    expect(await opened({ recent, sample: true })).toEqual(['sample']);
  });

  it('may be refused, which is told and no bug', async () => {
    const problem = new Problem('no-workspace', 'this folder is not a workspace');
    const fail = (error: Error) => () => Promise.reject(error);
    const choice = { recent: [], sample: true, openWorkspace: fail(problem) };
    expect(await openFirstWorkspace({ ...choice, openSample: fail(problem) })).toBe(problem);
    const bug = new TypeError('bug');
    await expect(openFirstWorkspace({ ...choice, openSample: fail(bug) })).rejects.toBe(bug);
  });
});
