import type { Hdu, ImageHdu } from '../../fits/hdu.ts';
import type { Header } from '../../fits/header.ts';
import { readRowFloat64 } from '../../fits/image.ts';
import { Problem } from '../../problem/problem.ts';
import { sdssFlux, sdssFluxInFits } from '../fluxUnit.ts';
import type { Frame, Medium, Meta, SpectrumSource } from '../spectrum.ts';
import { imageGrid } from './logLinearGrid.ts';
import { metaFromCards, type MetaPlaces } from './meta.ts';

/** Cards that products of tasks have in their primary header (docs/tasks.md). */
const places: MetaPlaces = {
  object: ['OBJECT'],
  task: ['FAMILY'],
  task_version: ['FVERSION'],
  task_id: ['TASKID'],
  source_product: ['SRCPROD'],
  source_file: ['INPUT1'],
  n_spectra: ['NSPECTRA'],
  synthetic: ['SYNTHET'],
};

const frames: Readonly<Record<string, Frame>> = {
  topocentric: 'topocentric',
  barycentric: 'barycentric',
  rest: 'rest',
};

const media: Readonly<Record<string, Medium>> = { vacuum: 'vacuum', air: 'air' };

/** What a task's product says of its spectra. Throws `spectrum-card` where a card is damaged. */
export function taskCards(header: Header): {
  readonly release?: string;
  readonly frame: Frame;
  readonly medium: Medium;
  readonly meta: Meta;
} {
  const release = header.string('RELEASE');
  return {
    ...(release === undefined ? {} : { release }),
    frame: oneOf(header, 'FRAME', frames),
    medium: oneOf(header, 'MEDIUM', media),
    meta: metaFromCards(header, places),
  };
}

function oneOf<T>(header: Header, card: string, words: Readonly<Record<string, T>>): T {
  const word = header.string(card) ?? '';
  const found = Object.hasOwn(words, word) ? words[word] : undefined;
  if (found !== undefined) return found;
  throw new Problem('spectrum-card', `"${word}" is none of ${Object.keys(words).join(', ')}`, {
    where: { ...header.where, card },
    advice: 'The file is damaged; run its task again',
  });
}

/** True of the primary HDU of a file that a task made. */
export function isTaskProduct(primary: Hdu | undefined): primary is Hdu {
  return primary !== undefined && primary.header.has('TASKID') && primary.header.has('FAMILY');
}

/** The unit of a flux as the loaders print it, from the FITS spelling of the tasks. */
export function unitOfTask(bunit: string | undefined): string {
  return bunit === sdssFluxInFits ? sdssFlux : (bunit ?? '');
}

/** The wavelengths of images: an image of their own, else the cards of a log-linear grid. */
export function taskGrid(
  flux: ImageHdu,
  waves: ImageHdu | undefined,
): { readonly wavelength: Float64Array; readonly reversed: boolean } {
  if (waves === undefined) return { wavelength: imageGrid(flux, flux.header), reversed: false };
  const wavelength = readRowFloat64(waves, 0);
  const reversed = (wavelength[0] ?? 0) > (wavelength.at(-1) ?? 0);
  return { wavelength: reversed ? wavelength.reverse() : wavelength, reversed };
}

/** One row of an image with its pixels in ascending order of wavelength. */
export function ascendingRow(
  image: ImageHdu,
  { row, reversed }: Pick<SpectrumSource, 'row' | 'reversed'>,
): Float64Array {
  const values = readRowFloat64(image, row);
  return reversed ? values.reverse() : values;
}
