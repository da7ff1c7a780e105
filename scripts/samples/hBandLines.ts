import { airToVacuum } from '../../core/spectrum/operations/airVacuum.ts';

/** An absorption line: rest wavelength in vacuum (Å), and its depth in a cool giant. */
export interface StellarLine {
  readonly species: string;
  readonly wavelength: number;
  readonly strength: number;
}

/**
 * Atomic lines of the H band. Air wavelengths as Smith et al. 2013 (ApJ 765, 16, tables 2 and 5)
 * list them; the strengths are invented, of the right order for a giant of 4700 K.
 */
const inAir: readonly (readonly [species: string, strength: number, wavelengths: number[]])[] = [
  [
    'Fe I',
    0.5,
    [
      15194.492, 15207.526, 15395.718, 15490.339, 15648.51, 15964.867, 16040.657, 16153.247,
      16165.032,
    ],
  ],
  ['Mg I', 0.9, [15740.716, 15748.9, 15765.8]],
  ['Mg I', 0.5, [15879.5, 15886.2, 15889.485, 15954.477]],
  ['Al I', 0.8, [16718.957, 16750.564, 16763.359]],
  ['Si I', 0.55, [15361.161, 15376.831, 15833.602, 15960.063, 16060.009, 16094.787]],
  ['Si I', 0.6, [16215.67, 16680.77, 16828.159]],
  ['K I', 0.35, [15163.067, 15168.376]],
  ['Ca I', 0.45, [16136.823, 16150.763, 16155.236, 16157.364]],
  ['Ti I', 0.35, [15543.756, 15602.842, 15698.979, 15715.573, 16635.161]],
  ['V I', 0.2, [15924]],
  ['Cr I', 0.35, [15680.063, 15860.214]],
  ['Mn I', 0.45, [15159, 15217, 15262]],
  ['Ni I', 0.4, [15605.68, 15632.654, 16584.439, 16589.295, 16673.711, 16815.471, 16818.76]],
  ['Na I', 0.25, [16373.853, 16388.858]],
];

export const atomicLines: readonly StellarLine[] = inAir.flatMap(
  ([species, strength, wavelengths]) =>
    wavelengths.map((air) => ({ species, strength, wavelength: airToVacuum(air) })),
);

/** Rydberg constant of hydrogen, cm⁻¹ (CODATA R∞ with the reduced mass of the proton). */
const rydberg = 109_677.58;

/** Vacuum wavelength (Å) of the Brackett line from level `n` to level 4. */
export function brackett(n: number): number {
  return 1e8 / (rydberg * (1 / 16 - 1 / (n * n)));
}

/** Upper levels of the Brackett lines between 15100 and 17000 Å. */
export const brackettLevels = [11, 12, 13, 14, 15, 16, 17, 18, 19, 20] as const;
