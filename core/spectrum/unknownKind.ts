import type { FitsFile } from '../fits/fitsFile.ts';
import type { Hdu, ImageHdu } from '../fits/hdu.ts';
import { Problem } from '../problem/problem.ts';
import { hasColumn } from './products/hasColumn.ts';
import { isTaskProduct } from './products/taskCards.ts';

/** A file that no loader reads as a `Problem` that says what it is, as far as its content tells. */
export function unknownProblem(fits: FitsFile): Problem {
  const what = whatItIs(fits.hdus()) ?? 'none of the SDSS spectra that are known here';
  return new Problem('spectrum-unknown', `this is ${what}`, {
    where: { file: fits.name },
    advice: 'Say which image or column holds the wavelengths, the fluxes and the errors',
  });
}

/**
 * An image with the spectra of many fibres, one a row: CTYPE2 says so (APOGEE: ap1D, apCframe,
 * apPlate), or a plug map in the file has as many rows (spFrame, spCFrame, spPlate; SDSS data model).
 */
export function isFibreFrame(hdu: ImageHdu, hdus: readonly Hdu[]): boolean {
  const [rows = 0] = hdu.shape;
  if (hdu.shape.length !== 2 || rows < 2) return false;
  if (hdu.header.string('CTYPE2')?.toUpperCase() === 'FIBER') return true;
  return hdus.some(
    (other) => other.kind === 'table' && other.rows === rows && hasColumn(other, 'FIBERID'),
  );
}

function whatItIs(hdus: readonly Hdu[]): string | undefined {
  if (isTaskProduct(hdus[0])) {
    return `a product of the task ${hdus[0].header.string('FAMILY') ?? ''}, not a file of SDSS`;
  }
  const images = hdus.filter((hdu) => hdu.kind === 'image');
  const frame = images.find((hdu) => isFibreFrame(hdu, hdus));
  if (frame !== undefined) return frameWords(frame);
  const names = new Set(hdus.map(({ name }) => name.toUpperCase()));
  // DESI data model: coadd, spectra and cframe files have these for each camera.
  if (['B', 'R', 'Z'].some((arm) => names.has(`${arm}_WAVELENGTH`) && names.has(`${arm}_FLUX`))) {
    return 'a file of DESI spectra: an image for each camera, with a row for each target';
  }
  const flux = images.find(({ name }) => name.toUpperCase() === 'FLUX');
  if (flux === undefined || !names.has('WAVE')) return undefined;
  // MaNGA data model: LOGCUBE, LINCUBE, LOGRSS and LINRSS have FLUX, IVAR, MASK and WAVE.
  if (flux.shape.length === 3) return 'a cube, with a spectrum for each place on the sky';
  return flux.shape.length === 2 && (flux.shape[0] ?? 0) > 1
    ? 'a file of many spectra, one in each row of an image'
    : undefined;
}

function frameWords({ header, shape: [rows = 0] }: ImageHdu): string {
  const apogee = header.string('CTYPE2') !== undefined;
  const names = apogee ? 'ap1D, apCframe or apPlate' : 'spFrame, spCFrame or spPlate';
  return `a frame with the spectra of ${rows} fibres (such as ${names}), not that of one object`;
}
