import type { SpectrumPayload } from '../../core/api/spectrum.ts';
import { decimalsForError, formatFixed } from '../format/number.ts';
import { decodeBits } from '../plot/maskGroups.ts';

export interface PixelBits {
  readonly mask: string;
  readonly bits: readonly {
    readonly name: string;
    readonly bad: boolean;
    readonly meaning: string;
  }[];
}

/** One pixel in words and typeset numbers. */
export interface PixelReadout {
  readonly index: number;
  readonly wavelength: string;
  readonly flux: string;
  readonly sigma: string;
  /** `± 9.3` behind the flux; empty where the spectrum has no errors at all. */
  readonly spread: string;
  readonly snr: string;
  readonly model: string | null;
  readonly masks: readonly PixelBits[];
}

/** What the read-out says about pixel `index`; undefined outside the spectrum. */
export function readPixel(payload: SpectrumPayload, index: number): PixelReadout | undefined {
  const wavelength = payload.wavelength[index];
  const flux = payload.flux[index];
  const ivar = payload.ivar[index];
  if (wavelength === undefined || flux === undefined || ivar === undefined) return undefined;
  const sigma = ivar > 0 ? 1 / Math.sqrt(ivar) : Infinity;
  const usable = payload.noErrors !== true && Number.isFinite(sigma) && sigma > 0 && sigma < 1e9;
  const decimals = decimalsForError(flux, usable ? sigma : NaN);
  const model = payload.model?.[index];
  const error = usable ? formatFixed(sigma, decimals) : 'no error';
  return {
    index,
    wavelength: formatFixed(wavelength, 3),
    flux: formatFixed(flux, decimals),
    sigma: error,
    spread: payload.noErrors === true ? '' : `± ${error}`,
    snr: usable ? formatFixed(flux / sigma, Math.abs(flux / sigma) < 10 ? 1 : 0) : '—',
    model: model === undefined ? null : formatFixed(model, decimals),
    masks: payload.masks.map((mask) => ({
      mask: mask.title,
      bits: decodeBits(mask, mask.values[index] ?? 0),
    })),
  };
}

/** The read-out as one line for the clipboard. */
export function readoutText(payload: SpectrumPayload, pixel: PixelReadout): string {
  const bits = pixel.masks.flatMap((mask) => mask.bits.map((bit) => bit.name)).join(', ');
  return [
    `λ ${pixel.wavelength} Å (${payload.medium}, ${payload.frame})`,
    ['flux', pixel.flux, pixel.spread, payload.unit].filter((part) => part !== '').join(' '),
    `S/N ${pixel.snr}`,
    `pixel ${pixel.index}`,
    ...(bits === '' ? [] : [bits]),
  ].join('\t');
}
