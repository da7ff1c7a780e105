import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasAstropy, runPython } from './astropy.testing.ts';
import { bufferSource } from './byteSource.ts';
import { encodeChecksum, onesComplementSum } from './checksum.ts';
import { verifyFits } from './document.ts';
import { openFits } from './fitsFile.ts';
import { headerText } from './headerText.testing.ts';

describe('onesComplementSum', () => {
  it('carries around the end', () => {
    expect(onesComplementSum(Uint8Array.from([255, 255, 255, 255, 0, 0, 0, 2]))).toBe(2);
  });

  it('fills a last word with zeros', () => {
    expect(onesComplementSum(Uint8Array.from([0, 0, 0, 1, 1]))).toBe(0x01000001);
  });
});

describe('encodeChecksum', () => {
  it('agrees with the example of the standard (4.0, appendix J)', () => {
    expect(encodeChecksum(868229149)).toBe('hcHjjc9ghcEghc9g');
  });

  it('uses only letters and digits, and adds up to the complement', () => {
    for (let i = 0; i < 2000; i++) {
      const sum = (i * 2654435761) % 2 ** 32;
      const text = encodeChecksum(sum);
      expect(text).toMatch(/^[0-9A-Za-z]{16}$/);
      const aligned = Buffer.from(text.slice(1) + text.slice(0, 1), 'latin1');
      const zeros = onesComplementSum(Buffer.from('0'.repeat(16), 'latin1'));
      const added = onesComplementSum(aligned, sum);
      expect(added).toBe(onesComplementSum(new Uint8Array(0), zeros + 0xffffffff));
    }
  });
});

describe('a sum that is not stated', () => {
  it('is absent where the card is empty (standard 4.0, §4.4.2.7)', () => {
    const cards = [
      "XTENSION= 'IMAGE   '",
      'BITPIX  = 8',
      'NAXIS   = 0',
      'PCOUNT  = 0',
      'GCOUNT  = 1',
    ];
    const blank = [...cards, "CHECKSUM= '        '", "DATASUM = '        '", 'END'];
    const primary = headerText('SIMPLE  = T', 'BITPIX  = 8', 'NAXIS   = 0', 'END');
    const bytes = Buffer.from(primary + headerText(...blank), 'latin1');
    const file = openFits(bufferSource('blank.fits', bytes));
    expect(verifyFits(file)).toMatchObject({
      ok: true,
      hdus: [{}, { checksum: 'absent', datasum: 'absent' }],
    });
  });
});

describe.skipIf(!hasAstropy)('checksums that astropy wrote', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fits-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('verify for images, tables and compressed images, and are absent where there are none', () => {
    const path = join(folder, 'sums.fits');
    runPython(
      `
import sys, numpy as np
from astropy.io import fits
a = np.arange(600, dtype='i2').reshape(20, 30)
t = fits.BinTableHDU.from_columns([fits.Column('x', 'D', array=np.arange(9.0))])
fits.HDUList([fits.PrimaryHDU(a), t, fits.CompImageHDU(a)]).writeto(sys.argv[1], checksum=True)
fits.append(sys.argv[1], a, checksum=False)
`,
      path,
    );
    using file = openFits(path);
    const both = { checksum: 'verified', datasum: 'verified' };
    expect(verifyFits(file)).toMatchObject({
      ok: true,
      hdus: [both, both, both, { checksum: 'absent', datasum: 'absent' }],
    });
  });
});
