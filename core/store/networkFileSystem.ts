import { statfsSync } from 'node:fs';

/**
 * Magic numbers of statfs(2) for file systems shared over a network, where SQLite's WAL does not
 * work because it needs memory shared between processes (https://www.sqlite.org/wal.html).
 * Numbers: linux/magic.h and the statfs(2) manual page.
 */
const networkMagic = new Map<number, string>([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x5346414f, 'AFS'],
  [0x0bd00bd0, 'Lustre'],
  [0x19830326, 'BeeGFS'],
  [0x47504653, 'GPFS'],
  [0x00c36400, 'Ceph'],
  [0x65735546, 'FUSE'],
  [0x01021997, '9P'],
]);

/** The name of the network file system that a folder lies on, or undefined for a local one. */
export function networkFileSystem(
  folder: string,
  statfs: (path: string) => { type: number } = statfsSync,
): string | undefined {
  try {
    return networkMagic.get(statfs(folder).type >>> 0);
  } catch {
    return undefined; // the platform does not say; SQLite then reports what it cannot do
  }
}
