/** What the user can set about the archive; every value has a default that is polite to it. */
export interface ArchiveSettings {
  /** Origin of public releases, without `/sas`. */
  readonly publicHost: string;
  /** Origin of proprietary releases, without `/sas`. */
  readonly proprietaryHost: string;
  /** Origins tried, in order, when the public host fails. They hold public releases only. */
  readonly mirrors: readonly string[];
  /** `rsync://host[:port]`, used when `transport` is `rsync`. */
  readonly rsyncHost: string;
  /** HTTPS is the default: rsync is blocked or slow from many institutes. */
  readonly transport: 'https' | 'rsync';
  /** Simultaneous connections to one host. */
  readonly connections: number;
  /** Upper limit of the download rate over all connections; none if undefined. */
  readonly bytesPerSecond: number | undefined;
  /** Whether files are checked against the `*.sha1sum` of their directory. */
  readonly checksums: boolean;
  /** A connection on which nothing arrives for this long has stalled. */
  readonly idleTimeoutMs: number;
  /** Attempts in a row without a single new byte before a file is given up. */
  readonly attempts: number;
  /** Files from this size on are resumed after an interruption; smaller ones start over. */
  readonly resumeFromBytes: number;
  /** Bytes left free on the disk after a sync. */
  readonly diskReserveBytes: number;
}

/**
 * Hosts as `sdss_access` 3.0.10 has them: data.sdss.org serves public releases, data.sdss5.org
 * those of the collaboration, data.mirror.sdss.org mirrors the first, dtn.sdss.org serves rsync.
 * The archive asks bulk users to keep few connections open, hence four.
 */
export const defaultArchiveSettings: ArchiveSettings = {
  publicHost: 'https://data.sdss.org',
  proprietaryHost: 'https://data.sdss5.org',
  mirrors: ['https://data.mirror.sdss.org'],
  rsyncHost: 'rsync://dtn.sdss.org',
  transport: 'https',
  connections: 4,
  bytesPerSecond: undefined,
  checksums: true,
  idleTimeoutMs: 30_000,
  attempts: 5,
  resumeFromBytes: 1 << 20,
  diskReserveBytes: 256 << 20,
};
