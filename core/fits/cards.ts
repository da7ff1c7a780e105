import { parseValueField, type CardValue } from './cardValue.ts';

/** Characters of a card (standard 4.0, §4.1). */
export const CARD = 80;

/** One card: a keyword with a value, or a line of commentary (COMMENT, HISTORY, blank). */
export interface Card {
  readonly keyword: string;
  /** Undefined for commentary and for cards whose value is left empty. */
  readonly value: CardValue | undefined;
  readonly comment: string;
  /** What is illegal about the card, in words. */
  readonly fault?: string;
}

/**
 * The cards of a header, whichever file it is from: found by keyword at once, parsed when they are
 * asked for, and only once. Files of one kind share those that are the same in all of them
 * (`headerMemory.ts`).
 */
export class Cards {
  /** 80 characters per card, END and what follows it left out. */
  readonly text: string;
  private places: Map<string, number> | undefined;
  private readonly known = new Map<number, Card>();
  private parsed: readonly Card[] | undefined;
  private faults: readonly string[] | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** All cards in order, long strings (CONTINUE) joined into one. */
  get all(): readonly Card[] {
    this.parsed ??= [...this.eachCard()];
    return this.parsed;
  }

  /** One sentence for each illegal card, with its keyword. */
  get warnings(): readonly string[] {
    this.faults ??= this.findFaults();
    return this.faults;
  }

  has(keyword: string): boolean {
    return this.placeOf(keyword) !== undefined;
  }

  /** The first card of that keyword; letters in either case, `HIERARCH ` may be left out. */
  card(keyword: string): Card | undefined {
    const place = this.placeOf(keyword);
    if (place === undefined) return undefined;
    const known = this.known.get(place);
    if (known !== undefined) return known;
    const { card } = this.parseAt(place);
    this.known.set(place, card);
    return card;
  }

  /** Nearly always the keyword is asked for as it is written. */
  private placeOf(keyword: string): number | undefined {
    const place = this.index.get(keyword);
    if (place !== undefined || isCanonical(keyword)) return place;
    return this.index.get(canonical(keyword));
  }

  private get index(): Map<string, number> {
    if (this.places !== undefined) return this.places;
    const places = new Map<string, number>();
    for (let at = 0; at < this.text.length; at += CARD) {
      const keyword = keywordAt(this.text, at).toUpperCase();
      if (!places.has(keyword)) places.set(keyword, at);
    }
    this.places = places;
    return places;
  }

  private findFaults(): string[] {
    const found: string[] = [];
    const anyUnprintable = UNPRINTABLE.test(this.text);
    let continuedTo = 0;
    for (let at = 0; at < this.text.length; at += CARD) {
      const text = this.text.slice(at, at + CARD);
      if (anyUnprintable && UNPRINTABLE.test(text)) {
        found.push(`card ${printable(keywordAt(text, 0))}: not all characters are printable ASCII`);
      }
      if (at < continuedTo) continue;
      if (text.startsWith('CONTINUE')) found.push('card CONTINUE: it continues no string');
      else if (!PLAIN.test(text) || text.includes('&')) {
        const { card, next } = this.parseAt(at);
        if (card.fault !== undefined) found.push(`card ${card.keyword}: ${card.fault}`);
        continuedTo = next;
      }
    }
    return found;
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
    const illegal = fault ?? keywordFault(keyword, text) ?? indicatorFault(text);
    const rest = illegal === undefined ? {} : { fault: illegal };
    if (typeof value !== 'string' || !value.endsWith('&')) {
      return { card: { keyword, value, comment, ...rest }, next };
    }
    const joined = this.joinContinued(value, comment, next);
    return { card: { keyword, ...joined.text, ...rest }, next: joined.next };
  }

  /** The long-string convention (standard 4.0, §4.2.1.2): `&` at the end, CONTINUE cards after. */
  private joinContinued(first: string, comment: string, from: number) {
    const pieces: string[] = [];
    const comments = comment === '' ? [] : [comment];
    let last = first;
    let next = from;
    while (last.endsWith('&') && this.text.startsWith('CONTINUE  ', next)) {
      const more = parseValueField(this.text.slice(next + 10, next + CARD));
      if (typeof more.value !== 'string') break;
      pieces.push(last.slice(0, -1));
      last = more.value;
      if (more.comment !== '') comments.push(more.comment);
      next += CARD;
    }
    const value = [...pieces, last].join('');
    return { text: { value, comment: comments.join(' ') }, next };
  }
}

/** What nearly every card of a header is; any other is parsed to find out what is wrong with it. */
const PLAIN =
  /^(?:(?=[A-Z0-9_-]+ *=)[A-Z0-9_ -]{8}= +(?:[TF]|[+-]?\d+(?:\.\d*)?(?:E[+-]?\d+)?|'[^']*') *(?:\/|$)|COMMENT |HISTORY | {8})/;

const UNPRINTABLE = /[^ -~]/;

function printable(text: string): string {
  return text.replace(/[^ -~]/g, '?');
}

function isCanonical(keyword: string): boolean {
  return !keyword.startsWith('HIERARCH') && keyword.toUpperCase() === keyword;
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

/** "= " in columns 9 and 10 says that a value follows (standard 4.0, §4.1.2.2). */
function indicatorFault(card: string): string | undefined {
  if (card.startsWith('HIERARCH ') || card[9] === ' ') return undefined;
  return 'there is no space after the "="';
}
