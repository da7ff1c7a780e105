import type { Mask, SpectrumPayload } from '../../core/api/spectrum.ts';
import type { MaskValues, Meta, Spectrum } from '../../core/spectrum/spectrum.ts';

const titles = {
  bitmask: 'Pixel mask',
  and_mask: 'AND mask: set in every exposure',
  or_mask: 'OR mask: set in any exposure',
} as const;

/** A spectrum as the viewer gets it. `name` is what the library calls the file. */
export function spectrumPayload(spectrum: Spectrum, name: string): SpectrumPayload {
  const { product, release, row, rows, label, wavelength, flux, ivar, model } = spectrum;
  const { unit, frame, medium, meanSnr, meta, breaks, warnings } = spectrum;
  const object = meta.object;
  return {
    path: name,
    product,
    ...(release === undefined ? {} : { release }),
    row,
    rows,
    label,
    wavelength,
    flux,
    ivar,
    ...(model === undefined ? {} : { model }),
    masks: masksOf(spectrum),
    breaks: [...breaks],
    unit,
    frame,
    medium,
    meanSnr: Number.isFinite(meanSnr) ? meanSnr : null,
    ...(typeof object === 'string' ? { object } : {}),
    meta: plainMeta(meta),
    warnings: [...warnings],
  };
}

function masksOf({ masks, maskTable }: Spectrum): Mask[] {
  const bits = (maskTable?.bits ?? []).map(({ bit, name, meaning }) => ({
    bit,
    name,
    meaning,
    bad: maskTable?.badBits.includes(bit) ?? false,
  }));
  return (['bitmask', 'and_mask', 'or_mask'] as const).flatMap((name) => {
    const values = masks[name];
    if (values === undefined) return [];
    const title = titleOf(maskTable?.title, name);
    return [{ name, title, values: low32(values), bits }];
  });
}

/** `APOGEE pixel mask`; with two masks `Spectrum pixel mask, AND mask: set in every exposure`. */
function titleOf(survey: string | undefined, name: keyof typeof titles): string {
  if (survey === undefined) return titles[name];
  return name === 'bitmask' ? survey : `${survey}, ${titles[name]}`;
}

/** Documented bits all lie in the lower 32; a 64-bit mask is shown by those. */
function low32(values: MaskValues): Int32Array {
  if (values instanceof Int32Array) return values;
  return Int32Array.from(values, (value) => Number(BigInt.asIntN(32, value)));
}

function plainMeta(meta: Meta): SpectrumPayload['meta'] {
  return Object.fromEntries(
    Object.entries(meta).map(([name, value]) => [
      name,
      typeof value === 'bigint' ? value.toString() : value,
    ]),
  );
}
