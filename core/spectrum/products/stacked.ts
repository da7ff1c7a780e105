import type { FitsFile } from '../../fits/fitsFile.ts';
import { requireImage, type Hdu, type ImageHdu } from '../../fits/hdu.ts';
import { readImage } from '../../fits/image.ts';
import { maskTableOf } from '../bitmask/maskTableCards.ts';
import type { MaskValues, Spectrum, SpectrumMasks, SpectrumRow } from '../spectrum.ts';
import { assembleSpectrum } from './assemble.ts';
import { readChips } from './chipCards.ts';
import { toMaskValues } from './maskValues.ts';
import { requireRow } from './requireRow.ts';
import { isTaskProduct, ascendingRow, taskCards, taskGrid, unitOfTask } from './taskCards.ts';

const label = 'Stack';

/** A product of StackSpectra (docs/tasks.md). */
export function isStacked([primary, flux, ivar, count]: readonly Hdu[]): boolean {
  return (
    isTaskProduct(primary) && flux?.name === 'FLUX' && ivar?.name === 'IVAR' && count?.name === 'N'
  );
}

/** The one spectrum of a stack, in the frame and medium that it was made in. */
export function loadStacked(fits: FitsFile, row = 0): Spectrum {
  requireRow(row, 1, fits.name);
  const flux = requireImage(fits.hdu(1));
  const { wavelength, reversed } = taskGrid(flux, imageNamed(fits, 'WAVELENGTH'));
  const source = { hdu: 1, row: 0, reversed, shape: flux.shape };
  const { meta, ...cards } = taskCards(fits.hdu(0).header);
  const masks = masksOf(fits, reversed);
  const maskTable = maskTableOf(imageNamed(fits, 'BITMASK')?.header ?? flux.header);
  const chips = readChips(fits.hdu(0).header, wavelength.length);
  return assembleSpectrum(
    {
      product: 'stacked',
      ...cards,
      row: 0,
      rows: 1,
      label,
      wavelength,
      flux: ascendingRow(flux, source),
      ivar: ascendingRow(requireImage(fits.hdu(2)), source),
      masks,
      ...(maskTable === undefined ? {} : { maskTable }),
      chipStarts: chips.chipStarts,
      unit: unitOfTask(flux.header.string('BUNIT')),
      headerSnr: null,
      meta: { ...meta, ...chips.meta, kind: 'combined' },
      source,
    },
    { file: fits.name, hdu: 1 },
  );
}

export function listStacked(): SpectrumRow[] {
  return [{ row: 0, label, snr: null, date: null, mjd: null, hdu: 1, kind: 'combined' }];
}

function imageNamed(fits: FitsFile, name: string): ImageHdu | undefined {
  const hdu = fits.hduNamed(name);
  return hdu === undefined ? undefined : requireImage(hdu);
}

/** BITMASK: set in every contributing spectrum; OR_MASK: in any. Both are missing after resampling. */
function masksOf(fits: FitsFile, reversed: boolean): SpectrumMasks {
  const read = (name: string): MaskValues | undefined => {
    const image = imageNamed(fits, name);
    if (image === undefined) return undefined;
    const values = toMaskValues(readImage(image).data);
    return reversed ? values.reverse() : values;
  };
  const [and, or] = [read('BITMASK'), read('OR_MASK')];
  return {
    ...(and === undefined ? {} : { and_mask: and }),
    ...(or === undefined ? {} : { or_mask: or }),
  };
}
