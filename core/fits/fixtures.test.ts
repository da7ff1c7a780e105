import { describe, expect, it } from 'vitest';
import { bufferSource } from './byteSource.ts';
import { dataDocument } from './document.ts';
import { openFits } from './fitsFile.ts';
import { fixtureBytes, fixtures, type Fixture } from './fixtures.testing.ts';
import { requireImage } from './hdu.ts';
import { readImage, readRowFloat64 } from './image.ts';

const open = (fixture: Fixture) => openFits(bufferSource('fixture', fixtureBytes(fixture)));

describe('files that astropy wrote', () => {
  it.each(fixtures)('$case: every value is the one astropy reads', (fixture) => {
    expect(fixture.rows.length).toBeGreaterThan(0);
    for (const expected of fixture.rows) {
      const document = dataDocument(open(fixture), expected.hdu, expected.column);
      expect(document.type).toBe(expected.type);
      expect(document.shape).toEqual(expected.shape);
      if ('base64' in document) expect(document.base64).toBe(expected.base64);
      else expect(document.values).toEqual(expected.values);
    }
  });

  const images = fixtures.filter(({ rows }) => rows[0]?.column === undefined);

  it.each(images)('$case: a part of the image is that part of the whole', (fixture) => {
    const hdu = requireImage(open(fixture).hdu(1));
    const whole = readImage(hdu);
    const [planes = 0, ...rest] = whole.shape;
    const each = rest.reduce((product, length) => product * length, 1);
    for (let from = 0; from < planes; from++) {
      const part = readImage(hdu, { range: [from, planes] });
      expect(part.shape).toEqual([planes - from, ...rest]);
      expect(part.data).toEqual(whole.data.slice(from * each));
    }
    const width = whole.shape.at(-1) ?? 0;
    const last = whole.data.length / width - 1;
    const row = Array.from(whole.data.slice(last * width), Number);
    expect(Array.from(readRowFloat64(hdu, last))).toEqual(row);
  });
});
