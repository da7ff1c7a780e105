import { describe, expect, it } from 'vitest';
import { hasSharedData, sharedData } from '../fits/sharedData.testing.ts';
import { listRows, loadSpectrum } from './loadSpectrum.ts';

const star = sharedData('real/apStar/apStar-r8-2M19463571+3919069.fits');
const legacy = sharedData('real/spec/spec-0907-52373-0419.fits');

describe.skipIf(!hasSharedData)('the rows of an apStar', () => {
  it('are two combinations and the visits, each with its date and S/N', () => {
    const rows = listRows(star);
    expect(rows.slice(0, 3)).toMatchObject([
      { row: 0, label: 'Combined, pixel-weighted', snr: 110.925, kind: 'combined', date: null },
      { row: 1, label: 'Combined, globally weighted', snr: 110.925, kind: 'combined' },
      { row: 2, label: 'Visit 1 of 6, 9 Sep 2011', snr: 39.7863, mjd: 55813, kind: 'visit' },
    ]);
    expect(rows.map(({ mjd }) => mjd).slice(2)).toEqual([55813, 55849, 55866, 55823, 55840, 55851]);
  });

  it('have each visit’s own velocities and fibre', () => {
    const { meta, label } = loadSpectrum(star, { row: 3 });
    expect(label).toBe('Visit 2 of 6, 15 Oct 2011');
    expect(meta).toMatchObject({ vhelio: -59.1144, mjd: 55849, kind: 'visit', frame: 'rest' });
  });

  it('warn where the pipeline wrote 999999 for an unknown velocity', () => {
    expect(loadSpectrum(star, { row: 5 }).warnings.join()).toMatch(/999999.0 km\/s/);
    expect(loadSpectrum(star, { row: 4 }).warnings).toEqual([]);
  });

  it('have the gaps between the chips, and a stretch after each', () => {
    const { gaps, breaks, ivar } = loadSpectrum(star);
    expect(gaps).toHaveLength(4);
    expect(breaks).toEqual(gaps.slice(0, 3).map(({ end }) => end));
    for (const { start, end } of gaps) {
      expect(Math.max(...ivar.slice(start, end))).toBeLessThan(1e-18);
    }
  });

  it('have a sky when it is asked for', () => {
    expect(loadSpectrum(star).sky).toBeUndefined();
    expect(loadSpectrum(star, { sky: true }).sky).toHaveLength(8575);
  });
});

describe.skipIf(!hasSharedData)('a star with one visit', () => {
  it('has one row, whose S/N is the card SNR', () => {
    const rows = listRows(sharedData('real/apStar/apStar-r6-2M03290406+3117075.fits'));
    expect(rows).toMatchObject([{ label: 'Visit 1 of 1, 14 Jan 2014', snr: 33.127, mjd: 56671 }]);
  });
});

describe.skipIf(!hasSharedData)('the exposures of a full spec file', () => {
  it('are listed after the coadd by exposure number, camera and date', () => {
    expect(listRows(legacy).map(({ label }) => label)).toEqual([
      'Coadd',
      'Exposure 14323 b2, 9 Apr 2002',
      'Exposure 14324 b2, 9 Apr 2002',
      'Exposure 14325 b2, 9 Apr 2002',
      'Exposure 14323 r2, 9 Apr 2002',
      'Exposure 14324 r2, 9 Apr 2002',
      'Exposure 14325 r2, 9 Apr 2002',
    ]);
  });

  it('of the blue SDSS camera are turned round: every array, mask and all', () => {
    const spectrum = loadSpectrum(legacy, { row: 1 });
    const { wavelength, flux, ivar, masks } = spectrum;
    expect(spectrum.source).toEqual({ hdu: 4, row: 0, reversed: true, shape: [2047] });
    // From astropy: pixel 0 is the table's last row.
    expect(wavelength[0]).toBeCloseTo(3802.486094916862, 9);
    expect(wavelength[2046]).toBeCloseTo(6160.021848076363, 9);
    expect([flux[0], flux[2046], flux[1046]]).toEqual([
      24.68047332763672, 28.040590286254883, 29.449363708496094,
    ]);
    expect(ivar[1046]).toBe(0.14123158156871796);
    expect(masks.bitmask?.[2046 - 72]).toBe(33554432);
    expect(spectrum.meanSnr).toBeCloseTo(8.160451501140075, 12);
  });

  it('without headers are numbered', () => {
    const rows = listRows(sharedData('real/spec/spec-5400-56308-0220.fits'));
    expect(rows).toHaveLength(13);
    expect(rows[12]?.label).toBe('Exposure 12 of 12');
  });
});

describe.skipIf(!hasSharedData)('metadata', () => {
  it('of a spec file give the object’s place, not the plate’s', () => {
    const { meta } = loadSpectrum(sharedData('real/spec/spec-6064-56097-0980.fits'));
    expect(meta).toMatchObject({
      object: '6064-56097-0980',
      ra: 259.38414,
      dec: 41.591357,
      class: 'GALAXY',
      run2d: 'v5_5_12',
      variant: 'full',
      frame: 'heliocentric',
    });
  });

  it('of an aspcapStar survive its illegal card, with a warning that names it', () => {
    const path = sharedData('real/aspcapStar/aspcapStar-r6-l30e.2-2M00452143+1634446.fits');
    const { meta, warnings } = loadSpectrum(path);
    expect(meta).toMatchObject({
      object: '2M00452143+1634446',
      vhelio: 6.73279,
      vhelio_err: 0.0676797,
      aspcapflag: 75564481,
    });
    expect(warnings.join()).toMatch(/AKWISE/);
  });

  it('of a visit with an absurd velocity come with a warning', () => {
    const path = sharedData('real/apVisit/apVisit-2M00452143+1634446-0.fits');
    expect(loadSpectrum(path).warnings.join()).toMatch(/595\.8 km\/s/);
  });

  it('name the version of the pipeline, where the file only tells it in its history too', () => {
    const apred = (file: string) => loadSpectrum(sharedData(file)).meta['apred'];
    expect(apred('real/apStar/apStar-r8-2M19463571+3919069.fits')).toBe('v3_49');
    expect(apred('synthetic/apStar-dr17-2M19085185+5058401.fits')).toBe('0.17.22');
    expect(apred('real/apVisit/apVisit-r5-7125-56557-285.fits')).toBe('v3_04');
    expect(apred('real/aspcapStar/aspcapStar-r6-l30e.2-2M00452143+1634446.fits')).toBe('v3_31');
  });

  it('name the release where the file does', () => {
    const release = (file: string) => loadSpectrum(sharedData(file)).release;
    expect(release('real/apVisit/apVisit-r5-7125-56557-285.fits')).toBe('DR12');
    expect(release('real/apVisit/apVisit-r6-5094-55874-088.fits')).toBe('DR13');
    expect(release('real/aspcapStar/aspcapStar-r6-l30e.2-2M00452143+1634446.fits')).toBe('DR13');
    expect(release('real/spec/spec-10656-58163-0366.fits')).toBe('DR16');
    expect(release('synthetic/mwmStar-0.6.0-103020000.fits')).toBe('DR19');
    expect(release('real/spec/spec-0266-51602-0013.fits')).toBeUndefined();
  });
});
