import { describe, expect, it } from 'vitest';
import { bufferSource } from './byteSource.ts';
import { imageDocument } from './dataDocument.ts';
import { dataDocument, describeFits, describeHeader, headerText, verifyFits } from './document.ts';
import { openFits } from './fitsFile.ts';
import { fixtureBytes, fixtures } from './fixtures.testing.ts';
import { encodeFits } from './write/encodeFits.ts';

const bytes = encodeFits([
  {
    kind: 'image',
    cards: [
      { keyword: 'SPECID', value: 27021598150202075n, comment: '64 bits' },
      { keyword: 'GOOD', value: true },
    ],
  },
  { kind: 'image', name: 'FLUX', data: Float32Array.of(1, NaN, -0, 2, 3, 4), shape: [2, 3] },
  { kind: 'image', name: 'MASK', data: Uint16Array.of(1, 65535), shape: [2] },
  {
    kind: 'table',
    name: 'STARS',
    columns: [
      {
        name: 'id',
        values: { kind: 'number', type: 'i8', shape: [2], data: BigInt64Array.of(1n, 2n ** 62n) },
        unit: 'none',
      },
      { name: 'class', values: { kind: 'string', shape: [2], data: ['STAR', 'QSO'] } },
      { name: 'ok', values: { kind: 'logical', shape: [2], data: Uint8Array.of(1, 0) } },
    ],
  },
]);

const open = () => openFits(bufferSource('a.fits', bytes));

describe('documents for the command line', () => {
  it('say so of an image that no text can hold', () => {
    // Never touched: the length alone decides.
    const data = new Uint8Array(450_000_000);
    expect(() => imageDocument({ type: 'u1', shape: [data.length], data })).toThrow(
      /450000000 bytes do not fit into one text/,
    );
  });

  it('list HDUs, shapes and columns', () => {
    expect(describeFits(open())).toEqual({
      schema: 1,
      hdus: [
        { index: 0, name: 'PRIMARY', kind: 'image' },
        { index: 1, name: 'FLUX', kind: 'image', type: 'f4', shape: [2, 3] },
        { index: 2, name: 'MASK', kind: 'image', type: 'u2', shape: [2] },
        {
          index: 3,
          name: 'STARS',
          kind: 'table',
          shape: [2],
          columns: [
            { name: 'id', type: 'i8', format: 'K', unit: 'none' },
            { name: 'class', type: 'str', format: '4A' },
            { name: 'ok', type: 'bool', format: 'L' },
          ],
        },
      ],
      warnings: [],
    });
  });

  it('show compressed images as images, with their own header', () => {
    const fixture = fixtures.find((each) => each.case === 'Rice, 16 bits');
    if (fixture === undefined) throw new Error('no such fixture');
    const file = openFits(bufferSource('rice', fixtureBytes(fixture)));
    expect(describeFits(file).hdus[1]).toMatchObject({
      kind: 'image',
      type: 'i2',
      shape: [7, 13],
      compression: 'RICE_1',
    });
    const { header } = file.hdu(1);
    expect([header.get('XTENSION'), header.get('BITPIX'), header.get('NAXIS1')]).toEqual([
      'IMAGE',
      16,
      13,
    ]);
    expect(header.has('TFORM1') || header.has('ZBITPIX')).toBe(false);
  });

  it('give header cards without losing digits', () => {
    const { cards } = describeHeader(open(), 0);
    expect(cards).toContainEqual({
      keyword: 'SPECID',
      value: '27021598150202075',
      comment: '64 bits',
    });
    expect(cards).toContainEqual({ keyword: 'GOOD', value: true, comment: '' });
    expect(headerText(open(), 0)).toContain('SPECID  =    27021598150202075 / 64 bits');
  });

  it('give data as exact bytes or as values', () => {
    const image = dataDocument(open(), 2);
    expect(image).toEqual({ schema: 1, type: 'u2', shape: [2], base64: 'AQD//w==' });
    expect(dataDocument(open(), 3, 'CLASS')).toEqual({
      schema: 1,
      type: 'str',
      shape: [2],
      values: ['STAR', 'QSO'],
    });
    expect(dataDocument(open(), 3, 'ok')).toMatchObject({ type: 'bool', values: [1, 0] });
  });

  it.each([
    ['a table without a column', 3, undefined, 'fits-wrong-kind'],
    ['a column of an image', 1, 'flux', 'fits-wrong-kind'],
    ['a column that is not there', 3, 'flux', 'fits-no-column'],
    ['an HDU that is not there', 4, undefined, 'fits-no-hdu'],
    ['an HDU before the first', -1, undefined, 'fits-no-hdu'],
  ])('refuse %s', (_, hdu, column, code) => {
    expect(() => dataDocument(open(), hdu, column)).toThrow(expect.objectContaining({ code }));
  });

  it('verify sums: right, wrong and absent', () => {
    expect(verifyFits(open()).ok).toBe(true);
    const changed = bytes.slice();
    const flux = open().hdu(1);
    changed[flux.dataOffset] = 1;
    expect(verifyFits(openFits(bufferSource('a.fits', changed)))).toMatchObject({
      ok: false,
      hdus: [
        { checksum: 'verified', datasum: 'verified' },
        { checksum: 'mismatch', datasum: 'mismatch' },
        { checksum: 'verified', datasum: 'verified' },
        { checksum: 'verified', datasum: 'verified' },
      ],
    });
  });
});
