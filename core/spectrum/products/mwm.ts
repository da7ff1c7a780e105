import { readColumnFloat64 } from '../../fits/columnFloat64.ts';
import type { FitsFile } from '../../fits/fitsFile.ts';
import type { Hdu, TableHdu } from '../../fits/hdu.ts';
import { readColumn } from '../../fits/table.ts';
import { Problem } from '../../problem/problem.ts';
import { apogeePixelMask } from '../bitmask/apogeePixelMask.ts';
import { spPixOrMask } from '../bitmask/spPixOrMask.ts';
import { sdssFlux } from '../fluxUnit.ts';
import type { MaskValues, Meta, Spectrum, SpectrumRow } from '../spectrum.ts';
import { assembleSpectrum } from './assemble.ts';
import { dateOfMjd, plainDate } from './dates.ts';
import { gridOf } from './logLinearGrid.ts';
import { hasColumn } from './hasColumn.ts';
import { toMaskValues } from './maskValues.ts';
import { finiteOrNull, metaFromCards, metaFromRow, type MetaPlaces } from './meta.ts';
import { releaseOfAstra } from './release.ts';
import { requireRow } from './requireRow.ts';

const cards: MetaPlaces = {
  sdss_id: ['SDSS_ID'],
  apogee_id: ['APOGEEID'],
  gaia_dr3_id: ['GAIA3_ID'],
  ra: ['RA'],
  dec: ['DEC'],
  glon: ['L'],
  glat: ['B'],
  h_mag: ['H_MAG'],
  gaia_v_rad: ['V_RAD'],
  v_astra: ['V_ASTRA'],
  healpix: ['HEALPIX'],
  synthetic: ['SYNTHET'],
};

const columns: MetaPlaces = {
  telescope: ['telescope'],
  field: ['field', 'fieldid'],
  plate: ['plate', 'plateid'],
  mjd: ['mjd'],
  min_mjd: ['min_mjd'],
  max_mjd: ['max_mjd'],
  fiber: ['fiber', 'fiber_id'],
  n_visits: ['n_visits'],
  snr: ['snr'],
  v_rad: ['v_rad', 'xcsao_v_rad'],
  v_rad_err: ['e_v_rad', 'e_v_rel', 'xcsao_e_v_rad'],
  bc: ['bc'],
  spectrum_pk: ['spectrum_pk', 'spectrum_pk_id'],
  catalogid: ['catalogid'],
  apred: ['apred'],
  run2d: ['run2d'],
  in_stack: ['in_stack'],
  spectrum_flags: ['spectrum_flags'],
};

interface Place {
  readonly table: TableHdu;
  readonly row: number;
}

/**
 * One spectrum of an mwmStar or mwmVisit file: rows are counted through the extensions (BOSS and
 * APOGEE, each at APO and LCO) in their order; empty ones have none. Rest frame, vacuum. Only this
 * row is read.
 */
export function loadMwm(fits: FitsFile, row = 0): Spectrum {
  const places = placesOf(fits);
  requireRow(row, places.length, fits.name);
  const place = places[row];
  if (place === undefined) throw new RangeError(`row ${row}`);
  const { table } = place;
  const read = (name: string): Float64Array =>
    readColumnFloat64(table, name, { rows: [place.row, place.row + 1] });
  const flux = read('flux');
  const meta = metaOf(fits, place);
  const release = releaseOfAstra(fits.hdu(0).header.string('V_ASTRA'));
  const apogee = table.name.toUpperCase().startsWith('APOGEE');
  return assembleSpectrum(
    {
      product: isVisitTable(table) ? 'mwmVisit' : 'mwmStar',
      ...(release === undefined ? {} : { release }),
      row,
      rows: places.length,
      label: labelOf(place, meta),
      wavelength: hasColumn(table, 'wavelength')
        ? read('wavelength')
        : gridOf(table.header, ['CRVAL', 'CDELT', 'CRPIX'], requireGridLength(table, flux.length)),
      flux,
      ivar: read('ivar'),
      masks: { bitmask: readFlags(place) },
      maskTable: apogee ? apogeePixelMask : spPixOrMask,
      unit: sdssFlux,
      frame: 'rest',
      medium: 'vacuum',
      headerSnr: finiteOrNull(meta['snr']),
      meta,
      ...(hasColumn(table, 'continuum') ? { continuum: read('continuum') } : {}),
      ...(hasColumn(table, 'wresl') ? { wresl: read('wresl') } : {}),
      source: {
        hdu: table.index,
        row: place.row,
        reversed: false,
        shape: [table.rows, flux.length],
      },
    },
    { file: fits.name, hdu: table.index, row: place.row },
  );
}

