import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { columnDocument, imageDocument } from './dataDocument.ts';
import { openFits } from './fitsFile.ts';
import { requireTable } from './hdu.ts';
import { readImage } from './image.ts';
import { hasSharedData, sharedData } from './sharedData.testing.ts';
import { readColumn } from './table.ts';

interface Expected {
  file: string;
  hdu: number;
  column?: string;
  type: string;
  shape: number[] | null;
  base64?: string;
  values?: unknown[];
}

const rows = hasSharedData
  ? readFileSync(sharedData('conformance/expected.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Expected)
  : [];

describe.skipIf(!hasSharedData)('conformance cases, as astropy reads them', () => {
  it('are all there', () => {
    expect(rows.length).toBeGreaterThan(35);
  });

  it.each(rows)('$file HDU $hdu $column is equal bit for bit', (expected) => {
    using file = openFits(sharedData('conformance', expected.file));
    const hdu = file.hdu(expected.hdu);
    const document =
      hdu.kind === 'image'
        ? imageDocument(readImage(hdu))
        : columnDocument(readColumn(requireTable(hdu), expected.column ?? ''));
    expect(document.type).toBe(expected.type);
    expect(document.shape ?? null).toEqual(expected.shape);
    if ('base64' in document) expect(document.base64).toBe(expected.base64);
    else expect(document.values).toEqual(expected.values);
  });
});
