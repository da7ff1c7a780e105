import { describe, expect, it } from 'vitest';
import { spectrumCsv } from './csv.ts';
import { spectrumDocument } from './document.ts';
import type { Spectrum } from './spectrum.ts';

const spectrum: Spectrum = {
  product: 'apVisit',
  release: 'DR17',
  row: 0,
  rows: 1,
  label: 'Visit',
  wavelength: Float64Array.of(15100.5, 15101, 15102),
  flux: Float64Array.of(1, NaN, -Infinity),
  ivar: Float64Array.of(4, Infinity, 0),
  masks: { bitmask: BigInt64Array.of(1n, 2n ** 60n, -1n) },
  unit: '1e-17 erg/s/cm^2/Å',
  frame: 'topocentric',
  medium: 'vacuum',
  meanSnr: NaN,
  headerSnr: null,
  meta: { object: 'invented', gaia: 5860080419780127104n, mjd: 58000, bc: NaN, ok: true, z: null },
  breaks: [],
  gaps: [],
  source: { hdu: 1, row: 0, reversed: true, shape: [1, 3] },
  warnings: [],
};

describe('the JSON document of a spectrum', () => {
  it('has exactly the documented fields', () => {
    expect(spectrumDocument(spectrum)).toEqual({
      schema: 1,
      product: 'apVisit',
      release: 'DR17',
      row: 0,
      rows: 1,
      n_pixels: 3,
      wavelength: [15100.5, 15101, 15102],
      flux: [1, null, '-Infinity'],
      ivar: [4, 'Infinity', 0],
      masks: { bitmask: [1, '1152921504606846976', -1] },
      unit: '1e-17 erg/s/cm^2/Å',
      frame: 'topocentric',
      medium: 'vacuum',
      mean_snr: null,
      meta: {
        object: 'invented',
        gaia: '5860080419780127104',
        mjd: 58000,
        bc: null,
        ok: true,
        z: null,
      },
    });
  });

  it('survives JSON, where NaN and infinities have no words', () => {
    const document = spectrumDocument(spectrum);
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  it('leaves the release out where the file does not say it', () => {
    const { release, ...rest } = spectrum;
    expect(release).toBe('DR17');
    expect('release' in spectrumDocument(rest)).toBe(false);
  });
});

describe('a spectrum as CSV', () => {
  it('has a line per pixel and numbers that numpy reads', () => {
    expect([...spectrumCsv(spectrum)].join('')).toBe(
      'wavelength,flux,ivar,bitmask\n' +
        '15100.5,1,4,1\n' +
        '15101,nan,inf,1152921504606846976\n' +
        '15102,-inf,0,-1\n',
    );
  });

  it('keeps the sign of −0', () => {
    const dark = { ...spectrum, flux: Float64Array.of(-0, 0, 1) };
    expect([...spectrumCsv(dark)].join('')).toContain('\n15100.5,-0,4,1\n15101,0,');
  });
});
