/** A header as it is stored: a line of 80 characters a card, blanks up to a whole block. */
export function headerText(...cards: readonly string[]): string {
  const text = cards.map((card) => card.padEnd(80)).join('');
  return text.padEnd(Math.ceil(text.length / 2880) * 2880);
}
