import type { FitsFile } from '../../fits/fitsFile.ts';
import { requireImage, type ImageHdu } from '../../fits/hdu.ts';
import type { Header } from '../../fits/header.ts';
import { readImage, readRowFloat64 } from '../../fits/image.ts';
import { apogeePixelMask } from '../bitmask/apogeePixelMask.ts';
import { sdssFlux } from '../fluxUnit.ts';
import type { MetaValue, Spectrum, SpectrumRow } from '../spectrum.ts';
import { apogeeVersion } from './apogeeVersion.ts';
import { assembleSpectrum, ivarOfError } from './assemble.ts';
import { dateOfMjd, plainDate } from './dates.ts';
import { imageGrid } from './logLinearGrid.ts';
import { toMaskValues } from './maskValues.ts';
import { finiteOrNull, metaFromCards, type MetaPlaces } from './meta.ts';
import { releaseOfApogeeFile } from './release.ts';
import { requireRow } from './requireRow.ts';
import { telescopeOf } from './telescope.ts';

const cards: MetaPlaces = {
  object: ['OBJID', 'OBJ'],
  ra: ['RA'],
  dec: ['DEC'],
  glon: ['GLON'],
  glat: ['GLAT'],
  survey: ['SURVEY'],
  field: ['FIELD'],
  location_id: ['LOCID'],
  n_visits: ['NVISITS'],
  vhelio: ['VHELIO', 'VRAD'],
  vscatter: ['VSCATTER'],
  vhelio_err: ['VERR'],
  rv_teff: ['RV_TEFF', 'RVTEFF'],
  rv_logg: ['RV_LOGG', 'RVLOGG'],
  rv_fe_h: ['RV_FEH', 'RVFEH'],
  h_mag: ['H', 'HMAG'],
  starflag: ['STARFLAG'],
  andflag: ['ANDFLAG'],
  apred: ['APRED', 'V_APRED'],
  synthetic: ['SYNTHET'],
};

/** Cards of visit `n`, from 1. */
const visitCards = (n: number): MetaPlaces => ({
  visit_file: [`SFILE${n}`],
  date_obs: [`DATE${n}`],
  jd: [`JD${n}`],
  fiber: [`FIBER${n}`],
  bc: [`BC${n}`],
  vrad: [`VRAD${n}`],
  vrad_err: [`VERR${n}`],
  vhelio: [`VHELIO${n}`],
  starflag: [`FLAG${n}`],
});

/** What row `row` of an apStar is, and the visit it stands for, from 1. */
interface Kind {
  readonly kind: 'combined' | 'visit';
  readonly label: string;
  readonly visit?: number;
}

/**
 * One row of an apStar or asStar file: rest frame, vacuum, log-linear grid. Row 0 is the
 * pixel-weighted combination, row 1 the globally weighted one, the visits follow; a star with one
 * visit has that alone. Only this row is read.
 */
export function loadApStar(fits: FitsFile, row = 0, options: { sky?: boolean } = {}): Spectrum {
  const header = fits.hdu(0).header;
  const flux = requireImage(fits.hdu(1));
  const rows = rowsOf(flux);
  requireRow(row, rows, fits.name);
  const { kind, label, visit } = kindOf(header, row, rows);
  const telescope = telescopeOf(header);
  const star = starMeta(header);
  const own = visit === undefined ? {} : visitMeta(header, visit);
  const release = releaseOf(header);
  const headerSnr = snrOf(header, rows, visit);
  return assembleSpectrum(
    {
      product: telescope === 'lco25m' ? 'asStar' : 'apStar',
      ...(release === undefined ? {} : { release }),
      row,
      rows,
      label,
      wavelength: imageGrid(flux, header),
      flux: readRowFloat64(flux, row),
      ivar: ivarOfError(readRowFloat64(requireImage(fits.hdu(2)), row)),
      masks: { bitmask: readMaskRow(requireImage(fits.hdu(3)), row) },
      maskTable: apogeePixelMask,
      unit: sdssFlux,
      frame: 'rest',
      medium: 'vacuum',
      headerSnr,
      meta: {
        ...(visit === undefined ? star : without(star, ['vhelio', 'vhelio_err'])),
        ...(telescope === undefined ? {} : { telescope }),
        ...own,
        snr: headerSnr,
        kind,
        frame: 'rest',
      },
      ...(options.sky === true ? { sky: readRowFloat64(requireImage(fits.hdu(4)), row) } : {}),
      source: { hdu: 1, row, reversed: false, shape: flux.shape },
    },
    { file: fits.name, hdu: 1 },
  );
}

