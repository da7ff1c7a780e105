import type { FitsFile } from '../../fits/fitsFile.ts';
import { requireImage, type Hdu, type ImageHdu } from '../../fits/hdu.ts';
import { readColumnFloat64 } from '../../fits/columnFloat64.ts';
import { readImage } from '../../fits/image.ts';
import { readColumn } from '../../fits/table.ts';
import { Problem } from '../../problem/problem.ts';
import { gapIvar } from '../bitmask/badPixels.ts';
import { normalisationFlagTable } from '../bitmask/normalisationFlagTable.ts';
import type { Spectrum, SpectrumRow } from '../spectrum.ts';
import { assembleSpectrum } from './assemble.ts';
import { readChips } from './chipCards.ts';
import { hasColumn } from './hasColumn.ts';
import { toMaskValues } from './maskValues.ts';
import { requireRow } from './requireRow.ts';
import { ascendingRow, isTaskProduct, taskCards, taskGrid } from './taskCards.ts';

/** A product of Sinusoidal, Chebyshev, RunningQuantile, Spline or Scalar (docs/tasks.md). */
export function isNormalised([primary, first, second]: readonly Hdu[]): boolean {
  return (
    isTaskProduct(primary) &&
    first?.name === 'NORMALIZED_FLUX' &&
    second?.name === 'NORMALIZED_IVAR'
  );
}

/** Images of spectra on one grid; `stacked` ones have a single row. */
interface Images {
  readonly kind: 'rows' | 'stacked';
  readonly grid: number;
  readonly flux: ImageHdu;
  readonly ivar: ImageHdu;
  readonly flags: ImageHdu;
  readonly waves: ImageHdu | undefined;
  /** Of the rows of the grid, stacked or not. */
  readonly rows: { readonly ivar: ImageHdu; readonly continuum: ImageHdu };
}

interface Place {
  readonly images: Images;
  readonly imageRow: number;
}

/**
 * One spectrum of a normalised product: rows are counted through the grids, the stack of a grid after
 * its rows. Its mask is FLAGS, which tells the pixels that were not normalised; the mask of the source
 * stays in the file.
 */
export function loadNormalised(fits: FitsFile, row = 0): Spectrum {
  const places = placesOf(fits);
  requireRow(row, places.length, fits.name);
  const place = places[row];
  if (place === undefined) throw new RangeError(`row ${row}`);
  const { images, imageRow } = place;
  const { wavelength, reversed } = taskGrid(images.flux, images.waves);
  const source = { hdu: images.flux.index, row: imageRow, reversed, shape: images.flux.shape };
  const flags = toMaskValues(readImage(images.flags, { range: [imageRow, imageRow + 1] }).data);
  const { meta, ...cards } = taskCards(fits.hdu(0).header);
  const chips = readChips(fits.hdu(0).header, wavelength.length);
  const { label, sourceRow } = namesOf(fits)(place);
  return assembleSpectrum(
    {
      product: 'normalised',
      ...cards,
      row,
      rows: places.length,
      label,
      wavelength,
      flux: ascendingRow(images.flux, source),
      ivar: withoutGaps(ascendingRow(images.ivar, source), place, reversed),
      chipStarts: chips.chipStarts,
      masks: { bitmask: reversed ? flags.reverse() : flags },
      maskTable: normalisationFlagTable(images.flags.header),
      unit: '',
      headerSnr: null,
      meta: {
        ...meta,
        ...chips.meta,
        ...(sourceRow === undefined ? {} : { source_row: sourceRow }),
        ...(images.kind === 'stacked' ? { kind: 'combined' } : {}),
      },
      source,
    },
    { file: fits.name, hdu: images.flux.index, row: imageRow },
  );
}

/**
 * Ivar 0 where the source had a gap, which its own loader tells by the error of 1e10 (see `isEmptyPixel`):
 * ivar times the continuum squared does not look like one any more. A stack has a gap where all of its
 * rows have.
 */
