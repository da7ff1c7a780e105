import { describe, expect, it } from 'vitest';
import { encodeFits } from '../../core/fits/write/encodeFits.ts';
import type { WritableHdu } from '../../core/fits/write/writableHdu.ts';
import { parseRange } from './commands/measure.ts';
import { commandLine } from './testing/commandLine.testing.ts';

const [first, step, pixels] = [4.179, 6e-6, 1000];
const wavelength = Float64Array.from({ length: pixels }, (_, i) => 10 ** (first + i * step));
const [center, sigma, depth] = [15_200, 0.5, 0.4];

/** An apStar with one absorption line on a continuum of 200, errors of 2 and one bad pixel. */
function starWithLine(badPixel: number): Uint8Array {
  const flux = wavelength.map(
    (value) => 200 * (1 - depth * Math.exp(-0.5 * ((value - center) / sigma) ** 2)),
  );
  const mask = new Int32Array(pixels);
  mask[badPixel] = 1;
  const grid = [
    { keyword: 'CRVAL1', value: first },
    { keyword: 'CDELT1', value: step },
    { keyword: 'CTYPE1', value: 'LOG-LINEAR' },
  ];
  const hdus: WritableHdu[] = [
    { kind: 'image' },
    { kind: 'image', data: flux, cards: grid },
    { kind: 'image', data: new Float64Array(pixels).fill(2) },
    { kind: 'image', data: mask },
  ];
  return encodeFits(hdus);
}

describe('astra measure', () => {
  const bands = ['--continuum', '15190:15196', '--continuum', '15204:15210'];

  it('measures a line: depth · σ · √2π, its place and its width, each with an error', async () => {
    using astra = await commandLine();
    astra.write('star.fits', starWithLine(0));
    const words = ['measure', 'star.fits', '--range', '15197:15203', ...bands];
    const { document } = await astra.json(words);
    expect(document).toMatchObject({ product: 'apStar', row: 0, range: [15_197, 15_203] });
    expect(document).toMatchObject({ frame: 'rest', medium: 'vacuum', statistics: { used: 29 } });
    const near = (value: number, digits: number) => ({
      value: expect.closeTo(value, digits) as unknown,
      error: expect.toSatisfy((error: number) => error > 0) as unknown,
    });
    expect(document.line).toMatchObject({
      equivalent_width: near(depth * sigma * Math.sqrt(2 * Math.PI), 4),
      centroid: near(center, 2),
      fwhm: near(2 * Math.sqrt(2 * Math.log(2)) * sigma, 1),
    });
    const text = (await astra.run(words)).out;
    expect(text).toMatch(/equivalent width +0\.50\d ± 0\.0\d+ Å\n/);
    expect(text).toMatch(/coverage +100\.0 %\n/);
  });

  it('leaves out what the mask calls bad, unless all pixels are wanted', async () => {
    using astra = await commandLine();
    const bad = wavelength.findIndex((value) => value > center);
    astra.write('star.fits', starWithLine(bad));
    const words = ['measure', 'star.fits', '--range', '15199:15201'];
    const used = async (...more: string[]) =>
      (await astra.json([...words, ...more])).document.statistics;
    expect(await used()).toMatchObject({ pixels: 9, used: 8 });
    expect(await used('--all-pixels')).toMatchObject({ pixels: 9, used: 9 });
    const none = ['--bad-bits', 'apogee_pixmask=none'];
    expect(await used(...none)).toMatchObject({ used: 9 });
    const { err, code } = await astra.run([...words, '--bad-bits', 'SPPIXMASK=BADPIX']);
    expect(err).toMatch(/--bad-bits: SPPIXMASK has no bit "BADPIX".*MASK=bit\+bit/);
    expect(code).toBe(2);
  });

  it('refuses what is no range, and a continuum without pixels', async () => {
    using astra = await commandLine();
    astra.write('star.fits', starWithLine(0));
    for (const range of ['15200', '15203:15197', '1:2:3', ':', 'a:b', '1:Infinity']) {
      expect(() => parseRange(range, '--range'), range).toThrow('is no range of wavelengths');
    }
    const words = ['measure', 'star.fits', '--range', '15197:15203', '--continuum', '1:2'];
    const { code, err } = await astra.run(words);
    expect(code).toBe(1);
    expect(err).toMatch(/bands hold 0 good pixels/);
    expect((await astra.run(['measure', 'star.fits'])).code).toBe(2);
  });
});
