import type { FitsFile } from '../../fits/fitsFile.ts';
import { requireImage, type ImageHdu, type TableHdu } from '../../fits/hdu.ts';
import { readImage, readImageFloat64 } from '../../fits/image.ts';
import { Problem } from '../../problem/problem.ts';
import { apogeePixelMask } from '../bitmask/apogeePixelMask.ts';
import { sdssFlux } from '../fluxUnit.ts';
import type { Meta, Spectrum, SpectrumRow } from '../spectrum.ts';
import { assembleSpectrum, ivarOfError } from './assemble.ts';
import { plainDate } from './dates.ts';
import { toMaskValues } from './maskValues.ts';
import { cellValue, finiteOrNull, metaFromCards, metaFromRow, type MetaPlaces } from './meta.ts';
import { releaseOfApogeeFile } from './release.ts';

const cards: MetaPlaces = {
  object: ['OBJID', 'OBJ'],
  object_type: ['OBJTYPE'],
  ra: ['RA'],
  dec: ['DEC'],
  glon: ['GLON'],
  glat: ['GLAT'],
  telescope: ['TELESCOP'],
  survey: ['SURVEY'],
  field: ['FIELD'],
  location_id: ['LOCID'],
  plate: ['PLATE', 'PLATEID'],
  mjd: ['MJD5', 'MJD'],
  fiber: ['FIBERID'],
  date_obs: ['DATE-OBS'],
  exptime: ['EXPTIME'],
  jd: ['JD-MID', 'JD'],
  snr: ['SNR'],
  vrad: ['VRAD'],
  vrad_err: ['VRADERR'],
  bc: ['BC'],
  vhelio: ['VHELIO'],
  h_mag: ['H', 'HMAG'],
  starflag: ['STARFLAG'],
  apred: ['APRED', 'V_APRED'],
  synthetic: ['SYNTHET'],
};

/** Columns of the table in HDU 11, where newer files have what the cards of older ones say. */
const columns: MetaPlaces = {
  glon: ['GLON'],
  glat: ['GLAT'],
  jd: ['JD'],
  vrad: ['VREL'],
  vrad_err: ['VRELERR'],
  bc: ['BC'],
  vhelio: ['VHELIO'],
};

/**
 * The one spectrum of an apVisit or asVisit file: three chips (red, green, blue), each stored with
 * decreasing wavelength, as one ascending array. Topocentric frame, vacuum, fluxes as stored.
 */
export function loadApVisit(fits: FitsFile, options: { sky?: boolean } = {}): Spectrum {
  const image = (index: number): ImageHdu => requireImage(fits.hdu(index));
  const { shape } = image(1);
  const [chips = 0, perChip = 0] = shape;
  const read = (index: number): Float64Array => {
    requireShape(image(index), shape);
    return readImageFloat64(image(index)).reverse();
  };
  const meta = metaOfVisit(fits);
  const release = releaseOfVisit(fits);
  requireShape(image(3), shape);
  return assembleSpectrum(
    {
      product: meta['telescope'] === 'lco25m' ? 'asVisit' : 'apVisit',
      ...(release === undefined ? {} : { release }),
      row: 0,
      rows: 1,
      label: labelOf(meta['date_obs']),
      wavelength: read(4),
      flux: read(1),
      ivar: ivarOfError(read(2)),
      masks: { bitmask: toMaskValues(readImage(image(3)).data).reverse() },
      maskTable: apogeePixelMask,
      unit: sdssFlux,
      frame: 'topocentric',
      medium: 'vacuum',
      headerSnr: finiteOrNull(meta['snr']),
      meta: { ...meta, frame: 'topocentric' },
      chipStarts: Array.from({ length: Math.max(0, chips - 1) }, (_, i) => (i + 1) * perChip),
      ...(options.sky === true ? { sky: read(5) } : {}),
      source: { hdu: 1, row: 0, reversed: true, shape },
    },
    { file: fits.name, hdu: 4 },
  );
}

export function listApVisit(fits: FitsFile): SpectrumRow[] {
  const meta = metaOfVisit(fits);
  const date = meta['date_obs'];
  return [
    {
      row: 0,
      label: labelOf(date),
      snr: finiteOrNull(meta['snr']),
      date: typeof date === 'string' ? date : null,
      mjd: finiteOrNull(meta['mjd']),
      hdu: 1,
      kind: 'visit',
    },
  ];
}

/**
 * From the cards, and what these do not say from the table: DR17 moved velocities and galactic
 * coordinates there (SDSS data model, apVisit). A row that nobody filled has zeros.
 */
function metaOfVisit(fits: FitsFile): Meta {
  const meta = metaFromCards(fits.hdu(0).header, cards);
  const missing = Object.keys(columns).filter((name) => !(name in meta));
  const table = missing.length === 0 ? undefined : tableOfVisit(fits);
  if (table === undefined) return meta;
  const more = metaFromRow(table, 0, columns);
  const isFilled = (names: readonly string[]) =>
    names.some((name) => (finiteOrNull(more[name]) ?? 0) !== 0);
  const groups = [['glon', 'glat'], ['jd'], ['vrad', 'vrad_err', 'bc', 'vhelio']];
  const taken = groups
    .filter(isFilled)
    .flat()
    .filter((name) => missing.includes(name) && name in more);
  return { ...meta, ...Object.fromEntries(taken.map((name) => [name, more[name] ?? null])) };
}

function tableOfVisit(fits: FitsFile): TableHdu | undefined {
  if (!fits.hasHdu(11)) return undefined;
  const table = fits.hdu(11);
  return table.kind === 'table' ? table : undefined;
}

/** The pipeline records the visit's own file name, which begins with the reduction, in HDU 11. */
function releaseOfVisit(fits: FitsFile): string | undefined {
  const table = tableOfVisit(fits);
  const name = table === undefined ? undefined : cellValue(table, 0, 'FILE');
  return releaseOfApogeeFile(typeof name === 'string' ? name : undefined);
}

function labelOf(date: unknown): string {
  const day = plainDate(typeof date === 'string' ? date : undefined);
  return day === undefined ? 'Visit' : `Visit of ${day}`;
}

function requireShape(hdu: ImageHdu, shape: readonly number[]): void {
  if (hdu.shape.length === 2 && hdu.shape.join() === shape.join()) return;
  throw new Problem(
    'spectrum-shape',
    `an apVisit has images of one shape, chips × pixels, but this one is ${hdu.shape.join(' × ') || 'empty'}`,
    { where: hdu.header.where, advice: 'The file is damaged, or not an apVisit' },
  );
}