function withoutGaps(
  ivar: Float64Array,
  { images, imageRow }: Place,
  reversed: boolean,
): Float64Array {
  const { rows, kind } = images;
  const members =
    kind === 'rows' ? [imageRow] : Array.from({ length: rowsOf(rows.ivar) }, (_, i) => i);
  const seen = new Uint8Array(ivar.length);
  for (const row of members) {
    const own = ascendingRow(rows.ivar, { row, reversed });
    const continuum = ascendingRow(rows.continuum, { row, reversed });
    for (let i = 0; i < seen.length; i++) {
      if ((own[i] ?? 0) / (continuum[i] ?? 1) ** 2 > gapIvar) seen[i] = 1;
    }
  }
  return ivar.map((value, i) => (seen[i] === 1 ? value : 0));
}

export function listNormalised(fits: FitsFile): SpectrumRow[] {
  const named = namesOf(fits);
  return placesOf(fits).map((place, row) => ({
    row,
    label: named(place).label,
    snr: null,
    date: null,
    mjd: null,
    hdu: place.images.flux.index,
    kind: place.images.kind === 'stacked' ? 'combined' : 'other',
  }));
}

function placesOf(fits: FitsFile): Place[] {
  return imagesOf(fits).flatMap((images) =>
    Array.from({ length: rowsOf(images.flux) }, (_, imageRow) => ({ images, imageRow })),
  );
}

/** A stack is one row, written with one axis or two. */
function rowsOf({ shape }: ImageHdu): number {
  return shape.slice(0, -1).reduce((product, length) => product * length, 1);
}

function imagesOf(fits: FitsFile): Images[] {
  const hdus = fits.hdus();
  const versions = hdus.filter(({ name }) => name === 'NORMALIZED_FLUX').map(versionOf);
  return versions.flatMap((grid) => {
    const find = (name: string) => hdus.find((hdu) => hdu.name === name && versionOf(hdu) === grid);
    const image = (name: string): ImageHdu => {
      const found = find(name);
      if (found !== undefined) return requireImage(found);
      throw new Problem('spectrum-shape', `the image ${name} of grid ${grid} is missing`, {
        where: { file: fits.name },
        advice: 'The file is damaged; run its task again',
      });
    };
    const waves = find('WAVELENGTH') === undefined ? undefined : image('WAVELENGTH');
    const ofKind = (kind: Images['kind'], prefix: string, flags: string): Images => ({
      kind,
      grid,
      flux: image(`${prefix}_FLUX`),
      ivar: image(`${prefix}_IVAR`),
      flags: image(flags),
      waves,
      rows: { ivar: image('NORMALIZED_IVAR'), continuum: image('CONTINUUM') },
    });
    const rows = ofKind('rows', 'NORMALIZED', 'FLAGS');
    const isStacked = find('STACKED_FLUX') !== undefined;
    return isStacked ? [rows, ofKind('stacked', 'STACKED', 'STACKED_FLAGS')] : [rows];
  });
}

function versionOf({ header }: Hdu): number {
  return header.number('EXTVER') ?? 1;
}

interface Names {
  readonly label: string;
  /** Of the source, from 0. */
  readonly sourceRow?: number;
}

const resultColumns = ['grid', 'image_row', 'row', 'label'];

/** What RESULTS says of the rows of the images. */
function namesOf(fits: FitsFile): (place: Place) => Names {
  const known = new Map<string, Names>();
  const table = fits.hduNamed('RESULTS');
  if (table?.kind === 'table' && resultColumns.every((name) => hasColumn(table, name))) {
    const [grids, imageRows, rows] = ['grid', 'image_row', 'row'].map((name) =>
      readColumnFloat64(table, name),
    );
    const labels = readColumn(table, 'label');
    for (let line = 0; line < table.rows; line += 1) {
      const key = `${grids?.[line] ?? 0}/${imageRows?.[line] ?? 0}`;
      const label = labels.kind === 'string' ? (labels.data[line] ?? '').trim() : '';
      if (!known.has(key)) known.set(key, { label, sourceRow: rows?.[line] ?? 0 });
    }
  }
  return ({ images: { kind, grid }, imageRow }) =>
    kind === 'stacked'
      ? { label: grid === 1 ? 'Stack' : `Stack of grid ${grid}` }
      : (known.get(`${grid}/${imageRow}`) ?? { label: `Row ${imageRow}` });
}
