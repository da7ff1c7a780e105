/** Pixels of a dithered chip, and the chips in the order of an apVisit: red, green, blue. */
export const pixelsPerChip = 4096;

/**
 * Wavelength solution of the three chips: one polynomial in x = (pixel + offset) / 3000 with an
 * offset per chip, as the coefficients in real files work. The numbers are invented, near real ones,
 * so that the chips lie at 16955–16473, 16435–15857 and 15810–15143 Å.
 */
const polynomial = [16157.35, -423.7, -23.18, 0.38, -0.019, 0.0139, 0.0026, -0.002];
const offsets = [-6430.2, -2047.7, 2356.5];

/** Vacuum wavelengths (Å) of a chip, decreasing; `shift` is the fibre's own, in pixels. */
export function chipWavelengths(chip: number, shift: number): Float64Array {
  const offset = (offsets[chip] ?? 0) + shift;
  return Float64Array.from({ length: pixelsPerChip }, (_, pixel) => {
    const x = (pixel + offset) / 3000;
    return polynomial.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
  });
}

/** The 14 parameters of HDU 9: offset, sine parameters, polynomial. */
export function wavelengthCoefficients(chip: number, shift: number): number[] {
  return [(offsets[chip] ?? 0) + shift, 0, 0, 2, 0, 0, ...polynomial];
}

/** The 26 parameters of HDU 10, a Gauss-Hermite line spread function: invented, constant per chip. */
export function lsfCoefficients(chip: number): number[] {
  const sigma = [4.5, 2.4, 1.8][chip] ?? 2;
  const shape = [2, 2048, 5, 1, 1, 1, 1, 1, 0, sigma, 0, 0, 0, 0, 0, 0, 0, 0.1, 0, 0.02];
  return [...shape, 1, 2, 0, 0, 0.025, 12];
}
