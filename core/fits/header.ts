import { Problem, type Where } from '../problem/problem.ts';
import { parseValueField, type CardValue } from './cardValue.ts';

const CARD = 80;

/** One card: a keyword with a value, or a line of commentary (COMMENT, HISTORY, blank). */
export interface Card {
  readonly keyword: string;
  /** Undefined for commentary and for cards whose value is left empty. */
  readonly value: CardValue | undefined;
  readonly comment: string;
  /** What is illegal about the card, in words. */
  readonly fault?: string;
}

/** The header of one HDU. Cards are found by keyword at once and parsed when asked for. */
export class Header {
  /** 80 characters per card, END and what follows it left out. */
  readonly text: string;
  readonly where: Where;
  private places: Map<string, number> | undefined;
  private parsed: readonly Card[] | undefined;

  constructor(text: string, where: Where = {}) {
    this.text = text;
    this.where = where;
  }

  /** All cards in order, long strings (CONTINUE) joined into one. */
  get cards(): readonly Card[] {
    this.parsed ??= [...this.eachCard()];
    return this.parsed;
  }

  /** One sentence for each illegal card, with its keyword. */
  get warnings(): readonly string[] {
    const found: string[] = [];
    for (let at = 0; at < this.text.length; at += CARD) {
      if (isPlainlyLegal(this.text, at)) continue;
      const { keyword, fault } = this.parseAt(at).card;
      if (fault !== undefined) found.push(`card ${keyword}: ${fault}`);
    }
    return found;
  }

  has(keyword: string): boolean {
    return this.placeOf(keyword) !== undefined;
  }

  /** The first card of that keyword; letters in either case, `HIERARCH ` may be left out. */
  card(keyword: string): Card | undefined {
    const place = this.placeOf(keyword);
    return place === undefined ? undefined : this.parseAt(place).card;
  }

  get(keyword: string): CardValue | undefined {
    return this.card(keyword)?.value;
  }

  /** The value if it is a number of any kind; integers beyond 2^53 are rounded. */
  number(keyword: string): number | undefined {
    const value = this.get(keyword);
    if (typeof value === 'number') return value;
    return typeof value === 'bigint' ? Number(value) : undefined;
  }

  string(keyword: string): string | undefined {
    const value = this.get(keyword);
    return typeof value === 'string' ? value : undefined;
  }

  boolean(keyword: string): boolean | undefined {
    const value = this.get(keyword);
    return typeof value === 'boolean' ? value : undefined;
  }

  /** The value if it is a whole number below 2^53. */
  integer(keyword: string): number | undefined {
    const value = this.number(keyword);
    return value !== undefined && Number.isSafeInteger(value) ? value : undefined;
  }

  /** A whole number that must be there, within bounds; throws `fits-header` naming the card. */
  requireInteger(keyword: string, least: number, most: number = Number.MAX_SAFE_INTEGER): number {
    const value = this.integer(keyword);
    if (value !== undefined && value >= least && value <= most) return value;
    const found = this.card(keyword);
    const said = found === undefined ? 'is missing' : `is ${describeValue(found.value)}`;
    const upper = most === Number.MAX_SAFE_INTEGER ? '' : ` and at most ${most}`;
    throw new Problem(
      'fits-header',
      `the card ${said}; it must be a whole number of at least ${least}${upper}`,
      {
        where: { ...this.where, card: keyword },
        advice: 'The file is damaged or was written by a faulty program',
      },
    );
  }

  /** Nearly always the keyword is asked for as it is written. */
  private placeOf(keyword: string): number | undefined {
    return this.index.get(keyword) ?? this.index.get(canonical(keyword));
  }

  private get index(): Map<string, number> {
    if (this.places !== undefined) return this.places;
    const places = new Map<string, number>();
    for (let at = 0; at < this.text.length; at += CARD) {
      const keyword = keywordAt(this.text, at);
      if (!places.has(keyword)) places.set(keyword, at);
    }
    this.places = places;
    return places;
  }

