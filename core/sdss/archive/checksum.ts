/** SHA-1 sums of one directory, by file name, in lower-case hexadecimal. */
export type ChecksumList = ReadonlyMap<string, string>;

/**
 * - `verified`: the directory publishes a sum and the bytes have it;
 * - `unlisted`: it publishes none for this file (lists of the archive are known to have gaps);
 * - `mismatch`: it publishes another one.
 */
export type ChecksumState = 'verified' | 'unlisted' | 'mismatch';

/** Parses `sha1sum` output: `<40 hex>  <name>`, `*` before the name in binary mode. */
export function parseSha1sum(text: string): ChecksumList {
  const sums = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const match = /^([0-9a-fA-F]{40}) [ *]?(\S.*)$/.exec(line);
    const [, sum, path] = match ?? [];
    if (sum === undefined || path === undefined) continue;
    sums.set(path.slice(path.lastIndexOf('/') + 1).trimEnd(), sum.toLowerCase());
  }
  return sums;
}

/**
 * Lists of the southern telescope (lco25m) of DR16 and DR17 name `apStar-…` where the file is
 * `asStar-…` (found by astroNN in production). Such an alias can confirm a file, but since it is a
 * guess it cannot condemn one.
 */
export function aliasOf(name: string): string | undefined {
  return name.startsWith('as') ? `ap${name.slice(2)}` : undefined;
}

export function checkSum(list: ChecksumList, name: string, sha1: string): ChecksumState {
  const listed = list.get(name);
  if (listed !== undefined) return listed === sha1 ? 'verified' : 'mismatch';
  const alias = aliasOf(name);
  return alias !== undefined && list.get(alias) === sha1 ? 'verified' : 'unlisted';
}

/** Whether a sum of this file is worth computing. */
export function isListed(list: ChecksumList, name: string): boolean {
  const alias = aliasOf(name);
  return list.has(name) || (alias !== undefined && list.has(alias));
}
