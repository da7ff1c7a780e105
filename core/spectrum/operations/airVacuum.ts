/**
 * Refractive index of standard air (15 °C, 1013.25 hPa, dry, 450 ppm CO2) at a vacuum wavelength in
 * Å: Ciddor 1996, Applied Optics 35, 1566, equation 1 with table 1's constants in µm⁻². Meant for
 * 2300 Å … 1.7 µm, the range that he fitted.
 */
export function airIndex(vacuum: number): number {
  const s = 1e4 / vacuum;
  const s2 = s * s;
  return 1 + 0.05792105 / (238.0185 - s2) + 0.00167917 / (57.362 - s2);
}

/** Wavelength in air of a vacuum wavelength, both in Å. */
export function vacuumToAir(vacuum: number): number {
  return vacuum / airIndex(vacuum);
}

/** The inverse of `vacuumToAir`, iterated until a step is below 1e-13 relative. */
export function airToVacuum(air: number): number {
  let vacuum = air;
  // The index varies so slowly that every step gains five or more digits.
  for (let step = 0; step < 10; step++) {
    const next = air * airIndex(vacuum);
    if (!(Math.abs(next - vacuum) > 1e-13 * vacuum)) return next;
    vacuum = next;
  }
  return vacuum;
}
