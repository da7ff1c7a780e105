import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../problem/problem.ts';
import { decodeMessage, encodeMessage } from './wire.ts';

describe('wire messages', () => {
  it('carry typed arrays bit for bit, NaN and infinities included', () => {
    const flux = Float64Array.of(1.5, NaN, -Infinity, -0);
    const masks = Int32Array.of(-1, 16639);
    const copy = decodeMessage(encodeMessage({ id: 7, value: { flux, masks, name: 'é' } }));
    expect(copy).toEqual({ id: 7, value: { flux, masks, name: 'é' } });
  });

  it('may arrive in a Node Buffer, which shares its memory with others', () => {
    const flux = Float64Array.of(1, 2, 3);
    const buffer = Buffer.from(encodeMessage({ flux }));
    expect(decodeMessage(buffer)).toEqual({ flux });
  });

  it('round-trip any mixture of values', () => {
    fc.assert(
      fc.property(
        fc.record({
          a: fc.float64Array(),
          b: fc.uint8Array(),
          c: fc.string(),
          d: fc.array(fc.int32Array()),
        }),
        (message) => {
          expect(decodeMessage(encodeMessage(message))).toEqual(message);
        },
      ),
    );
  });

  it('that are cut or mangled are refused, never read beyond their end', () => {
    const bytes = encodeMessage({ flux: new Float64Array(100) });
    for (const cut of [0, 3, 10, 40, bytes.length - 1]) {
      expect(() => decodeMessage(bytes.subarray(0, cut))).toThrow(Problem);
    }
    const head = new TextEncoder().encode('{"$bin":["Float64Array",0,1e12]}');
    const lying = new Uint8Array(4 + head.length);
    lying[0] = head.length;
    lying.set(head, 4);
    expect(() => decodeMessage(lying)).toThrow('reaches beyond the end');
  });
});
