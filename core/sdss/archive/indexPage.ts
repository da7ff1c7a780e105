import { isEntryName } from './archivePath.ts';

/** One thing in a directory of the archive. */
export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'directory';
  /** Exact size in bytes; undefined where the index rounds it or does not say. */
  readonly bytes?: number;
  /** To the minute, taken as UTC; a hint, for some servers print local time. */
  readonly modified?: Date;
}

/**
 * Entries of an HTML directory index: the archive's own (fancyindex), nginx's autoindex and
 * Apache's, plain or in a table. Names that could not safely be a file name here are left out, as
 * are links that lead elsewhere. Undefined if the page is no index at all.
 */
export function parseIndexPage(html: string): Entry[] | undefined {
  const links = [...html.matchAll(/<a\s[^<>]*?href\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')[^<>]*>/gi)];
  const entries = new Map<string, Entry>();
  let hasParent = false;
  for (const [index, link] of links.entries()) {
    const href = decodeEntities(link[1] ?? link[2] ?? '');
    if (href === '../' || href === '..') hasParent = true;
    const name = nameOfLink(href);
    if (name === undefined || entries.has(name)) continue;
    const end = links[index + 1]?.index ?? html.length;
    const rest = html.slice(link.index + link[0].length, Math.min(end, link.index + 2000));
    const facts = factsOf(rest.replace(/^[^<]*<\/a>/i, ' ').replace(/<[^<>]*>/g, ' '));
    entries.set(
      name,
      href.endsWith('/')
        ? { name, kind: 'directory', ...facts.date }
        : { name, kind: 'file', ...facts.date, ...facts.size },
    );
  }
  const claims = /<(?:title|h1)[^<>]*>\s*(?:index of|directory listing)/i.test(html);
  return claims || hasParent ? [...entries.values()] : undefined;
}

function nameOfLink(href: string): string | undefined {
  const path = href.replace(/^\.\//, '').replace(/\/$/, '');
  // Sorting links, absolute addresses and other directories are not entries of this one.
  if (/[?#/]/.test(path) || /^[a-z][a-z0-9+.-]*:/i.test(path)) return undefined;
  try {
    const name = decodeURIComponent(path);
    return isEntryName(name) ? name : undefined;
  } catch {
    return undefined;
  }
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DATE = /(\d{4})-(\w{2,3})-(\d{2}) (\d{2}):(\d{2})|(\d{2})-(\w{3})-(\d{4}) (\d{2}):(\d{2})/;

function factsOf(text: string): { date: { modified?: Date }; size: { bytes?: number } } {
  const match = DATE.exec(text);
  const without = match === null ? text : text.replace(match[0], ' ');
  // `1.2K` is rounded; only plain digits are a number of bytes.
  const size = /^\s*(?:(\d{1,15})(?![\w.])|[\d.]+[KMGT]|-)/i.exec(without)?.[1];
  return {
    date: match === null ? {} : dateFact(match),
    size: size === undefined ? {} : { bytes: Number(size) },
  };
}

function dateFact(match: RegExpExecArray): { modified?: Date } {
  const [, y1, m1, d1, h1, i1, d2, m2, y2, h2, i2] = match;
  const monthText = (m1 ?? m2 ?? '').toLowerCase();
  const month = /^\d\d$/.test(monthText) ? Number(monthText) - 1 : MONTHS.indexOf(monthText);
  const modified = new Date(
    Date.UTC(Number(y1 ?? y2), month, Number(d1 ?? d2), Number(h1 ?? h2), Number(i1 ?? i2)),
  );
  return month < 0 || Number.isNaN(modified.getTime()) ? {} : { modified };
}

function decodeEntities(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
