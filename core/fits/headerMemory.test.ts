import { describe, expect, it } from 'vitest';
import { bufferSource } from './byteSource.ts';
import { openFits } from './fitsFile.ts';
import { encodeFits } from './write/encodeFits.ts';

const fileOf = (cards: number, unit: string) =>
  encodeFits([
    { kind: 'image' },
    {
      kind: 'image',
      data: new Float32Array(6),
      shape: [2, 3],
      cards: [
        ...Array.from({ length: cards }, (_, i) => ({ keyword: `KEY${i}`, value: i })),
        { keyword: 'BUNIT', value: unit },
      ],
    },
  ]);
const open = (name: string, bytes: Uint8Array) => openFits(bufferSource(name, bytes));

describe('headers that were read before', () => {
  it.each([3, 100])('are the same object in another file, told by its own name (%i cards)', (n) => {
    const first = open('a.fits', fileOf(n, 'K')).hdu(1);
    const second = open('b.fits', fileOf(n, 'K')).hdu(1);
    expect(second.header.content).toBe(first.header.content);
    expect(second.header.where).toEqual({ file: 'b.fits', hdu: 1 });
    expect(second).toMatchObject({ kind: 'image', shape: [2, 3], dataOffset: first.dataOffset });
    expect(() => second.header.requireInteger('NOTHERE', 0)).toThrow(
      expect.objectContaining({ where: { file: 'b.fits', hdu: 1, card: 'NOTHERE' } }),
    );
  });

  it.each([3, 100])('are told from one that differs in a byte, wherever it is (%i cards)', (n) => {
    open('a.fits', fileOf(n, 'K')).hdu(1);
    const other = open('b.fits', fileOf(n, 'J')).hdu(1);
    expect(other.header.get('BUNIT')).toBe('J');
  });

  it('do not make up for a file that is cut off', () => {
    const whole = fileOf(100, 'K');
    open('a.fits', whole).hdu(1);
    const cut = (at: number) => () => open('b.fits', whole.slice(0, at)).hdu(1);
    expect(cut(2880 + 2880 + 100)).toThrow(expect.objectContaining({ code: 'fits-truncated' }));
    expect(cut(2880 + 4 * 2880 + 10)).toThrow(expect.objectContaining({ code: 'fits-truncated' }));
  });
});
