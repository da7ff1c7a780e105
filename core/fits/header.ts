import { Problem, type Where } from '../problem/problem.ts';
import { Cards, type Card } from './cards.ts';
import type { CardValue } from './cardValue.ts';

/** The header of one HDU: its cards, and the file and HDU that they are from. */
export class Header {
  readonly where: Where;
  /** The same object for headers that are alike in every byte, where they are remembered. */
  readonly content: Cards;

  constructor(cards: string | Cards, where: Where = {}) {
    this.content = typeof cards === 'string' ? new Cards(cards) : cards;
    this.where = where;
  }

  /** 80 characters per card, END and what follows it left out. */
  get text(): string {
    return this.content.text;
  }

  /** All cards in order, long strings (CONTINUE) joined into one. */
  get cards(): readonly Card[] {
    return this.content.all;
  }

  /** One sentence for each illegal card, with its keyword. */
  get warnings(): readonly string[] {
    return this.content.warnings;
  }

  has(keyword: string): boolean {
    return this.content.has(keyword);
  }

  /** The first card of that keyword; letters in either case, `HIERARCH ` may be left out. */
  card(keyword: string): Card | undefined {
    return this.content.card(keyword);
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
}

function describeValue(value: CardValue | undefined): string {
  if (value === undefined) return 'empty';
  return typeof value === 'object' ? `(${value.re}, ${value.im})` : JSON.stringify(String(value));
}
