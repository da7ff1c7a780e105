/**
 * The spectrum products that are read, named as the SDSS data model names their species. `spec` is
 * every coadd of the optical spectrographs (SDSS, SEGUE, BOSS, eBOSS, SDSS-V; lite and full: see
 * `meta.variant`); `normalised` and `stacked` are made by tasks of the app; `generic` is a file that the
 * user explained (see `candidates`).
 */
export const spectrumProducts = [
  'apVisit',
  'asVisit',
  'apStar',
  'asStar',
  'aspcapStar',
  'spec',
  'mwmStar',
  'mwmVisit',
  'normalised',
  'stacked',
  'generic',
] as const;
export type SpectrumProduct = (typeof spectrumProducts)[number];

/** Wide tables with a row per visit, star or spectrum; they are read by rows and columns. */
export const catalogProducts = ['apVisitSum', 'allStar', 'allVisit', 'spAll'] as const;
export type CatalogProduct = (typeof catalogProducts)[number];

/** Spectra of other kinds that are often taken for SDSS ones: named, never read as something else. */
export const foreignProducts = ['lamost', 'spSpec', 'echelle'] as const;
export type ForeignProduct = (typeof foreignProducts)[number];

export type Product = SpectrumProduct | CatalogProduct | ForeignProduct;

export function isSpectrumProduct(product: Product): product is SpectrumProduct {
  return spectrumProducts.some((known) => known === product);
}

export function isCatalogProduct(product: Product): product is CatalogProduct {
  return catalogProducts.some((known) => known === product);
}
