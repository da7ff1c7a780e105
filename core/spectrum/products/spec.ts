import { readColumn } from '../../fits/table.ts';
import { readColumnFloat64 } from '../../fits/columnFloat64.ts';
import type { FitsFile } from '../../fits/fitsFile.ts';
import { requireTable, type Hdu, type TableHdu } from '../../fits/hdu.ts';
import type { Header } from '../../fits/header.ts';
import { Problem } from '../../problem/problem.ts';
import { spPixMask } from '../bitmask/spPixMask.ts';
import { sdssFlux } from '../fluxUnit.ts';
import type { MaskValues, Meta, MetaValue, Spectrum, SpectrumRow } from '../spectrum.ts';
import { assembleSpectrum } from './assemble.ts';
import { coaddKind } from './coaddKind.ts';
import { plainDate } from './dates.ts';
import { hasColumn } from './hasColumn.ts';
import { toMaskValues } from './maskValues.ts';
import { finiteOrNull, metaFromCards, metaFromRow, type MetaPlaces } from './meta.ts';
import { releaseOfRun2d } from './release.ts';
import { requireRow } from './requireRow.ts';

/** RA and DEC of these headers are the plate's centre: the object is at PLUG_RA, PLUG_DEC. */
const cards: MetaPlaces = {
  ra: ['PLUG_RA'],
  dec: ['PLUG_DEC'],
  telescope: ['TELESCOP'],
  observatory: ['OBSERVAT'],
  plate: ['PLATEID'],
  field: ['FIELDID'],
  mjd: ['MJD'],
  fiber: ['FIBERID'],
  exptime: ['EXPTIME'],
  helio_rv: ['HELIO_RV'],
  run2d: ['RUN2D'],
  vers2d: ['VERS2D'],
  synthetic: ['SYNTHET'],
};

/** Of SPECOBJ, SPALL and ZALL, the tables of one row or one row per fit, best first. */
const columns: MetaPlaces = {
  ra: ['PLUG_RA', 'FIBER_RA', 'RACAT'],
  dec: ['PLUG_DEC', 'FIBER_DEC', 'DECCAT'],
  survey: ['SURVEY'],
  instrument: ['INSTRUMENT'],
  program: ['PROGRAMNAME'],
  object_type: ['OBJTYPE', 'SOURCETYPE'],
  class: ['CLASS'],
  subclass: ['SUBCLASS'],
  z: ['Z'],
  z_err: ['Z_ERR'],
  zwarning: ['ZWARNING'],
  snr: ['SN_MEDIAN_ALL'],
  plate: ['PLATE'],
  mjd: ['MJD'],
  fiber: ['FIBERID'],
  run2d: ['RUN2D'],
  run1d: ['RUN1D'],
  specobjid: ['SPECOBJID'],
  sdss_id: ['SDSS_ID'],
  catalogid: ['CATALOGID'],
  xcsao_rv: ['XCSAO_RV'],
  spec_file: ['SPEC_FILE'],
  mjd_list: ['MJD_LIST'],
};

const exposureCards: MetaPlaces = {
  exposure: ['EXPOSURE'],
  camera: ['CAMERAS'],
  mjd: ['MJD'],
  date_obs: ['DATE-OBS'],
  exptime: ['EXPTIME'],
  helio_rv: ['HELIO_RV'],
};

/**
 * One spectrum of a spec file: row 0 is the coadd (HDU 1), the rows after it are the exposures of a
 * full file, in the order of their HDUs. Heliocentric, vacuum, ivar as stored. Some exposures are
 * stored with decreasing wavelength (blue camera of the SDSS spectrographs) and are reversed.
 */
export function loadSpec(fits: FitsFile, row = 0): Spectrum {
  const tables = [requireTable(fits.hdu(1)), ...exposuresOf(fits)];
  requireRow(row, tables.length, fits.name);
  const table = tables[row];
  if (table === undefined) throw new RangeError(`row ${row}`);
  const star = fileMeta(fits);
  const own = row === 0 ? {} : metaFromCards(table.header, exposureCards);
  const where = { file: fits.name, hdu: table.index };
  const loglam = readColumnFloat64(table, 'loglam');
  const reversed = (loglam[0] ?? 0) > (loglam.at(-1) ?? 0);
  const read = (name: string): Float64Array => {
    const values = readColumnFloat64(table, name);
    return reversed ? values.reverse() : values;
  };
  const optional = (name: string): Float64Array | undefined =>
    hasColumn(table, name) ? read(name) : undefined;
  const [model, sky, wresl] = [optional('model'), optional('sky'), optional('wresl')];
  const release = releaseOfRun2d(star['run2d']);
  const headerSnr = row === 0 ? finiteOrNull(star['snr']) : null;
  return assembleSpectrum(
    {
      product: 'spec',
      ...(release === undefined ? {} : { release }),
      row,
      rows: tables.length,
      label: row === 0 ? coaddLabel(star) : labelOf(table, row, tables.length - 1),
      wavelength: (reversed ? loglam.reverse() : loglam).map((value) => 10 ** value),
      flux: read('flux'),
      ivar: read('ivar'),
      masks: readMasks(table, reversed),
      maskTable: spPixMask,
      unit: sdssFlux,
      frame: 'barycentric',
      medium: mediumOf(fits.hdu(0).header),
      headerSnr,
      meta: { ...star, ...own, snr: headerSnr, variant: variantOf(tables), frame: 'heliocentric' },
      ...(model === undefined ? {} : { model }),
      ...(sky === undefined ? {} : { sky }),
      ...(wresl === undefined ? {} : { wresl }),
      source: { hdu: table.index, row: 0, reversed, shape: [table.rows] },
    },
    where,
  );
}

