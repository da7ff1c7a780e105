/** Speed of light, km/s: exact by the definition of the metre (17th CGPM, 1983). */
export const speedOfLight = 299792.458;

/**
 * 1 + z of a velocity in km/s. `optical` is the convention of radial velocity catalogues, v = c·z;
 * `relativistic` is the Doppler shift of a purely radial motion.
 */
export function dopplerFactor(
  velocity: number,
  convention: 'optical' | 'relativistic' = 'optical',
): number {
  const beta = velocity / speedOfLight;
  switch (convention) {
    case 'optical':
      return 1 + beta;
    case 'relativistic':
      return Math.sqrt((1 + beta) / (1 - beta));
  }
}

/** Every wavelength times a factor; the array is new. */
export function scaleWavelength(wavelength: Float64Array, factor: number): Float64Array {
  return wavelength.map((value) => value * factor);
}

/** Velocity (km/s, v = c·(λ/λ0 − 1)) of each wavelength around a line; both in the same unit. */
export function velocityAround(wavelength: Float64Array, line: number): Float64Array {
  return wavelength.map((value) => speedOfLight * (value / line - 1));
}

/** The inverse of `velocityAround`. */
export function wavelengthOfVelocity(velocity: Float64Array, line: number): Float64Array {
  return velocity.map((value) => line * (1 + value / speedOfLight));
}
