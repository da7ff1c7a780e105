import type { ResultFields } from '../../task/output.ts';

/** What the fields of `normalisedSummary` mean. */
export const normalisedFields: ResultFields = {
  product: { help: 'Kind of the source file', type: 'string' },
  object: { help: 'Object, as the source names it', type: 'string' },
  rows: { help: 'Spectra of the file that were normalised', type: 'integer' },
  grids: { help: 'Wavelength grids they lie on', type: 'integer' },
  pixels: { help: 'Pixels of all rows together', unit: 'pix', type: 'integer' },
  regions: { help: 'Fit regions with continuum pixels, of all rows together', type: 'integer' },
  fitted_regions: { help: 'Those of them that were fitted', type: 'integer' },
  not_normalised: {
    help: 'Pixels that no fit covers: continuum 1',
    unit: 'pix',
    type: 'integer',
  },
  bad_pixels: { help: 'Pixels with bad input', unit: 'pix', type: 'integer' },
  rms: { help: 'Weighted rms of flux/continuum - 1 at the continuum pixels', type: 'float' },
  status: {
    help: 'fitted, partly fitted, not fitted or no continuum pixels',
    type: 'string',
  },
};