export function listMwm(fits: FitsFile): SpectrumRow[] {
  return placesOf(fits).map((place, row) => {
    const meta = metaOf(fits, place);
    const mjd = finiteOrNull(meta['mjd']);
    return {
      row,
      label: labelOf(place, meta),
      snr: finiteOrNull(meta['snr']),
      date: mjd === null ? null : (dateOfMjd(mjd) ?? null),
      mjd,
      hdu: place.table.index,
      kind: isVisitTable(place.table) ? 'visit' : 'combined',
    };
  });
}

/** An extension of an mwm file: a table whose rows are whole spectra. */
export function isMwmTable(hdu: Hdu): hdu is TableHdu {
  return (
    hdu.kind === 'table' && ['flux', 'ivar', 'pixel_flags'].every((name) => hasColumn(hdu, name))
  );
}

/** mwmVisit tables tell of each visit whether it went into the star's combination. */
export function isVisitTable(hdu: TableHdu): boolean {
  return hasColumn(hdu, 'mjd') && !hasColumn(hdu, 'min_mjd');
}

function placesOf(fits: FitsFile): Place[] {
  const places: Place[] = [];
  for (const table of fits.hdus()) {
    if (!isMwmTable(table)) continue;
    requireSensible(table);
    for (let row = 0; row < table.rows; row++) places.push({ table, row });
  }
  return places;
}

/** A row of a few bytes cannot hold a spectrum: such a table would give millions of them. */
function requireSensible(table: TableHdu): void {
  const most = 1_000_000;
  if (table.rows <= most) return;
  throw new Problem('spectrum-too-many', `the table has ${table.rows} spectra`, {
    where: table.header.where,
    advice: `Files with more than ${most} spectra are not read`,
  });
}

function metaOf(fits: FitsFile, { table, row }: Place): Meta {
  const star = metaFromCards(fits.hdu(0).header, cards);
  const sdssId = star['sdss_id'];
  const object = sdssId === undefined || sdssId === null ? null : `SDSS ID ${String(sdssId)}`;
  const own = metaFromRow(table, row, columns);
  return { object, extension: table.name, ...star, ...own, frame: 'rest' };
}

function labelOf({ table, row }: Place, meta: Meta): string {
  const name = table.name === '' ? `HDU ${table.index}` : table.name;
  if (!isVisitTable(table)) {
    return table.rows === 1 ? `${name}, combined` : `${name}, combined ${row + 1} of ${table.rows}`;
  }
  const mjd = finiteOrNull(meta['mjd']);
  const day = mjd === null ? undefined : plainDate(dateOfMjd(mjd));
  const place = `${name}, visit ${row + 1} of ${table.rows}`;
  return day === undefined ? place : `${place}, ${day}`;
}

/** NPIXELS counts the pixels of the grid; a row that is not as long is not on it. */
function requireGridLength({ header }: TableHdu, stored: number): number {
  if (!header.has('NPIXELS')) return stored;
  const said = header.requireInteger('NPIXELS', 0);
  if (said === stored) return stored;
  throw new Problem('spectrum-shape', `the card says ${said} pixels, but a row has ${stored}`, {
    where: { ...header.where, card: 'NPIXELS' },
    advice: 'The file is damaged, or not what its headers say',
  });
}

function readFlags({ table, row }: Place): MaskValues {
  const column = readColumn(table, 'pixel_flags', { rows: [row, row + 1] });
  if (column.kind === 'number') return toMaskValues(column.data);
  throw new Problem('spectrum-shape', `the pixel flags are ${column.kind} values, not numbers`, {
    where: { ...table.header.where, column: 'pixel_flags' },
    advice: 'The file is damaged, or not an mwm file',
  });
}
