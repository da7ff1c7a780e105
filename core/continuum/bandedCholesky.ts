/**
 * Solves A·x = b for a symmetric positive definite band matrix: `band[i·(w + 1) + d]` is
 * A[i][i − d] for d = 0…w. Returns x, or undefined if A is not positive definite to rounding.
 * Overwrites `band`. Cost n·w², which lets a spline have thousands of knots.
 */
export function solveBanded(
  band: Float64Array,
  b: Float64Array,
  w: number,
): Float64Array | undefined {
  const n = b.length;
  const stride = w + 1;
  for (let i = 0; i < n; i++) {
    const from = Math.max(0, i - w);
    const original = band[i * stride] ?? NaN;
    for (let j = from; j <= i; j++) {
      let sum = band[i * stride + i - j] ?? NaN;
      for (let k = Math.max(from, j - w); k < j; k++) {
        sum -= (band[i * stride + i - k] ?? NaN) * (band[j * stride + j - k] ?? NaN);
      }
      if (j < i) {
        band[i * stride + i - j] = sum / (band[j * stride] ?? NaN);
      } else {
        // A pivot that has lost 14 digits is rounding noise, not information.
        if (!(sum > 1e-14 * original && sum < Infinity)) return undefined;
        band[i * stride] = Math.sqrt(sum);
      }
    }
  }
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    let sum = x[i] ?? NaN;
    for (let k = Math.max(0, i - w); k < i; k++) {
      sum -= (band[i * stride + i - k] ?? NaN) * (x[k] ?? NaN);
    }
    x[i] = sum / (band[i * stride] ?? NaN);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i] ?? NaN;
    for (let k = i + 1; k <= Math.min(n - 1, i + w); k++) {
      sum -= (band[k * stride + k - i] ?? NaN) * (x[k] ?? NaN);
    }
    x[i] = sum / (band[i * stride] ?? NaN);
  }
  return x;
}
