/**
 * Widest step, rad, that the series below may take from its anchor: the first terms left out are
 * δ⁸/8! < 2e-17 and δ⁹/9! < 1e-19, below the rounding of a double.
 */
const MAX_STEP = 1 / 32;

/** cos and sin of the fundamental, one each per pixel. */
export interface Phasors {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

/**
 * cos(2πλ/L) and sin(2πλ/L) for every wavelength, each to a few 1e-16 of the exact value at the
 * rounded argument. Neighbouring pixels differ by a small angle, so most are reached from an
 * anchor by the angle-addition theorem with the series of the small angle; a new anchor is
 * computed in full wherever the step would exceed 1/32 rad, so that errors do not accumulate.
 */
export function phasorsOf(wavelength: Float64Array, L: number): Phasors {
  const n = wavelength.length;
  const cos = new Float64Array(n);
  const sin = new Float64Array(n);
  const scale = (2 * Math.PI) / L;
  let anchor = NaN;
  let anchorCos = NaN;
  let anchorSin = NaN;
  for (let i = 0; i < n; i++) {
    const angle = scale * (wavelength[i] ?? NaN);
    const step = angle - anchor;
    if (!(Math.abs(step) <= MAX_STEP)) {
      anchor = angle;
      anchorCos = Math.cos(angle);
      anchorSin = Math.sin(angle);
      cos[i] = anchorCos;
      sin[i] = anchorSin;
      continue;
    }
    const square = step * step;
    // 1 − cos δ, so that the leading 1 is added last and loses nothing.
    const versine = square * (1 / 2 - square * (1 / 24 - square / 720));
    const sine = step * (1 - square * (1 / 6 - square * (1 / 120 - square / 5040)));
    cos[i] = anchorCos - (anchorCos * versine + anchorSin * sine);
    sin[i] = anchorSin - (anchorSin * versine - anchorCos * sine);
  }
  return { cos, sin };
}
