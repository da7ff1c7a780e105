/**
 * OH airglow lines of the H band, vacuum Å to 0.1 (Rousselot et al. 2000, A&A 354, 1134), with
 * invented brightnesses relative to the brightest.
 */
const airglow: readonly (readonly [wavelength: number, brightness: number])[] = [
  [15187.1, 0.5],
  [15241.0, 0.7],
  [15287.8, 0.8],
  [15332.4, 0.8],
  [15395.3, 0.4],
  [15432.2, 0.7],
  [15539.7, 0.4],
  [15570.2, 0.4],
  [15597.6, 0.3],
  [15631.4, 0.3],
  [15702.5, 0.4],
  [15869.3, 0.4],
  [15972.6, 0.6],
  [16030.8, 0.6],
  [16079.8, 0.5],
  [16128.6, 0.6],
  [16194.6, 0.5],
  [16235.4, 0.7],
  [16317.2, 0.6],
  [16360.4, 0.5],
  [16388.5, 0.4],
  [16442.2, 0.3],
  [16502.4, 1],
  [16553.8, 0.4],
  [16692.4, 0.8],
  [16840.5, 0.7],
  [16903.7, 0.5],
  [16955.1, 0.4],
];

/** Ladders of lines of CO2 (two bands) and a few of water and methane, at regular invented steps. */
const telluricLadders = [
  { from: 15704, to: 15812, step: 4.4, depth: 0.16 },
  { from: 16008, to: 16112, step: 4.1, depth: 0.18 },
  { from: 16537, to: 16700, step: 27, depth: 0.1 },
  { from: 16770, to: 16900, step: 33, depth: 0.12 },
];

/** Half-widths of features at the resolution of the spectrograph: λ / 22500 / 2.355. */
const sigma = 0.3;

/** Sky flux at a topocentric wavelength, relative to the brightest line: continuum and airglow. */
export function skyBrightness(wavelength: number): number {
  let sum = 0.006;
  for (const [line, brightness] of airglow) {
    const x = (wavelength - line) / sigma;
    if (Math.abs(x) < 6) sum += brightness * Math.exp(-0.5 * x * x);
  }
  return sum;
}

/** Transmission of the atmosphere at a topocentric wavelength, between 0 and 1. */
export function transmission(wavelength: number): number {
  let depth = 0;
  for (const ladder of telluricLadders) {
    if (wavelength < ladder.from - 2 || wavelength > ladder.to + 2) continue;
    const step = Math.round((wavelength - ladder.from) / ladder.step);
    const line = ladder.from + Math.max(0, step) * ladder.step;
    const middle = (ladder.from + ladder.to) / 2;
    const band = 1 - 0.6 * Math.abs((line - middle) / (ladder.to - ladder.from));
    const x = (wavelength - line) / (1.3 * sigma);
    depth += ladder.depth * band * Math.exp(-0.5 * x * x);
  }
  return 0.997 * (1 - depth);
}
