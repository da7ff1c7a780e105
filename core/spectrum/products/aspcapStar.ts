import type { FitsFile } from '../../fits/fitsFile.ts';
import { requireImage, type TableHdu } from '../../fits/hdu.ts';
import { readRowFloat64 } from '../../fits/image.ts';
import type { Meta, Spectrum, SpectrumRow } from '../spectrum.ts';
import { assembleSpectrum, ivarOfError } from './assemble.ts';
import { imageGrid } from './logLinearGrid.ts';
import { cellValue, finiteOrNull, metaFromCards, metaFromRow, type MetaPlaces } from './meta.ts';
import { releaseOfApogeeFile } from './release.ts';
import { requireRow } from './requireRow.ts';

const cards: MetaPlaces = {
  object: ['OBJ', 'OBJID'],
  ra: ['RA'],
  dec: ['DEC'],
  glon: ['GLON'],
  glat: ['GLAT'],
  telescope: ['TELESCOP'],
  field: ['FIELD'],
  location_id: ['LOCID'],
  n_visits: ['NVISITS'],
  snr: ['SNR'],
  vhelio: ['VHELIO'],
  vscatter: ['VSCATTER'],
  vhelio_err: ['VERR'],
  h_mag: ['H'],
  ferre: ['FERRE'],
  speclib: ['SPECLIB'],
  synthetic: ['SYNTHET'],
};

const columns: MetaPlaces = {
  apred: ['RED_VERS'],
  object: ['APOGEE_ID'],
  telescope: ['TELESCOPE'],
  aspcap_class: ['CLASS', 'ASPCAP_CLASS', 'ASPCAP_GRID'],
  aspcapflag: ['ASPCAPFLAG'],
  starflag: ['STARFLAG'],
  chi2: ['ASPCAP_CHI2', 'PARAM_CHI2'],
  teff: ['TEFF'],
  logg: ['LOGG'],
  m_h: ['M_H'],
};

/**
 * The spectrum of an aspcapStar file: normalised by ASPCAP, rest frame, with the best-fitting model.
 * Gap pixels have an error of 0, so an infinite ivar: no data. There is no mask.
 */
export function loadAspcapStar(fits: FitsFile, row = 0): Spectrum {
  requireRow(row, 1, fits.name);
  const header = fits.hdu(0).header;
  const flux = requireImage(fits.hdu(1));
  const meta = metaOf(fits);
  const release = releaseOf(fits);
  return assembleSpectrum(
    {
      product: 'aspcapStar',
      ...(release === undefined ? {} : { release }),
      row: 0,
      rows: 1,
      label: 'Normalised by ASPCAP',
      wavelength: imageGrid(flux, header),
      flux: readRowFloat64(flux, 0),
      ivar: ivarOfError(readRowFloat64(requireImage(fits.hdu(2)), 0)),
      masks: {},
      unit: '',
      frame: 'rest',
      medium: 'vacuum',
      headerSnr: finiteOrNull(meta['snr']),
      meta,
      model: readRowFloat64(requireImage(fits.hdu(3)), 0),
      source: { hdu: 1, row: 0, reversed: false, shape: flux.shape },
    },
    { file: fits.name, hdu: 1 },
  );
}

export function listAspcapStar(fits: FitsFile): SpectrumRow[] {
  const snr = finiteOrNull(metaOf(fits)['snr']);
  const label = 'Normalised by ASPCAP';
  return [{ row: 0, label, snr, date: null, mjd: null, hdu: 1, kind: 'combined' }];
}

function metaOf(fits: FitsFile): Meta {
  const table = tableOf(fits);
  const own = table === undefined ? {} : metaFromRow(table, 0, columns);
  return { ...own, ...metaFromCards(fits.hdu(0).header, cards), frame: 'rest' };
}

function tableOf(fits: FitsFile): TableHdu | undefined {
  const table = fits.hasHdu(4) ? fits.hdu(4) : undefined;
  return table?.kind === 'table' && table.rows > 0 ? table : undefined;
}

/** The table names the apStar that was normalised: `apStar-r6-2M00452143+1634446`. */
function releaseOf(fits: FitsFile): string | undefined {
  const table = tableOf(fits);
  const name = table === undefined ? undefined : cellValue(table, 0, 'FILE');
  return releaseOfApogeeFile(typeof name === 'string' ? name : undefined);
}
