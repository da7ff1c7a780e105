import { medianInPlace } from './median.ts';

export interface DerSnr {
  readonly signal: number;
  readonly noise: number;
  readonly snr: number;
}

/**
 * S/N from the fluxes alone: signal = median, noise = 1.482602/√6 · median |2·f[i] − f[i−2] − f[i+2]|.
 * Stoehr et al. 2008, "DER_SNR: A Simple & General Spectroscopic Signal-to-Noise Measurement
 * Algorithm" (ASP Conf. 394, 505). As there, fluxes of exactly 0 are padding and left out, here along
 * with non-finite ones. It wants noise that is independent over two pixels. All NaN if fewer than
 * five fluxes are left.
 */
export function derSnr(flux: Float64Array): DerSnr {
  const values = flux.filter((value) => Number.isFinite(value) && value !== 0);
  if (values.length < 5) return { signal: NaN, noise: NaN, snr: NaN };
  const differences = new Float64Array(values.length - 4);
  for (let i = 0; i < differences.length; i++) {
    const [left = NaN, middle = NaN, right = NaN] = [values[i], values[i + 2], values[i + 4]];
    differences[i] = Math.abs(2 * middle - left - right);
  }
  const noise = (1.482602 / Math.sqrt(6)) * medianInPlace(differences);
  const signal = medianInPlace(values);
  return { signal, noise, snr: signal / noise };
}
