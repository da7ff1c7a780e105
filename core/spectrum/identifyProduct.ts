import type { FitsFile } from '../fits/fitsFile.ts';
import type { Hdu, ImageHdu } from '../fits/hdu.ts';
import type { Header } from '../fits/header.ts';
import { Problem } from '../problem/problem.ts';
import type { CatalogProduct, ForeignProduct, Product } from './product.ts';
import { hasColumn } from './products/hasColumn.ts';
import { isMwmTable, isVisitTable } from './products/mwm.ts';
import { isNormalised } from './products/normalised.ts';
import { isPixelTable } from './products/spec.ts';
import { isStacked } from './products/stacked.ts';
import { telescopeOf } from './products/telescope.ts';
import { isFibreFrame } from './unknownKind.ts';

/**
 * What a file is, by its content alone: HDU layout, cards and column names. Names lie (`apStar`
 * patterns match `aspcapStar` files too, LAMOST files are called `spec-…`). Undefined if it is no
 * product that is known here: then `candidates` may offer what there is.
 */
export function identifyProduct(fits: FitsFile): Product | undefined {
  const hdus = fits.hdus();
  return (
    taskProduct(hdus) ??
    foreignProduct(hdus) ??
    tableProduct(hdus) ??
    imageProduct(hdus) ??
    catalogProduct(hdus)
  );
}

/** A spectrum of another kind as a `Problem` that names it and says what to do. */
export function foreignProblem(product: ForeignProduct, file: string): Problem {
  const { what, advice } = foreignWords[product];
  return new Problem(`foreign-${product.toLowerCase()}`, `this is ${what}`, {
    where: { file },
    advice,
  });
}

const foreignWords: Record<ForeignProduct, { what: string; advice: string }> = {
  lamost: {
    what: 'a LAMOST spectrum, not an SDSS one, though both are called spec-…',
    advice: 'Open it as a plain table or image and say which row is which',
  },
  spSpec: {
    what: 'an spSpec file, the format of SDSS before DR8',
    advice: 'Fetch the spec file of the same plate, MJD and fibre from a newer release',
  },
  echelle: {
    what: 'a spectrum in several orders (echelle), not one of the SDSS products',
    advice: 'Open one order of it as a plain spectrum',
  },
};

function taskProduct(hdus: readonly Hdu[]): Product | undefined {
  if (isNormalised(hdus)) return 'normalised';
  return isStacked(hdus) ? 'stacked' : undefined;
}

function foreignProduct(hdus: readonly Hdu[]): ForeignProduct | undefined {
  const primary = hdus[0];
  if (primary === undefined) return undefined;
  const { header } = primary;
  const cards = ['TELESCOP', 'ORIGIN', 'AUTHOR', 'DATA_V'].map((card) => header.string(card) ?? '');
  if (cards.some((text) => text.toUpperCase().includes('LAMOST'))) return 'lamost';
  if (primary.kind === 'image' && primary.shape.length === 2) {
    const few = (primary.shape[0] ?? 0) <= 6;
    if (few && header.has('COEFF0') && header.has('COEFF1')) return 'spSpec';
  }
  return hdus.some((hdu) => isOrders(hdu, hdus)) ? 'echelle' : undefined;
}

/**
 * An image of spectral orders: IRAF's multispec format, or a row per order (10 to 200) with an image
 * of wavelengths of the same shape beside it; not a row per fibre.
 */
function isOrders(hdu: Hdu, hdus: readonly Hdu[]): boolean {
  if (!isImage(hdu) || hdu.shape.length !== 2) return false;
  const words = ['CTYPE1', 'WAT0_001', 'WAT1_001'].map((card) => hdu.header.string(card) ?? '');
  if (words.some((text) => text.toLowerCase().includes('multispe'))) return true;
  const [rows = 0, pixels = 0] = hdu.shape;
  if (rows < 10 || rows > 200 || pixels < 4 * rows) return false;
  const waves = hdus.some(
    (other) =>
      other !== hdu && isImage(other) && /WAVE|LAMBDA/i.test(other.name) && sameShape(other, hdu),
  );
  return waves && !isFibreFrame(hdu, hdus);
}