export function listApStar(fits: FitsFile): SpectrumRow[] {
  const header = fits.hdu(0).header;
  const rows = rowsOf(requireImage(fits.hdu(1)));
  return Array.from({ length: rows }, (_, row) => {
    const { kind, label, visit } = kindOf(header, row, rows);
    const own = visit === undefined ? {} : visitMeta(header, visit);
    const date = dateOf(own);
    const mjd = finiteOrNull(own['mjd']);
    return { row, label, snr: snrOf(header, rows, visit), date: date ?? null, mjd, hdu: 1, kind };
  });
}

function kindOf(header: Header, row: number, rows: number): Kind {
  const combined = rows >= 3 ? 2 : rows - 1;
  const visits = rows - combined;
  if (row < combined) {
    const how = row === 0 ? 'pixel-weighted' : 'globally weighted';
    return { kind: 'combined', label: `Combined, ${how}` };
  }
  const visit = row - combined + 1;
  const day = plainDate(dateOf(visitMeta(header, visit)));
  const place = `Visit ${visit} of ${visits}`;
  return { kind: 'visit', label: day === undefined ? place : `${place}, ${day}`, visit };
}

type Values = Readonly<Record<string, MetaValue>>;

/** What the cards say of the star, and the history of the pipeline's version where no card does. */
function starMeta(header: Header): Values {
  const star = metaFromCards(header, cards);
  const apred = 'apred' in star ? undefined : apogeeVersion(header);
  return apred === undefined ? star : { ...star, apred };
}

/**
 * What the cards of a visit say of it. To rest leads its own velocity and none other: that of the star
 * is another number where it moves about another one. SDSS-V has no VHELIOn: there VRADn is the
 * barycentric velocity, which SDSS-IV calls VHELIOn = VRADn + BCn (SDSS data model, apStar).
 */
function visitMeta(header: Header, visit: number): Values {
  const own = withVisitFile(metaFromCards(header, visitCards(visit)));
  const velocity = finiteOrNull(own['vrad']);
  if (velocity === null || header.has('VHELIO1') || header.has('VHELIO')) return own;
  const bc = finiteOrNull(own['bc']);
  return {
    ...without(own, ['vrad']),
    vhelio: velocity,
    ...(bc === null ? {} : { vrad: velocity - bc }),
  };
}

function without(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

/** `apVisit-r6-6561-56587-131.fits` names plate, MJD and fibre. */
function withVisitFile(own: Values): Values {
  const file = own['visit_file'];
  const parts = /-(\w+)-(\d{5})-(\d{3})\.fits$/.exec(typeof file === 'string' ? file : '');
  if (parts === null) return own;
  const [, plate = '', mjd, fiber] = parts;
  return { ...own, plate, mjd: Number(mjd), fiber: Number(fiber) };
}

function dateOf(own: Values): string | undefined {
  const [date, jd, mjd] = [own['date_obs'], finiteOrNull(own['jd']), finiteOrNull(own['mjd'])];
  if (typeof date === 'string') return date;
  return dateOfMjd(mjd ?? (jd === null ? NaN : jd - 2_400_000.5));
}

/** SNR is of the combination, also where that is the only visit. */
function snrOf(header: Header, rows: number, visit: number | undefined): number | null {
  const card = visit === undefined || rows === 1 ? 'SNR' : `SNRVIS${visit}`;
  return finiteOrNull(header.number(card));
}

function releaseOf(header: Header): string | undefined {
  return releaseOfApogeeFile(header.string('SFILE1'));
}

function rowsOf(flux: ImageHdu): number {
  return flux.shape.length === 2 ? (flux.shape[0] ?? 0) : 1;
}

function readMaskRow(mask: ImageHdu, row: number) {
  const one = mask.shape.length === 1 ? {} : { range: [row, row + 1] as const };
  return toMaskValues(readImage(mask, one).data);
}
