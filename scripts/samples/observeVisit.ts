import { apogeePixelMask } from '../../core/spectrum/bitmask/apogeePixelMask.ts';
import { speedOfLight } from '../../core/spectrum/operations/doppler.ts';
import { chipWavelengths, pixelsPerChip } from './detector.ts';
import { skyBrightness, transmission } from './nightSky.ts';
import { seededRandom } from './random.ts';
import { starSpectrum, type Star } from './star.ts';

/** One invented visit. */
export interface Visit {
  readonly star: Star;
  readonly field: string;
  readonly locationId: number;
  readonly plate: number;
  readonly mjd: number;
  readonly fiber: number;
  readonly dateObs: string;
  /** Barycentric correction, km/s. */
  readonly bc: number;
  /** Wanted S/N per pixel at the middle of the green chip, away from lines. */
  readonly snr: number;
  readonly seed: number;
}

/** The arrays of an apVisit, chip after chip (red, green, blue), wavelength decreasing in each. */
export interface VisitArrays {
  readonly wavelength: Float64Array<ArrayBuffer>;
  readonly flux: Float32Array<ArrayBuffer>;
  readonly error: Float32Array<ArrayBuffer>;
  readonly mask: Int16Array<ArrayBuffer>;
  readonly sky: Float32Array<ArrayBuffer>;
  readonly skyError: Float32Array<ArrayBuffer>;
  readonly telluric: Float32Array<ArrayBuffer>;
  readonly telluricError: Float32Array<ArrayBuffer>;
}

/** Flux of the brightest sky line, 1e-17 erg/s/cm²/Å. */
const brightestSky = 4000;

/** Shift of the wavelength solution between fibres and visits, pixels. */
export function fiberShift({ fiber, mjd }: Visit): number {
  return (fiber - 150) / 80 + (mjd % 7) / 10;
}

/**
 * What a visit would record: the star, shifted by its topocentric velocity VHELIO − BC, with noise
 * from star, sky and detector, less well known under sky lines and tellurics, and with the flaws
 * that the mask names: chip edges, cosmic rays, bad flats and darks, persistence, Littrow ghost.
 */
export function observeVisit(visit: Visit): VisitArrays {
  const arrays = emptyArrays();
  const random = seededRandom(visit.seed);
  const spectrum = starSpectrum(visit.star);
  const shift = 1 + (visit.star.vhelio - visit.bc) / speedOfLight;
  const reference = spectrum(16150 / shift);
  // Photon noise that gives the wanted S/N at the reference flux and an empty sky.
  const gain = visit.snr ** 2 / (reference * 1.15);
  const readNoise = (0.15 * reference) / gain;
  for (let chip = 0; chip < 3; chip++) {
    const wavelengths = chipWavelengths(chip, fiberShift(visit));
    for (let pixel = 0; pixel < pixelsPerChip; pixel++) {
      const i = chip * pixelsPerChip + pixel;
      const wavelength = wavelengths[pixel] ?? 0;
      const star = spectrum(wavelength / shift);
      const sky = brightestSky * skyBrightness(wavelength);
      const air = transmission(wavelength);
      const skyResidual = 0.02 * sky;
      const sigma =
        Math.sqrt((star / air + sky) / gain + readNoise + skyResidual ** 2) / Math.max(0.2, air);
      const flux = star + sigma * random.normal();
      arrays.wavelength[i] = wavelength;
      arrays.flux[i] = flux;
      arrays.error[i] = sigma;
      arrays.sky[i] = sky;
      arrays.skyError[i] = Math.sqrt(sky / gain + readNoise);
      arrays.telluric[i] = air;
      arrays.telluricError[i] = 1e-4 + 0.02 * (0.997 - air);
      if (sky > 0.05 * brightestSky) raise(arrays, i, 'SIG_SKYLINE');
      if (air < 0.93) raise(arrays, i, 'SIG_TELLURIC');
    }
  }
  addFlaws(arrays, random);
  return arrays;
}

function addFlaws(arrays: VisitArrays, random: ReturnType<typeof seededRandom>): void {
  for (let chip = 0; chip < 3; chip++) {
    const start = chip * pixelsPerChip;
    const place = (): number => start + 20 + Math.floor(random.uniform() * (pixelsPerChip - 40));
    for (let pixel = 0; pixel < 8; pixel++) {
      for (const i of [start + pixel, start + pixelsPerChip - 1 - pixel]) {
        spoil(arrays, i, 60 + 3000 * random.uniform(), 'BADPIX', 'NOSKY');
      }
    }
    for (let ray = 0; ray < 5; ray++) {
      const i = place();
      arrays.flux[i] = (arrays.flux[i] ?? 0) * (1.5 + 3 * random.uniform());
      spoil(arrays, i, 40, 'CRPIX');
    }
    for (let pair = 0; pair < 5; pair++) {
      const i = place();
      spoil(arrays, i, 25, 'BADPIX');
      spoil(arrays, i + 1, 25, 'BADPIX');
    }
    for (let n = 0; n < 8; n++) spoil(arrays, place(), 4, n % 2 === 0 ? 'BADFLAT' : 'BADDARK');
    for (let n = 0; n < 6; n++) spoil(arrays, place(), 6, 'NOT_ENOUGH_PSF');
  }
  // Persistence lives on the blue chip, the Littrow ghost on the green one.
  persist(arrays, 2 * pixelsPerChip + 300, 700, 'PERSIST_LOW');
  persist(arrays, 2 * pixelsPerChip + 1000, 500, 'PERSIST_MED');
  persist(arrays, 2 * pixelsPerChip + 1500, 300, 'PERSIST_HIGH');
  for (let i = 0; i < 88; i++) raise(arrays, pixelsPerChip + 2746 + i, 'LITTROW_GHOST');
}

function persist(arrays: VisitArrays, start: number, length: number, bit: string): void {
  for (let i = start; i < start + length; i++) {
    arrays.flux[i] = (arrays.flux[i] ?? 0) * 1.01;
    raise(arrays, i, bit);
  }
}

function spoil(arrays: VisitArrays, i: number, worse: number, ...bits: string[]): void {
  arrays.error[i] = (arrays.error[i] ?? 0) * worse;
  for (const bit of bits) raise(arrays, i, bit);
}

function raise(arrays: VisitArrays, i: number, name: string): void {
  const bit = apogeePixelMask.bits.find((known) => known.name === name)?.bit;
  if (bit === undefined) throw new Error(`no bit ${name}`);
  arrays.mask[i] = (arrays.mask[i] ?? 0) | (1 << bit);
}

function emptyArrays(): VisitArrays {
  const pixels = 3 * pixelsPerChip;
  return {
    wavelength: new Float64Array(pixels),
    flux: new Float32Array(pixels),
    error: new Float32Array(pixels),
    mask: new Int16Array(pixels),
    sky: new Float32Array(pixels),
    skyError: new Float32Array(pixels),
    telluric: new Float32Array(pixels),
    telluricError: new Float32Array(pixels),
  };
}
