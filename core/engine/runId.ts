import { randomBytes } from 'node:crypto';

/** Of the last run that was named here. */
let lastStamp = 0;

/**
 * `20261122T163306123Z-1f00ba`: sorts by time to the millisecond, and never as another run of this
 * process; the order in which journals are folded in rests on that. Unique on a shared folder.
 */
export function newRunId(now: Date): string {
  lastStamp = Math.max(lastStamp + 1, now.getTime());
  const stamp = new Date(lastStamp).toISOString().replace(/[-:.]/g, '');
  return `${stamp}-${randomBytes(3).toString('hex')}`;
}