export function listSpec(fits: FitsFile): SpectrumRow[] {
  const star = fileMeta(fits);
  const exposures = exposuresOf(fits);
  const coadd: SpectrumRow = {
    row: 0,
    label: coaddLabel(star),
    snr: finiteOrNull(star['snr']),
    date: null,
    mjd: finiteOrNull(star['mjd']),
    hdu: 1,
    kind: 'combined',
  };
  return [
    coadd,
    ...exposures.map((table, i): SpectrumRow => {
      const own = metaFromCards(table.header, exposureCards);
      const date = own['date_obs'];
      return {
        row: i + 1,
        label: labelOf(table, i + 1, exposures.length),
        snr: null,
        date: typeof date === 'string' ? date : null,
        mjd: finiteOrNull(own['mjd']),
        hdu: table.index,
        kind: 'exposure',
      };
    }),
  ];
}

/** A table of one pixel per row, with the columns that every SDSS spectrum has. */
export function isPixelTable(hdu: Hdu): hdu is TableHdu {
  return hdu.kind === 'table' && ['flux', 'loglam', 'ivar'].every((name) => hasColumn(hdu, name));
}

function exposuresOf(fits: FitsFile): TableHdu[] {
  return fits.hdus().slice(2).filter(isPixelTable);
}

/** VACUUM is T in every SDSS file, or the string 'T'; files stripped of their headers say nothing. */
function mediumOf(header: Header): Spectrum['medium'] {
  const said = header.get('VACUUM');
  return said === false || said === 'F' ? 'air' : 'vacuum';
}

function variantOf(tables: readonly TableHdu[]): 'lite' | 'full' {
  return tables.length > 1 ? 'full' : 'lite';
}

function fileMeta(fits: FitsFile): Meta {
  const summary = fits.hasHdu(2) ? fits.hdu(2) : undefined;
  const fitted =
    summary?.kind === 'table' && summary.rows > 0 && !isPixelTable(summary)
      ? metaFromRow(summary, 0, columns)
      : {};
  const meta = { ...fitted, ...metaFromCards(fits.hdu(0).header, cards) };
  const coadd = hasColumn(requireTable(fits.hdu(1)), 'wresl')
    ? coaddKind(meta, fits.name)
    : undefined;
  return { object: objectOf(meta), ...meta, ...(coadd === undefined ? {} : { coadd }) };
}

/** SDSS-V counts sources; before that a spectrum is named by plate, MJD and fibre. */
function objectOf(meta: Meta): string | null {
  const { sdss_id: sdssId, catalogid, plate, mjd, fiber } = meta;
  if (Number(sdssId ?? 0) > 0) return `SDSS ID ${String(sdssId)}`;
  if (Number(catalogid ?? 0) > 0) return `catalog ID ${String(catalogid)}`;
  if (![plate, mjd, fiber].every((part) => typeof part === 'number')) return null;
  return [pad4(plate), String(mjd), pad4(fiber)].join('-');
}

function pad4(value: MetaValue | undefined): string {
  return String(value).padStart(4, '0');
}

function coaddLabel({ coadd }: Meta): string {
  return coadd === 'allepoch' ? 'Coadd of all epochs' : 'Coadd';
}

function labelOf(table: TableHdu, row: number, exposures: number): string {
  const { camera, exposure, date_obs: date } = metaFromCards(table.header, exposureCards);
  const place =
    exposure === undefined || exposure === null
      ? `Exposure ${row} of ${exposures}`
      : ['Exposure', String(exposure), ...(typeof camera === 'string' ? [camera] : [])].join(' ');
  const day = plainDate(typeof date === 'string' ? date : undefined);
  return day === undefined ? place : `${place}, ${day}`;
}

function readMasks(table: TableHdu, reversed: boolean): Spectrum['masks'] {
  const read = (name: string): MaskValues | undefined => {
    if (!hasColumn(table, name)) return undefined;
    const column = readColumn(table, name);
    if (column.kind !== 'number') {
      throw new Problem('spectrum-shape', 'the mask column does not hold numbers', {
        where: { ...table.header.where, column: name },
        advice: 'The file is damaged, or not an SDSS spectrum',
      });
    }
    const values = toMaskValues(column.data);
    return reversed ? values.reverse() : values;
  };
  const [and, or, single] = [read('and_mask'), read('or_mask'), read('mask')];
  return {
    ...(and === undefined ? {} : { and_mask: and }),
    ...(or === undefined ? {} : { or_mask: or }),
    ...(single === undefined ? {} : { bitmask: single }),
  };
}
