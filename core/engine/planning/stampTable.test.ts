import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import { StampTable } from './stampTable.ts';

const id = (n: number) => hash('sha256', String(n), 'hex').slice(0, 32);

/** Pages as the store gives them: lines in order of id. */
function pages(count: number, size: number, stamp: (n: number) => string): Buffer[] {
  const lines = Array.from({ length: count }, (_, n) => `${id(n)}\t${stamp(n)}`).sort();
  const parts: Buffer[] = [];
  for (let start = 0; start < lines.length; start += size) {
    parts.push(Buffer.from(lines.slice(start, start + size).join('\n')));
  }
  return parts;
}

it('gives every stamp of every page back, through every growth, and none for other ids', () => {
  const table = new StampTable();
  const stamp = (n: number) => `stamp\t${n}`;
  for (const page of pages(20_000, 777, stamp)) table.addPage(page);
  expect(table.size).toBe(20_000);
  const wrong = Array.from({ length: 20_000 }, (_, n) => n).filter(
    (n) => table.get(id(n)) !== stamp(n),
  );
  expect(wrong).toEqual([]);
  expect(table.get(id(-1))).toBe('');
});

it('finds an id where it stands among others, and tells ids apart that begin alike', () => {
  const table = new StampTable();
  const [a, b] = [`${'0'.repeat(31)}1`, `${'0'.repeat(31)}2`];
  table.addPage(Buffer.from(`${a}\tfirst\n${b}\tsecond`));
  expect(table.get(b + a, 32)).toBe('first');
  expect(table.get(b + a)).toBe('second');
});

it('keeps names that are not ASCII', () => {
  const table = new StampTable();
  table.addPage(Buffer.from(`${id(1)}\tα Cen.json:1:2:ab`));
  expect(table.get(id(1))).toBe('α Cen.json:1:2:ab');
});
