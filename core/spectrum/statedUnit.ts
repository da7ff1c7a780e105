import type { FitsFile } from '../fits/fitsFile.ts';
import { findColumn } from '../fits/table.ts';
import type { CurvePlace } from './candidates.ts';
import type { WavelengthUnit } from './operations/wavelengthUnit.ts';
import type { Frame, Medium } from './spectrum.ts';

/** `log10(Å)` for a logarithmic column or grid. */
export type StoredWavelengthUnit = WavelengthUnit | 'log10(Å)';

/**
 * The unit of a curve as the file states it: TUNITn of a column, BUNIT of an image, CUNIT1 of a grid;
 * empty if it says nothing.
 */
export function statedUnit(fits: FitsFile, place: CurvePlace): string {
  const hdu = fits.hdu(place.hdu);
  if (place.kind === 'grid') return text(hdu.header.string('CUNIT1'));
  if (place.kind === 'image') return text(hdu.header.string('BUNIT'));
  const column = hdu.kind === 'table' ? findColumn(hdu, place.column) : undefined;
  return text(column?.unit);
}

/**
 * The unit of wavelengths, if the file tells: by a unit, by DC-FLAG = 1 or a CTYPE1 of a logarithmic
 * grid (IRAF), or by a column that is called loglam. Undefined where it is anybody's guess.
 */
export function statedWavelengthUnit(
  fits: FitsFile,
  place: CurvePlace,
): StoredWavelengthUnit | undefined {
  const { header } = fits.hdu(place.hdu);
  if (place.kind === 'column' && /^log_?(lam|wave)/i.test(place.column)) return 'log10(Å)';
  if (place.kind === 'grid') {
    const type = header.string('CTYPE1') ?? '';
    if (header.number('DC-FLAG') === 1 || /^LOG/i.test(type)) return 'log10(Å)';
  }
  const unit = statedUnit(fits, place);
  return spellings.find(([, spelling]) => spelling.test(unit))?.[0];
}

/**
 * Whether wavelengths are in air or vacuum, if the file tells: by the CTYPE1 of a grid (AWAV, WAVE:
 * Greisen et al. 2006, A&A 446, 747, table 1), or by the cards VACUUM (SDSS, LAMOST), AIRORVAC (Keck) or
 * MEDIUM (the products of our tasks).
 */
export function statedMedium(fits: FitsFile, place: CurvePlace): Medium | undefined {
  const own = fits.hdu(place.hdu).header;
  if (place.kind === 'grid') {
    const type = own.string('CTYPE1') ?? '';
    if (/^AWAV/.test(type)) return 'air';
    if (/^WAVE/.test(type)) return 'vacuum';
  }
  for (const header of [own, fits.hdu(0).header]) {
    const vacuum = header.get('VACUUM');
    if (vacuum === true || vacuum === 'T') return 'vacuum';
    if (vacuum === false || vacuum === 'F') return 'air';
    const said = header.string('AIRORVAC') ?? header.string('MEDIUM') ?? '';
    if (/^vac/i.test(said)) return 'vacuum';
    if (/^air/i.test(said)) return 'air';
  }
  return undefined;
}

/** SPECSYS (Greisen et al. 2006, table 12), and FRAME of the products of our tasks. */
const frames: Readonly<Record<string, Frame>> = {
  TOPOCENT: 'topocentric',
  BARYCENT: 'barycentric',
  HELIOCEN: 'barycentric',
  SOURCE: 'rest',
  TOPOCENTRIC: 'topocentric',
  BARYCENTRIC: 'barycentric',
  REST: 'rest',
};

/**
 * The frame of wavelengths, if the file tells; heliocentric ones count as barycentric. HELIO_RV is the
 * correction that the pipelines of SDSS before DR8 and of LAMOST have applied.
 */
export function statedFrame(fits: FitsFile, place: CurvePlace): Frame | undefined {
  for (const header of [fits.hdu(place.hdu).header, fits.hdu(0).header]) {
    const said = header.string('SPECSYS') ?? header.string('FRAME') ?? '';
    const frame = frames[said.trim().toUpperCase()];
    if (frame !== undefined) return frame;
    if (header.number('HELIO_RV') !== undefined) return 'barycentric';
  }
  return undefined;
}

/** As the FITS standard (4.0, §4.3) and the files that are about write them. */
const spellings: readonly (readonly [StoredWavelengthUnit, RegExp])[] = [
  ['log10(Å)', /^log(10)?\s*[([]?\s*(a|å|ang|angstroms?)\s*[)\]]?$/i],
  ['Å', /^(a|å|ang|angstroms?|0\.1 ?nm)$/i],
  ['nm', /^(nm|nanomet(er|re)s?)$/i],
  ['µm', /^(um|µm|μm|microns?|micromet(er|re)s?)$/i],
];

function text(value: string | undefined): string {
  return value?.trim() ?? '';
}
