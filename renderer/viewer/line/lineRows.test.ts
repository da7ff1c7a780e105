import { expect, it } from 'vitest';
import type { LineMeasurement } from '../../../core/api/line.ts';
import { lineAdvice } from './lineAdvice.ts';
import { lineRows, lineSentence } from './lineRows.ts';

const line: LineMeasurement = {
  window: { from: 15_741, to: 15_750 },
  bands: [
    { from: 15_738, to: 15_741 },
    { from: 15_750, to: 15_753 },
  ],
  equivalentWidth: { value: 0.26189, error: 0.00512 },
  centroid: { value: 15_747.7833, error: 0.0421 },
  fwhm: { value: 3.9187, error: null },
  flux: { value: -541.23, error: 10.4 },
  continuum: { value: 2066.61, error: 1.234 },
  pixels: 41,
  skipped: 2,
  coverage: 0.951,
};

it('the numbers of a line have no more digits than their errors allow', () => {
  expect(lineRows(line, { unit: '1e-17 erg/s/cm^2/Å', product: 'apStar' })).toEqual([
    {
      name: 'Equivalent width',
      text: '0.2619 ± 0.0051',
      unit: 'Å',
      note: 'positive in absorption',
    },
    { name: 'Centroid', text: '15747.783 ± 0.042', unit: 'Å', note: 'weighted by depth' },
    { name: 'FWHM', text: '3.91870', unit: 'Å', note: '74.6 km/s' },
    {
      name: 'Line flux',
      text: '−541 ± 10',
      unit: '',
      note: '1e−17 erg/s/cm²',
    },
    {
      name: 'Continuum',
      text: '2066.6 ± 1.2',
      unit: '',
      note: '1e−17 erg/s/cm²/Å',
    },
  ]);
});

it('errors of a spectrum without errors are left out, and what is not measured says so', () => {
  const rows = lineRows(
    { ...line, fwhm: null },
    { unit: 'Jy', product: 'generic', noErrors: true },
  );
  expect(rows.some(({ text }) => text.includes('±'))).toBe(false);
  expect(rows[2]).toEqual({
    name: 'FWHM',
    text: '—',
    unit: 'Å',
    note: 'half depth not reached',
  });
});

it('a centroid outside the window is none, and the width then has no velocity', () => {
  const [, centroid, fwhm] = lineRows({ ...line, centroid: null }, { unit: 'Jy', product: 'spec' });
  expect(centroid).toMatchObject({ text: '—', note: 'not in the window' });
  expect(fwhm?.note).toBe('');
});

it('advice is about the view, which is what the user can change', () => {
  const problem = { title: 'The continuum bands hold 0 good pixels', where: '' };
  expect(lineAdvice({ ...problem, code: 'line-continuum', advice: 'Widen the bands' })).toMatch(
    /^Zoom out/,
  );
  expect(lineAdvice({ ...problem, code: 'fits-truncated', advice: 'Fetch it again' })).toBe(
    'Fetch it again',
  );
});

it('the line flux is in the unit of the flux times Å', () => {
  const of = (unit: string, product: string) => lineRows(line, { unit, product })[3]?.note;
  expect(of('Jy', 'generic')).toBe('Jy Å');
  expect(of('', 'generic')).toBe('unit not stated');
  expect(of('', 'aspcapStar')).toBe('Å');
});

it('the sentence names the window, the continuum, and what was left out', () => {
  expect(lineSentence(line)).toBe(
    'Line: 15741.00–15750.00 Å (41 pixels, 95 % of it, 2 bad left out). Straight continuum through ' +
      '15738.00–15741.00 and 15750.00–15753.00 Å, the outer fifths of the view.',
  );
});

it('how much of the window was measured is said where that is not all of it', () => {
  expect(lineSentence(line)).toContain('(41 pixels, 95 % of it, 2 bad left out)');
  expect(lineSentence({ ...line, coverage: 1, skipped: 0 })).toContain('(41 pixels)');
});

it('a continuum that is not above 0 has no equivalent width', () => {
  const [width] = lineRows({ ...line, equivalentWidth: null }, { unit: 'Jy', product: 'spec' });
  expect(width).toMatchObject({ text: '—', note: 'the continuum is not above 0' });
});
