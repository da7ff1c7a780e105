import type { ResultFields } from '../../task/output.ts';

const source: ResultFields = {
  product: { help: 'Kind of the source file', type: 'string' },
  object: { help: 'Object, as the source names it', type: 'string' },
};

/** What the result of StackSpectra means. */
export const stackFields: ResultFields = {
  ...source,
  spectra: { help: 'Spectra that went into the stack', type: 'integer' },
  resampled: { help: 'Those of them that were brought to its grid', type: 'integer' },
  pixels: { help: 'Pixels of the stack', unit: 'pix', type: 'integer' },
  empty_pixels: { help: 'Pixels without a contribution', unit: 'pix', type: 'integer' },
  snr: { help: 'Mean of flux * sqrt(ivar) of the stack', type: 'float' },
};

/** What the result of ExportSpectrum means. */
export const exportFields: ResultFields = {
  ...source,
  row: { help: 'Row of the source, from 0', type: 'integer' },
  label: { help: 'What that row is', type: 'string' },
  pixels: { help: 'Pixels that were written', unit: 'pix', type: 'integer' },
  frame: { help: 'Frame of the wavelengths', type: 'string' },
  medium: { help: 'Medium of the wavelengths', type: 'string' },
  format: { help: 'csv, fits or json', type: 'string' },
};
