import { describe, expect, it } from 'vitest';
import type { SpectrumPayload } from '../../core/api/spectrum.ts';
import { readoutText, readPixel } from './pixelReadout.ts';
import { spectrumTsv } from './spectrumTsv.ts';

const payload: SpectrumPayload = {
  path: 'a.fits',
  product: 'apVisit',
  row: 0,
  rows: 1,
  label: 'Visit',
  breaks: [],
  wavelength: Float64Array.from([15974.4531, 15974.6]),
  flux: Float64Array.from([-2037.44, 12]),
  ivar: Float64Array.from([1 / 9.3 ** 2, 0]),
  masks: [
    {
      name: 'bitmask',
      title: 'APOGEE pixel mask',
      values: Int32Array.from([5, 0]),
      bits: [
        { bit: 0, name: 'BADPIX', meaning: '', bad: true },
        { bit: 2, name: 'SATPIX', meaning: '', bad: false },
      ],
    },
  ],
  unit: '1e-17 erg/s/cm²/Å',
  frame: 'topocentric',
  medium: 'vacuum',
  meanSnr: null,
  meta: {},
  warnings: [],
};

describe('read-out', () => {
  it('says neither error nor S/N where nothing states errors', () => {
    const pixel = readPixel({ ...payload, ivar: Float64Array.from([1, 1]), noErrors: true }, 0);
    expect(pixel).toMatchObject({ spread: '', sigma: 'no error', snr: '—' });
  });

  it('typesets a pixel with the digits that its error allows', () => {
    expect(readPixel(payload, 0)).toMatchObject({
      wavelength: '15974.453',
      flux: '−2037.4',
      sigma: '9.3',
      snr: '−219',
    });
  });

  it('names the bits that are set', () => {
    expect(readPixel(payload, 0)?.masks[0]?.bits.map(({ name }) => name)).toEqual([
      'BADPIX',
      'SATPIX',
    ]);
  });

  it('says that there is no error instead of an infinite one', () => {
    expect(readPixel(payload, 1)).toMatchObject({ sigma: 'no error', snr: '—' });
    expect(readPixel(payload, 2)).toBeUndefined();
  });

  it('is copied as one line', () => {
    const pixel = readPixel(payload, 0);
    expect(pixel && readoutText(payload, pixel)).toContain(
      'λ 15974.453 Å (vacuum, topocentric)\tflux −2037.4 ± 9.3',
    );
  });

  it('is copied as a table at full precision', () => {
    expect(spectrumTsv(payload, 0, 1).split('\n')).toEqual([
      'pixel\twavelength\tflux\tivar\tbitmask',
      `0\t15974.4531\t-2037.44\t${1 / 9.3 ** 2}\t5`,
      '',
    ]);
  });
});
