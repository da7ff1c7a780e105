import { openFits, type FitsFile } from '../../core/fits/fitsFile.ts';
import { readColumnFloat64 } from '../../core/fits/columnFloat64.ts';
import { requireImage, requireTable } from '../../core/fits/hdu.ts';
import { readRowFloat64 } from '../../core/fits/image.ts';
import type { SampleStar } from './envelopeScore.ts';

/**
 * Bits 0–7 and 14 of the APOGEE pixel mask, and 12, SIG_SKYLINE: what is left of a bright airglow
 * line often lies above the continuum and would win every contest.
 */
const APOGEE_SILENT = 0xff | (1 << 14) | (1 << 12);

/** The combined spectrum of an apStar file (row 0). */
export function apogeeStar(path: string): SampleStar {
  using file = openFits(path);
  const flux = readRowFloat64(requireImage(file.hdu(1)), 0);
  const error = readRowFloat64(requireImage(file.hdu(2)), 0);
  const mask = readRowFloat64(requireImage(file.hdu(3)), 0);
  return {
    name: nameOf(file),
    wavelength: flux.map((_, i) => 10 ** (4.179 + 6e-6 * i)),
    flux: flux.map((f, i) => {
      const silent = ((mask[i] ?? 0) & APOGEE_SILENT) !== 0 || !((error[i] ?? NaN) < 1e9);
      return silent ? NaN : f;
    }),
  };
}

/** The coadd of a spec file, shifted to rest with the redshift of HDU 2; undefined if no star. */
export function bossStar(path: string): SampleStar | undefined {
  using file = openFits(path);
  const coadd = requireTable(file.hdu(1));
  const object = requireTable(file.hdu(2));
  const [z] = readColumnFloat64(object, 'Z');
  // 300 km/s: the galaxies and quasars of a mixed folder are of no use here.
  if (z === undefined || Math.abs(z) > 0.001) return undefined;
  const ivar = readColumnFloat64(coadd, 'ivar');
  return {
    name: nameOf(file),
    wavelength: readColumnFloat64(coadd, 'loglam').map((l) => 10 ** l / (1 + z)),
    flux: readColumnFloat64(coadd, 'flux').map((f, i) => ((ivar[i] ?? 0) > 0 ? f : NaN)),
  };
}

function nameOf(file: FitsFile): string {
  return file.name.replace(/^.*[/\\]/, '');
}
