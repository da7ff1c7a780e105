import { readColumnFloat64 } from '../fits/columnFloat64.ts';
import type { FitsFile } from '../fits/fitsFile.ts';
import { requireImage, requireTable, type TableHdu } from '../fits/hdu.ts';
import { readRowFloat64 } from '../fits/image.ts';
import { findColumn } from '../fits/table.ts';
import { Problem } from '../problem/problem.ts';
import { isVector, type CurvePlace } from './candidates.ts';
import { toAngstrom } from './operations/wavelengthUnit.ts';
import { assembleSpectrum, ivarOfError } from './products/assemble.ts';
import { metaFromCards } from './products/meta.ts';
import type { Frame, Medium, Spectrum } from './spectrum.ts';
import type { StoredWavelengthUnit } from './statedUnit.ts';

/** What the user said about a file that no loader knows. */
export interface GenericAnswer {
  readonly wavelength: CurvePlace;
  readonly wavelengthUnit: StoredWavelengthUnit;
  readonly flux: CurvePlace;
  /** Left out: every finite pixel counts the same, with ivar 1, and there is no S/N to speak of. */
  readonly noise?: { readonly kind: 'error' | 'ivar'; readonly place: CurvePlace };
  /** Unit of the flux, for the axis; empty: not known. */
  readonly unit: string;
  readonly frame: Frame;
  readonly medium: Medium;
}

/**
 * A spectrum from any file, put together as the user said. Decreasing wavelengths are reversed.
 * Throws `spectrum-grid`, `spectrum-shape`, `spectrum-wavelength`, or what the FITS reader says.
 */
export function loadGeneric(fits: FitsFile, answer: GenericAnswer): Spectrum {
  const flux = readValues(fits, answer.flux);
  const stored = readCurve(fits, answer.wavelength, flux.length);
  const reversed = (stored[0] ?? 0) > (stored.at(-1) ?? 0);
  const inOrder = (curve: Float64Array): Float64Array => (reversed ? curve.reverse() : curve);
  const noise = answer.noise === undefined ? undefined : readValues(fits, answer.noise.place);
  const wavelength = inOrder(inAngstrom(stored, answer.wavelengthUnit));
  const row = answer.flux.kind === 'grid' ? 0 : (answer.flux.row ?? 0);
  const spectrum = assembleSpectrum(
    {
      product: 'generic',
      row: 0,
      rows: 1,
      label: `HDU ${answer.flux.hdu}`,
      wavelength,
      flux: inOrder(flux),
      ivar: inOrder(ivarFrom(noise, answer, flux.length)),
      masks: {},
      unit: answer.unit,
      frame: answer.frame,
      medium: answer.medium,
      headerSnr: null,
      meta: {
        ...metaFromCards(fits.hdu(0).header, cards),
        ...metaFromCards(fits.hdu(answer.flux.hdu).header, cards),
        frame: answer.frame,
      },
      source: { hdu: answer.flux.hdu, row, reversed, shape: [flux.length] },
      warnings: [...(noise === undefined ? [noErrors] : []), ...rangeWarning(wavelength)],
    },
    { file: fits.name, hdu: answer.flux.hdu },
    'Say anew which curve holds the wavelengths, the fluxes and the errors',
  );
  return noise === undefined ? { ...spectrum, meanSnr: NaN } : spectrum;
}

const noErrors = 'It comes with no errors: every pixel counts the same, and S/N is not known';

const cards = { object: ['OBJECT', 'OBJNAME'], telescope: ['TELESCOP'] };

/** Shorter than any light that spectrographs on the ground or ultraviolet ones in space see, Å. */
const shortest = 100;

function rangeWarning(wavelength: Float64Array): string[] {
  const last = wavelength.at(-1) ?? NaN;
  if (!(last < shortest)) return [];
  return [`All wavelengths are below ${shortest} Å: their unit is probably another one`];
}

function ivarFrom(
  noise: Float64Array | undefined,
  answer: GenericAnswer,
  pixels: number,
): Float64Array {
  if (noise === undefined) return new Float64Array(pixels).fill(1);
  return answer.noise?.kind === 'error' ? ivarOfError(noise) : noise;
}

function inAngstrom(stored: Float64Array, unit: GenericAnswer['wavelengthUnit']): Float64Array {
  return unit === 'log10(Å)' ? stored.map((value) => 10 ** value) : toAngstrom(stored, unit);
}

/** As `readCurve`, for fluxes and errors: a grid in a header can only be wavelengths. */
function readValues(fits: FitsFile, place: CurvePlace): Float64Array {
  if (place.kind !== 'grid') return readCurve(fits, place, undefined);
  throw new Problem('spectrum-grid', 'CRVAL1 and CDELT1 can only give wavelengths', {
    where: { file: fits.name, hdu: place.hdu },
    advice: 'Choose a column or an image with the fluxes or the errors',
  });
}

function readCurve(fits: FitsFile, place: CurvePlace, pixels: number | undefined): Float64Array {
  const hdu = fits.hdu(place.hdu);
  switch (place.kind) {
    case 'image':
      return readRowFloat64(requireImage(hdu), place.row);
    case 'column':
      return readColumnCurve(requireTable(hdu), place);
    case 'grid':
      return headerGrid(fits, place.hdu, pixels ?? 0);
  }
}

/** A pixel in each row; or the vector in one row, the first if none is named. */
function readColumnCurve(
  table: TableHdu,
  { column, row }: Extract<CurvePlace, { kind: 'column' }>,
): Float64Array {
  const found = table.form === 'binary' ? findColumn(table, column) : undefined;
  const wanted = row ?? (found !== undefined && isVector(found) ? 0 : undefined);
  return readColumnFloat64(
    table,
    column,
    wanted === undefined ? {} : { rows: [wanted, wanted + 1] },
  );
}

/**
 * CRVAL1 + w with w = (i + 1 − CRPIX1) · CDELT1, in whatever unit the user says; on an axis whose
 * CTYPE1 ends in -LOG, CRVAL1 · exp(w / CRVAL1) (Greisen et al. 2006, A&A 446, 747, equation 5).
 */
function headerGrid(fits: FitsFile, hdu: number, pixels: number): Float64Array {
  const { header } = fits.hdu(hdu);
  const first = header.number('CRVAL1');
  const step = header.number('CDELT1') ?? header.number('CD1_1');
  if (first === undefined || step === undefined) {
    throw new Problem('spectrum-grid', 'the header gives no wavelength grid', {
      where: { file: fits.name, hdu, card: first === undefined ? 'CRVAL1' : 'CDELT1' },
      advice: 'Choose a column or an image with the wavelengths',
    });
  }
  const reference = header.number('CRPIX1') ?? 1;
  const isLogarithmic = /^....-LOG/.test(header.string('CTYPE1') ?? '');
  return Float64Array.from({ length: pixels }, (_, i) => {
    const offset = (i + 1 - reference) * step;
    return isLogarithmic ? first * Math.exp(offset / first) : first + offset;
  });
}
