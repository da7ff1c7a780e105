import type { ByteSource } from '../fits/byteSource.ts';
import { openFits, type FitsFile } from '../fits/fitsFile.ts';
import { Problem } from '../problem/problem.ts';
import { foreignProblem, identifyProduct } from './identifyProduct.ts';
import type { Product } from './product.ts';
import { listApStar, loadApStar } from './products/apStar.ts';
import { listApVisit, loadApVisit } from './products/apVisit.ts';
import { listAspcapStar, loadAspcapStar } from './products/aspcapStar.ts';
import { listMwm, loadMwm } from './products/mwm.ts';
import { fileWarnings } from './products/fileWarnings.ts';
import { listNormalised, loadNormalised } from './products/normalised.ts';
import { requireRow } from './products/requireRow.ts';
import { listSpec, loadSpec } from './products/spec.ts';
import { listStacked, loadStacked } from './products/stacked.ts';
import type { Spectrum, SpectrumRow } from './spectrum.ts';
import { unknownProblem } from './unknownKind.ts';

export interface LoadOptions {
  /** Which spectrum of the file, from 0. */
  readonly row?: number;
  /** Read the sky of apVisit and apStar files too (spec files have it at no cost). */
  readonly sky?: boolean;
}

/**
 * One spectrum of a file, recognised by content. Only the pixels of that row are read.
 *
 * Throws a `Problem`: the ones of `openFits`, `spectrum-no-row`, `spectrum-empty`,
 * `spectrum-unknown` (see `candidates`), `spectrum-catalog`, `foreign-…`, or one that says what is
 * damaged.
 */
export function loadSpectrum(path: string | ByteSource, options: LoadOptions = {}): Spectrum {
  using fits = openFits(path);
  return readSpectrum(fits, options);
}

/** As `loadSpectrum`, from a file that is open and stays so. */
export function readSpectrum(fits: FitsFile, options: LoadOptions = {}): Spectrum {
  const spectrum = readKnown(fits, requireProduct(fits), options);
  const { product, meta, warnings } = spectrum;
  return { ...spectrum, warnings: [...warnings, ...fileWarnings(fits, product, meta)] };
}

function readKnown(fits: FitsFile, product: Readable, options: LoadOptions): Spectrum {
  const { row = 0 } = options;
  switch (product) {
    case 'apVisit':
    case 'asVisit':
      requireRow(row, 1, fits.name);
      return loadApVisit(fits, options);
    case 'apStar':
    case 'asStar':
      return loadApStar(fits, row, options);
    case 'aspcapStar':
      return loadAspcapStar(fits, row);
    case 'spec':
      return loadSpec(fits, row);
    case 'mwmStar':
    case 'mwmVisit':
      return loadMwm(fits, row);
    case 'normalised':
      return loadNormalised(fits, row);
    case 'stacked':
      return loadStacked(fits, row);
  }
}

/** Every spectrum in a file, without their pixels. Throws as `loadSpectrum`; may be empty. */
export function listRows(path: string | ByteSource): SpectrumRow[] {
  using fits = openFits(path);
  return readRows(fits);
}

/** As `listRows`, from a file that is open and stays so. */
export function readRows(fits: FitsFile): SpectrumRow[] {
  switch (requireProduct(fits)) {
    case 'apVisit':
    case 'asVisit':
      return listApVisit(fits);
    case 'apStar':
    case 'asStar':
      return listApStar(fits);
    case 'aspcapStar':
      return listAspcapStar(fits);
    case 'spec':
      return listSpec(fits);
    case 'mwmStar':
    case 'mwmVisit':
      return listMwm(fits);
    case 'normalised':
      return listNormalised(fits);
    case 'stacked':
      return listStacked();
  }
}

type Readable = Exclude<
  Product,
  'generic' | 'lamost' | 'spSpec' | 'echelle' | 'allStar' | 'allVisit' | 'apVisitSum' | 'spAll'
>;

function requireProduct(fits: FitsFile): Readable {
  const product = identifyProduct(fits);
  switch (product) {
    case undefined:
    case 'generic':
      throw unknownProblem(fits);
    case 'lamost':
    case 'spSpec':
    case 'echelle':
      throw foreignProblem(product, fits.name);
    case 'allStar':
    case 'allVisit':
    case 'apVisitSum':
    case 'spAll':
      throw new Problem('spectrum-catalog', `this is a catalogue (${product}), not a spectrum`, {
        where: { file: fits.name },
        advice:
          'Read its columns with `astra fits`; `astra sync --catalogue` fetches the files of its rows',
      });
    default:
      return product;
  }
}