function tableProduct(hdus: readonly Hdu[]): Product | undefined {
  const first = hdus[1];
  if (first !== undefined && isPixelTable(first)) {
    return hasColumn(first, 'and_mask') || hasColumn(first, 'mask') ? 'spec' : undefined;
  }
  const mwm = hdus.filter(isMwmTable);
  if (mwm.length === 0 || !(hdus[0]?.header.has('V_ASTRA') ?? false)) return undefined;
  return mwm.some(isVisitTable) ? 'mwmVisit' : 'mwmStar';
}

function imageProduct(hdus: readonly Hdu[]): Product | undefined {
  const [primary, flux, error, third, fourth] = hdus;
  if (primary === undefined || !isImage(flux) || !isImage(error) || !isImage(third)) {
    return undefined;
  }
  if (!sameShape(flux, error) || !sameShape(flux, third)) return undefined;
  // Products of tasks have the grid of their source, MaNGA files a mask too: these are no errors.
  if (/IVAR/i.test(error.name)) return undefined;
  const south = telescopeOf(primary.header) === 'lco25m';
  const chips = flux.shape.length === 2 && flux.shape[0] === 3;
  if (chips && third.bitpix > 0 && isImage(fourth) && sameShape(flux, fourth)) {
    if (fourth.bitpix < 0 && !isLogLinear(flux, primary)) return south ? 'asVisit' : 'apVisit';
  }
  if (!isLogLinear(flux, primary)) return undefined;
  if (third.bitpix > 0) return south ? 'asStar' : 'apStar';
  return isOneRow(flux) && third.bitpix < 0 ? 'aspcapStar' : undefined;
}

/** A table is told by columns that only it has; the first that fits (SDSS data model, DR8 to DR20). */
const catalogColumns: readonly (readonly [CatalogProduct, readonly string[]])[] = [
  ['spAll', ['SPECPRIMARY', 'SN_MEDIAN_ALL', 'Z', 'MJD']],
  ['allStar', ['APOGEE_ID', 'NVISITS', 'ASPCAPFLAG']],
  ['allStar', ['APOGEE_ID', 'NVISITS', 'STARFLAG', 'VSCATTER']],
  ['allVisit', ['APOGEE_ID', 'VISIT_ID', 'MJD']],
  ['allVisit', ['APOGEE_ID', 'FILE', 'PLATE', 'MJD', 'STARVER', 'VREL']],
  ['apVisitSum', ['OBJ', 'FILE', 'FIBER', 'VHELIO', 'SYNTHFILE']],
  ['apVisitSum', ['APOGEE_ID', 'FILE', 'FIBERID', 'PLATE', 'MJD']],
  ['apVisitSum', ['APOGEE_ID', 'FILE', 'VHELIO', 'MJD']],
  ['allVisit', ['APOGEE_ID', 'PLATE', 'MJD', 'VHELIO', 'FIBERID']],
];

function catalogProduct(hdus: readonly Hdu[]): CatalogProduct | undefined {
  const table = hdus[1];
  if (table?.kind !== 'table') return undefined;
  return catalogColumns.find(([, columns]) => columns.every((name) => hasColumn(table, name)))?.[0];
}

function isImage(hdu: Hdu | undefined): hdu is ImageHdu {
  return hdu?.kind === 'image' && hdu.shape.length > 0;
}

/** Some pipelines write the pixels of one spectrum as an image of one row. */
function isOneRow({ shape }: ImageHdu): boolean {
  return shape.slice(0, -1).every((length) => length === 1);
}

function isLogLinear(flux: ImageHdu, primary: Hdu): boolean {
  return [flux.header, primary.header].some(
    (header) =>
      header.has('CRVAL1') &&
      ((header.string('CTYPE1') ?? '').includes('LOG-LINEAR') || isApogeeGrid(header)),
  );
}

function sameShape(a: ImageHdu, b: ImageHdu): boolean {
  return a.shape.join() === b.shape.join();
}

/** The grid of every apStar, also where the card that names its kind is lost. */
function isApogeeGrid(header: Header): boolean {
  return header.number('CRVAL1') === 4.179 && header.number('CDELT1') === 6e-6;
}
