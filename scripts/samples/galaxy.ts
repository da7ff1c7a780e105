import { airToVacuum } from '../../core/spectrum/operations/airVacuum.ts';

/** Lines of a star-forming galaxy: air wavelengths (NIST; Å), and peak over the continuum. */
const emission: readonly (readonly [name: string, air: number, peak: number])[] = [
  ['[O II]', 3726.03, 0.9],
  ['[O II]', 3728.82, 1.2],
  ['[Ne III]', 3868.76, 0.15],
  ['H_delta', 4101.73, 0.2],
  ['H_gamma', 4340.46, 0.45],
  ['H_beta', 4861.33, 1],
  ['[O III]', 4958.91, 0.5],
  ['[O III]', 5006.84, 1.5],
  ['He I', 5875.62, 0.15],
  ['[N II]', 6548.05, 0.35],
  ['H_alpha', 6562.8, 3.2],
  ['[N II]', 6583.45, 1.05],
  ['[S II]', 6716.44, 0.6],
  ['[S II]', 6730.82, 0.45],
];

/** Stellar absorption: air wavelengths, depth, Gaussian σ (Å). */
const absorption: readonly (readonly [air: number, depth: number, sigma: number])[] = [
  [3933.66, 0.35, 7],
  [3968.47, 0.32, 7],
  [4304.4, 0.12, 10],
  [5175.3, 0.13, 14],
  [5269, 0.06, 8],
  [5892.5, 0.12, 6],
];

export interface GalaxyLine {
  readonly name: string;
  /** Rest wavelength in vacuum, Å. */
  readonly wavelength: number;
  readonly peak: number;
}

export const galaxyLines: readonly GalaxyLine[] = emission.map(([name, air, peak]) => ({
  name,
  wavelength: airToVacuum(air),
  peak,
}));

/** Velocity dispersion of lines and spectrograph together, as σ/λ. */
export const lineWidth = 130 / 299_792.458;

/** Flux of the invented galaxy at rest-frame vacuum wavelengths (Å), 1e-17 erg/s/cm²/Å. */
export function galaxySpectrum(wavelength: number): number {
  // A young and an old population with a 4000 Å break, smooth elsewhere.
  const old = 8 / (1 + Math.exp(-(wavelength - 3990) / 40));
  const young = 11 * (4500 / wavelength) ** 1.4;
  const red = 1 - 0.25 * ((wavelength - 6000) / 4000) ** 2;
  let continuum = (old + young) * red;
  for (const [air, depth, sigma] of absorption) {
    const x = (wavelength - airToVacuum(air)) / sigma;
    if (Math.abs(x) < 6) continuum *= 1 - depth * Math.exp(-0.5 * x * x);
  }
  let lines = 0;
  for (const line of galaxyLines) {
    const x = (wavelength - line.wavelength) / (lineWidth * line.wavelength);
    if (Math.abs(x) < 6) lines += 12 * line.peak * Math.exp(-0.5 * x * x);
  }
  return continuum + lines;
}
