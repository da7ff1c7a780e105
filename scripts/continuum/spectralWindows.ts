/** A stretch of rest-frame vacuum wavelength, Å, that a continuum region must not touch, and why. */
export interface Exclusion {
  readonly start: number;
  readonly end: number;
  readonly why: string;
}

/** Rydberg constant of hydrogen, 1/Å: R∞ / (1 + mₑ/m_p), CODATA 2018. */
const RYDBERG_H = 1.096775834e-3;

function hydrogenLine(lower: number, upper: number): number {
  return 1 / (RYDBERG_H * (1 / lower ** 2 - 1 / upper ** 2));
}

function around(centre: number, half: number, why: string): Exclusion {
  return { start: centre - half, end: centre + half, why };
}

function series(
  name: string,
  lower: number,
  uppers: readonly number[],
  half: number,
): readonly Exclusion[] {
  return uppers.map((n) => around(hydrogenLine(lower, n), half, `${name} ${n}-${lower}`));
}

const from = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);

/**
 * What the sample stars of APOGEE cannot show, because none is hot, none a luminous giant and none
 * much reddened: Brackett lines (cores only: in A stars the wings reach ±50 Å, and no continuum
 * would be left), the second overtone of ¹²CO with its heads at the given wavelengths (±5 Å; the
 * band degrades to the red), and the diffuse interstellar band.
 */
export const apogeeExclusions: readonly Exclusion[] = [
  ...series('H Brackett', 4, from(11, 20), 10),
  ...[15582, 15780, 15982, 16189, 16397, 16610, 16837].map((head) => ({
    start: head - 5,
    end: head + 15,
    why: 'CO second overtone head',
  })),
  around(15274, 6, 'diffuse interstellar band'),
];

/**
 * The strong features of stars from A to M between 3600 and 10000 Å, wide enough for ±300 km/s and
 * the resolution of BOSS (R ≈ 2000), and what the atmosphere and the instrument put there.
 * Positions to 1 Å, which is enough at these widths.
 */
export const bossExclusions: readonly Exclusion[] = [
  ...series('H Balmer', 2, from(3, 6), 40),
  ...series('H Balmer', 2, from(7, 9), 25),
  { start: 3500, end: 3860, why: 'Balmer limit, crowded lines' },
  ...series('H Paschen', 3, from(8, 16), 20),
  { start: 8200, end: 8420, why: 'Paschen limit, Na I, water' },
  around(3934.8, 30, 'Ca II K'),
  around(3969.6, 30, 'Ca II H'),
  around(4227.9, 12, 'Ca I'),
  { start: 4285, end: 4325, why: 'CH G band' },
  { start: 4755, end: 4800, why: 'TiO, MgH' },
  { start: 4950, end: 5000, why: 'TiO' },
  { start: 5150, end: 5215, why: 'Mg b, MgH, TiO' },
  around(5271, 12, 'Fe I, Ca I'),
  { start: 5445, end: 5480, why: 'TiO' },
  around(5578.9, 10, '[O I] of the sky'),
  { start: 5845, end: 5915, why: 'TiO, Na D (stars, interstellar, sky)' },
  { start: 5915, end: 6250, why: 'arms of the spectrograph joined, TiO' },
  around(6301.7, 12, '[O I] of the sky'),
  around(6365.5, 10, '[O I] of the sky'),
  { start: 6645, end: 6720, why: 'TiO, Li I' },
  { start: 6865, end: 6970, why: 'O2 B band' },
  { start: 7050, end: 7130, why: 'TiO' },
  { start: 7160, end: 7350, why: 'H2O of the atmosphere' },
  { start: 7590, end: 7720, why: 'O2 A band, K I, TiO' },
  { start: 8100, end: 8200, why: 'H2O of the atmosphere, Na I' },
  around(8500.4, 20, 'Ca II'),
  around(8544.4, 20, 'Ca II'),
  around(8664.5, 20, 'Ca II'),
  { start: 8855, end: 8960, why: 'TiO, H2O of the atmosphere' },
  { start: 8960, end: 9780, why: 'H2O of the atmosphere' },
];

/** Whether [start, end] touches an exclusion. */
export function isExcluded(
  exclusions: readonly Exclusion[],
  start: number,
  end: number = start,
): boolean {
  return exclusions.some((window) => start <= window.end && end >= window.start);
}
