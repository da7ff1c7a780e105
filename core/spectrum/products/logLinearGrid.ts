import type { ImageHdu } from '../../fits/hdu.ts';
import type { Header } from '../../fits/header.ts';
import { Problem, type Where } from '../../problem/problem.ts';

/** Wavelengths 10^(first + i·step), i from 0. */
export function logLinearGrid(first: number, step: number, pixels: number): Float64Array {
  return Float64Array.from({ length: pixels }, (_, i) => 10 ** (first + i * step));
}

/**
 * The grid of an apStar-like image, from CRVAL1, CDELT1 and CRPIX1 of its own header or, in files
 * where that has none, of the primary one. Throws `spectrum-grid`.
 */
export function imageGrid(image: ImageHdu, primary: Header): Float64Array {
  const header = image.header.has('CRVAL1') ? image.header : primary;
  return gridOf(header, ['CRVAL1', 'CDELT1', 'CRPIX1'], image.shape.at(-1) ?? 0);
}

/** The grid that three cards describe; the reference pixel counts from 1 and is 1 if absent. */
export function gridOf(
  header: Header,
  [value, delta, pixel]: readonly [string, string, string],
  pixels: number,
): Float64Array {
  const first = header.number(value);
  const step = header.number(delta) ?? (delta === 'CDELT1' ? header.number('CD1_1') : undefined);
  if (first === undefined || step === undefined) {
    throw gridProblem('the cards of the wavelength grid are missing', header.where, value);
  }
  const reference = header.number(pixel) ?? 1;
  const start = first + (1 - reference) * step;
  const end = start + (pixels - 1) * step;
  // log10 of 1 Å to 1 m: anything else is not the logarithm of a wavelength.
  if (!(start >= 0 && end <= 10 && step > 0)) {
    throw gridProblem('the cards give no log-linear wavelengths', header.where, value);
  }
  return logLinearGrid(start, step, pixels);
}

function gridProblem(message: string, where: Where, card: string): Problem {
  return new Problem('spectrum-grid', message, {
    where: { ...where, card },
    advice: 'The file is damaged, or not what its layout says',
  });
}
