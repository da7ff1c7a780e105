import { Problem } from '../../problem/problem.ts';
import type { Frame, Spectrum } from '../spectrum.ts';
import { dopplerFactor, scaleWavelength, speedOfLight } from './doppler.ts';
import { toMedium } from './wavelengthUnit.ts';

/** The velocities (km/s) or redshift that lead from one frame to another. */
export interface FrameShifts {
  /** Barycentric correction: topocentric to barycentric (apVisit card BC). */
  readonly bc?: number;
  /** Velocity of the source as seen by the telescope (apVisit card VRAD). */
  readonly vrad?: number;
  /** Velocity of the source in the barycentric frame (apStar card VHELIO). */
  readonly vhelio?: number;
  /** Redshift of the source in the barycentric frame (spec files). */
  readonly z?: number;
}

/**
 * Factor that turns wavelengths of frame `from` into frame `to`.
 *
 * The signs are SDSS's (data model of apVisit and apStar: VHELIO = VRAD + BC). An observed wavelength
 * is rest · (1 + v/c), v positive for recession. Topocentric to rest divides by 1 + VRAD/c, never by
 * VHELIO; topocentric to barycentric multiplies by 1 + BC/c; barycentric to rest divides by
 * 1 + VHELIO/c or by 1 + z. Throws `frame-velocity-missing` if the way needs a velocity that is not
 * given or not finite.
 */
export function frameFactor(from: Frame, to: Frame, shifts: FrameShifts): number {
  if (from === to) return 1;
  if (from === 'rest') return 1 / frameFactor(to, from, shifts);
  if (from === 'topocentric' && to === 'barycentric') return dopplerFactor(need(shifts, 'bc'));
  if (from === 'barycentric' && to === 'topocentric') return 1 / dopplerFactor(need(shifts, 'bc'));
  if (from === 'topocentric') return 1 / dopplerFactor(need(shifts, 'vrad'));
  return 1 / (1 + (shifts.z ?? need(shifts, 'vhelio') / speedOfLight));
}

/**
 * The same spectrum with its wavelengths in another frame; every other array is shared. Air
 * wavelengths are shifted by way of the vacuum, since the refractive index depends on wavelength.
 */
export function toFrame(spectrum: Spectrum, to: Frame, shifts: FrameShifts): Spectrum {
  const { medium, frame, wavelength } = spectrum;
  const shifted = scaleWavelength(
    toMedium(wavelength, medium, 'vacuum'),
    frameFactor(frame, to, shifts),
  );
  return { ...spectrum, frame: to, wavelength: toMedium(shifted, 'vacuum', medium) };
}

/**
 * The shifts that a spectrum's own file states. RV cards can be absurd (596 km/s in a visit whose
 * combined spectrum says 6.7): show where the number comes from, and never shift by default.
 */
export function statedShifts(spectrum: Pick<Spectrum, 'meta'>): FrameShifts {
  const stated = (name: string): number | undefined => {
    const value = spectrum.meta[name];
    // Faster than light is how pipelines write "unknown" (999999); no redshift is that large either.
    return typeof value === 'number' && Math.abs(value) < speedOfLight ? value : undefined;
  };
  const [bc, vrad, z] = [stated('bc'), stated('vrad'), stated('z')];
  // mwm files call it v_rad.
  const vhelio = stated('vhelio') ?? stated('v_rad');
  return {
    ...(bc === undefined ? {} : { bc }),
    ...(vrad === undefined ? {} : { vrad }),
    ...(vhelio === undefined ? {} : { vhelio }),
    ...(z === undefined ? {} : { z }),
  };
}

function need(shifts: FrameShifts, name: 'bc' | 'vrad' | 'vhelio'): number {
  const value = shifts[name];
  if (value !== undefined && Number.isFinite(value)) return value;
  const said = { bc: 'barycentric correction', vrad: 'radial velocity', vhelio: 'velocity' }[name];
  throw new Problem('frame-velocity-missing', `the ${said} of this spectrum is not known`, {
    where: { card: name.toUpperCase() },
    advice: 'Give a velocity by hand, or stay in the frame of the file',
  });
}
