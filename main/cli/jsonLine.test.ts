import { describe, expect, it } from 'vitest';
import { jsonLine } from './jsonLine.ts';

describe('a line of JSON', () => {
  it('keeps the sign of −0, at any depth, as numpy and JavaScript read it back', () => {
    const values = [[-0, 0, -1.5], [], [[-0, 2]]];
    const line = jsonLine({ schema: 1, type: 'vla', values });
    expect(line).toBe('{"schema":1,"type":"vla","values":[[-0.0,0,-1.5],[],[[-0.0,2]]]}\n');
    expect(JSON.parse(line)).toMatchObject({ values });
  });

  it('writes infinities as texts, as every document does', () => {
    const line = jsonLine({ error: Infinity, least: -Infinity, none: NaN });
    expect(line).toBe('{"error":"Infinity","least":"-Infinity","none":null}\n');
  });

  it('says so where no text is long enough for it', () => {
    const piece = 'x'.repeat(2 ** 28);
    expect(() => jsonLine({ values: [piece, piece, piece] })).toThrow(
      /more than one JSON document/,
    );
  });

  it('leaves texts alone', () => {
    const texts = ['-0', '-0.0', '"-0"', 'é', ''];
    expect(JSON.parse(jsonLine({ texts }))).toEqual({ texts });
  });
});
