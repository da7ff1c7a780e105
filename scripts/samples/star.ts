import { seededRandom } from './random.ts';
import { atomicLines, brackett, brackettLevels } from './hBandLines.ts';

/** An invented star. */
export interface Star {
  readonly name: string;
  readonly ra: number;
  readonly dec: number;
  readonly glon: number;
  readonly glat: number;
  /** Effective temperature, K. */
  readonly teff: number;
  readonly logg: number;
  /** Metallicity, dex. */
  readonly feH: number;
  /** 2MASS-like magnitude; sets the flux. */
  readonly h: number;
  readonly j: number;
  readonly k: number;
  /** Heliocentric velocity, km/s. */
  readonly vhelio: number;
  /** Projected rotation, km/s. */
  readonly vsini: number;
}

/** Flux (1e-17 erg/s/cm²/Å) of a star of H = 0 (2MASS zero point: Cohen et al. 2003, AJ 126, 1090). */
const fluxOfH0 = 1.133e-10 / 1e-17;
const isophotal = 16620;

interface Feature {
  readonly wavelength: number;
  readonly depth: number;
  /** Gaussian σ, Å. */
  readonly sigma: number;
  /** Lorentzian half-width, Å, of pressure-broadened hydrogen lines; 0 for a Gaussian. */
  readonly gamma: number;
}

/**
 * The flux of a star at rest-frame vacuum wavelengths (Å), at the resolution of APOGEE (22500), in
 * 1e-17 erg/s/cm²/Å: a Planck continuum scaled to the H magnitude, times atomic and Brackett lines
 * whose depths follow temperature and metallicity, and a forest of weak lines at invented places.
 * It looks like a star; nobody should measure abundances in it.
 */
export function starSpectrum(star: Star): (wavelength: number) => number {
  const features = featuresOf(star);
  const scale = (fluxOfH0 * 10 ** (-0.4 * star.h)) / planck(isophotal, star.teff);
  return (wavelength) => {
    let optical = 0;
    for (let i = firstNear(features, wavelength - reach); i < features.length; i++) {
      const feature = features[i];
      if (feature === undefined || feature.wavelength > wavelength + reach) break;
      optical += feature.depth * profile(feature, wavelength - feature.wavelength);
    }
    return scale * planck(wavelength, star.teff) * Math.exp(-optical);
  };
}

/** Features further away than this (Å) are not felt. */
const reach = 90;

function profile({ sigma, gamma }: Feature, distance: number): number {
  if (gamma > 0) return 1 / (1 + (distance / gamma) ** 2);
  const x = distance / sigma;
  return Math.abs(x) > 6 ? 0 : Math.exp(-0.5 * x * x);
}

function featuresOf(star: Star): Feature[] {
  const metals = 10 ** (0.35 * star.feH) * Math.min(1.2, (4700 / star.teff) ** 2.5);
  const sigmaAt = (wavelength: number): number =>
    wavelength * Math.hypot(1 / (22_500 * 2.355), star.vsini / 2 / 299_792.458);
  const atomic = atomicLines.map(({ wavelength, strength }) => ({
    wavelength,
    depth: metals * strength,
    sigma: sigmaAt(wavelength),
    gamma: 0,
  }));
  const hydrogen = Math.min(0.45, 0.3 * (star.teff / 7500) ** 4);
  const brackettLines = brackettLevels.map((n) => ({
    wavelength: brackett(n),
    depth: hydrogen * (11 / n) ** 1.5,
    sigma: 0,
    gamma: 4 + 12 * Math.min(1, (star.teff / 8000) ** 2),
  }));
  // The same forest for every star: weak lines are where they are.
  const random = seededRandom(15_100);
  const forest = Array.from({ length: 800 }, () => {
    const wavelength = 15_100 + 1_900 * random.uniform();
    const depth = 0.3 * metals * random.uniform() ** 3;
    return { wavelength, depth, sigma: sigmaAt(wavelength), gamma: 0 };
  });
  return [...atomic, ...brackettLines, ...forest].sort((a, b) => a.wavelength - b.wavelength);
}

/** Index of the first feature at or above a wavelength. */
function firstNear(features: readonly Feature[], wavelength: number): number {
  let [low, high] = [0, features.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((features[middle]?.wavelength ?? Infinity) < wavelength) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Planck's law per unit wavelength, in any scale: hc/k = 1.438777e8 Å K (CODATA). */
function planck(wavelength: number, temperature: number): number {
  return wavelength ** -5 / (Math.exp(1.438777e8 / (wavelength * temperature)) - 1);
}
