import { Problem } from '../../problem/problem.ts';
import type { CardValue } from '../cardValue.ts';

/** A card to be written; `COMMENT` and `HISTORY` take a text of any length as their value. */
export interface CardInput {
  readonly keyword: string;
  /** Left out: the card has no value. NaN and infinities have none either, and are refused. */
  readonly value?: CardValue;
  readonly comment?: string;
}

const WIDTH = 80;
const FIXED_END = 30;

/** Cards written before, by keyword: most of a product are in the last one too. */
const written = new Map<
  string,
  { readonly card: CardInput; readonly lines: readonly string[] }[]
>();
/** Keywords; then it starts anew. */
const mostKeywords = 2000;
/** Of one keyword; NAXIS1 differs between the HDUs of a file, TASKID from file to file. */
const mostOfOne = 8;

/** The 80-character cards that one input takes: more than one for long strings and texts. */
export function formatCard(card: CardInput): readonly string[] {
  const { keyword, value, comment } = card;
  const before = written.get(keyword);
  const same = before?.find(
    ({ card: one }) => Object.is(one.value, value) && one.comment === comment,
  );
  if (same !== undefined) return same.lines;
  const lines = linesOf(card);
  // Long texts are rarely the same in two files, and nobody knows how long they are.
  if (lines.length > 1) return lines;
  if (before === undefined) {
    if (written.size >= mostKeywords) written.clear();
    written.set(keyword, [{ card, lines }]);
  } else {
    if (before.length >= mostOfOne) before.shift();
    before.push({ card, lines });
  }
  return lines;
}

function linesOf({ keyword, value, comment = '' }: CardInput): string[] {
  if (keyword === 'COMMENT' || keyword === 'HISTORY') {
    return formatCommentary(keyword, typeof value === 'string' ? value : comment);
  }
  requirePrintable(keyword, comment);
  const start = formatKeyword(keyword);
  if (typeof value === 'string') return formatString(keyword, start, value, comment);
  const text = value === undefined ? '' : formatValue(keyword, value);
  const card = start + text.padStart(Math.max(0, FIXED_END - start.length));
  if (card.length > WIDTH) throw refused(keyword, 'it does not fit on one card');
  return [withComment(card, comment)];
}

function formatKeyword(keyword: string): string {
  if (/^[A-Z0-9_-]{1,8}$/.test(keyword)) return `${keyword.padEnd(8)}= `;
  if (/^[A-Z0-9_-][A-Z0-9_ -]*$/.test(keyword) && keyword.length <= 60) {
    return `HIERARCH ${keyword} = `;
  }
  throw refused(keyword, 'keywords have capital letters, digits, - and _ only');
}

function formatValue(keyword: string, value: Exclude<CardValue, string>): string {
  if (typeof value === 'boolean') return value ? 'T' : 'F';
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return formatNumber(keyword, value);
  return `(${formatNumber(keyword, value.re)}, ${formatNumber(keyword, value.im)})`;
}

/** The shortest digits that give the same float64 again. */
function formatNumber(keyword: string, value: number): string {
  if (!Number.isFinite(value)) throw refused(keyword, `${value} has no place in a FITS header`);
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return value.toString();
  const [digits = '0', exponent] = value.toString().split('e');
  const sign = Object.is(value, -0) ? '-' : '';
  const mantissa = sign + (digits.includes('.') ? digits : `${digits}.0`);
  return exponent === undefined ? mantissa : `${mantissa}E${exponent.replace('+', '')}`;
}

/** Up to 68 characters on one card, more of them with CONTINUE (standard 4.0, §4.2.1.2). */
function formatString(keyword: string, start: string, value: string, comment: string): string[] {
  requirePrintable(keyword, value);
  const escaped = escapeQuotes(value);
  // At least eight characters, as the standard wants it of XTENSION (§4.2.1.1), where there is room.
  for (const text of [escaped.padEnd(8), escaped]) {
    const card = `${start}'${text}'`;
    if (card.length > WIDTH) continue;
    return [withComment(comment === '' ? card : card.padEnd(FIXED_END), comment)];
  }
  const cards: string[] = [];
  let rest = escaped;
  let prefix = start;
  while (rest !== '') {
    const room = WIDTH - prefix.length - 2;
    const fits = rest.length <= room;
    const part = fits ? rest : withoutHalfQuote(rest.slice(0, room - 1));
    const card = `${prefix}'${part}${fits ? '' : '&'}'`;
    cards.push(withComment(card, fits ? comment : ''));
    rest = rest.slice(part.length);
    prefix = 'CONTINUE  ';
  }
  return cards;
}

/** A doubled quote may not be cut in two. */
function withoutHalfQuote(part: string): string {
  const quotes = /'*$/.exec(part)?.[0].length ?? 0;
  return quotes % 2 === 1 ? part.slice(0, -1) : part;
}

function escapeQuotes(text: string): string {
  return text.replaceAll("'", "''");
}

function formatCommentary(keyword: string, text: string): string[] {
  requirePrintable(keyword, text);
  const lines = text.match(/.{1,72}/g) ?? [''];
  return lines.map((line) => (keyword.padEnd(8) + line).padEnd(WIDTH));
}

/** A comment that does not fit is cut, as every FITS writer does. */
function withComment(card: string, comment: string): string {
  if (comment === '' || card.length > WIDTH - 4) return card.padEnd(WIDTH);
  return `${card} / ${comment}`.slice(0, WIDTH).padEnd(WIDTH);
}

function requirePrintable(keyword: string, text: string): void {
  if (/^[ -~]*$/.test(text)) return;
  throw refused(keyword, `"${text}" has characters other than printable ASCII`);
}

function refused(keyword: string, reason: string): Problem {
  return new Problem('fits-write', `the card cannot be written: ${reason}`, {
    where: { card: keyword },
  });
}
