import { isEntryName } from './archivePath.ts';
import type { Entry } from './indexPage.ts';

/**
 * Entries of `rsync --list-only URL/`: `-rw-r--r--  1,234 2021/11/05 10:11:12 name`, with or
 * without separators in the size (openrsync has none). Symbolic links, whose target's kind is not
 * told, count as files; `.` is left out.
 */
export function parseRsyncListing(text: string): Entry[] {
  const entries: Entry[] = [];
  for (const line of text.split(/\r?\n/)) {
    const match =
      /^([-dl])\S{9}\S?\s+([\d,.']+)\s+(\d{4})\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d) (.+)$/.exec(
        line,
      );
    if (match === null) continue;
    const [, type, size = '', year, month, day, hour, minute, second, rawName = ''] = match;
    const name = unescapeName(type === 'l' ? rawName.replace(/ -> .*$/, '') : rawName);
    if (!isEntryName(name)) continue;
    const modified = new Date(
      Date.UTC(
        +(year ?? 0),
        +(month ?? 1) - 1,
        +(day ?? 1),
        +(hour ?? 0),
        +(minute ?? 0),
        +(second ?? 0),
      ),
    );
    if (type === 'd') entries.push({ name, kind: 'directory', modified });
    else if (type === 'l') entries.push({ name, kind: 'file' });
    else entries.push({ name, kind: 'file', bytes: Number(size.replace(/\D/g, '')), modified });
  }
  return entries;
}

/** rsync prints bytes it cannot show as `\#ooo` (octal). */
function unescapeName(name: string): string {
  if (!name.includes('\\#')) return name;
  return Buffer.from(
    name.replace(/\\#([0-7]{3})/g, (_all, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    ),
    'latin1',
  ).toString('utf8');
}
