import { describe, expect, it } from 'vitest';
import { createDiskPace } from './diskPace.ts';

/** A disk that takes given milliseconds for each file. */
async function after(files: readonly number[]): Promise<boolean> {
  let now = 0;
  const pace = createDiskPace(() => now);
  for (const milliseconds of files) {
    await pace.timed(() => {
      now += milliseconds;
      return Promise.resolve();
    });
  }
  return pace.isQuick;
}

const quick = Array.from({ length: 16 }, () => 5);

describe('a disk', () => {
  it('is quick when it has been so for sixteen files in a row', async () => {
    expect(await after([])).toBe(false);
    expect(await after(quick.slice(1))).toBe(false);
    expect(await after(quick)).toBe(true);
    expect(await after([...quick.slice(1), 100, 5])).toBe(false);
  });

  it('has to prove itself again after one slow file, or a failure', async () => {
    expect(await after([...quick, 20])).toBe(false);
    expect(await after([...quick, 20, ...quick.slice(1)])).toBe(false);
    expect(await after([...quick, 20, ...quick])).toBe(true);
    const pace = createDiskPace(() => 0);
    for (let i = 0; i < quick.length; i += 1) await pace.timed(() => Promise.resolve());
    await expect(pace.timed(() => Promise.reject(new Error('full')))).rejects.toThrow('full');
    expect(pace.isQuick).toBe(false);
  });
});