  private *eachCard(): Generator<Card> {
    for (let at = 0; at < this.text.length;) {
      const { card, next } = this.parseAt(at);
      yield card;
      at = next;
    }
  }

  private parseAt(at: number): { card: Card; next: number } {
    const text = this.text.slice(at, at + CARD);
    const keyword = keywordAt(this.text, at);
    const next = at + CARD;
    const field = valueField(text);
    if (field === undefined) {
      const commentary = isCommentary(keyword);
      const comment = text.slice(8).trimEnd();
      if (commentary) return { card: { keyword, value: undefined, comment }, next };
      const fault = 'there is no "= " after the keyword';
      return { card: { keyword, value: undefined, comment, fault }, next };
    }
    const { value, comment, fault } = parseValueField(field);
    const illegal = fault ?? keywordFault(keyword, text);
    const rest = illegal === undefined ? {} : { fault: illegal };
    if (typeof value !== 'string' || !value.endsWith('&')) {
      return { card: { keyword, value, comment, ...rest }, next };
    }
    const joined = this.joinContinued(value, comment, next);
    return { card: { keyword, ...joined.text, ...rest }, next: joined.next };
  }

  /** The long-string convention (standard 4.0, §4.2.1.2): `&` at the end, CONTINUE cards after. */
  private joinContinued(first: string, comment: string, from: number) {
    let value = first;
    const comments = comment === '' ? [] : [comment];
    let next = from;
    while (value.endsWith('&') && this.text.startsWith('CONTINUE  ', next)) {
      const more = parseValueField(this.text.slice(next + 10, next + CARD));
      if (typeof more.value !== 'string') break;
      value = value.slice(0, -1) + more.value;
      if (more.comment !== '') comments.push(more.comment);
      next += CARD;
    }
    return { text: { value, comment: comments.join(' ') }, next };
  }
}

/** What nearly every card of a header is; any other is parsed to find out what is wrong with it. */
const PLAIN =
  /^(?:(?=[A-Z0-9_-]+ *=)[A-Z0-9_ -]{8}= +(?:[TF]|[+-]?\d+(?:\.\d*)?(?:E[+-]?\d+)?|'[^']*') *(?:\/|$)|COMMENT |HISTORY | {8})/;

function isPlainlyLegal(text: string, at: number): boolean {
  return PLAIN.test(text.slice(at, at + CARD));
}

function describeValue(value: CardValue | undefined): string {
  if (value === undefined) return 'empty';
  return typeof value === 'object' ? `(${value.re}, ${value.im})` : JSON.stringify(String(value));
}

function canonical(keyword: string): string {
  return keyword.toUpperCase().replace(/^HIERARCH +/, '');
}

function keywordAt(text: string, at: number): string {
  const name = text.slice(at, at + 8);
  if (name === 'HIERARCH') {
    const card = text.slice(at + 8, at + CARD);
    const equals = card.indexOf('=');
    if (equals > 0) return card.slice(0, equals).trim().toUpperCase();
  }
  return name.trimEnd();
}

/** The part of a card that holds value and comment, or undefined for commentary. */
function valueField(card: string): string | undefined {
  if (card.startsWith('HIERARCH ')) {
    const equals = card.indexOf('=');
    return equals < 0 ? undefined : card.slice(equals + 1);
  }
  if (card[8] !== '=' || isCommentary(card.slice(0, 8).trimEnd())) return undefined;
  return card.slice(9);
}

function isCommentary(keyword: string): boolean {
  return keyword === 'COMMENT' || keyword === 'HISTORY' || keyword === '' || keyword === 'CONTINUE';
}

function keywordFault(keyword: string, card: string): string | undefined {
  if (card.startsWith('HIERARCH ') || /^[A-Z0-9_-]*$/.test(keyword)) return undefined;
  return 'the keyword has illegal characters';
}
