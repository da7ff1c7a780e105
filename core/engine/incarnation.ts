import { readFileSync } from 'node:fs';

/**
 * What tells a process from an earlier one with the same number (in containers numbers come back
 * at once): the boot of the machine and the tick at which the process started. Undefined where the
 * platform does not say (no /proc) or the process is gone. See proc(5): field 22 of `stat`.
 */
export function incarnationOf(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold anything.
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return started === undefined ? undefined : `${boot}:${started}`;
  } catch {
    return undefined;
  }
}
