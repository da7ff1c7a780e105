/**
 * Solves A·x = b for a symmetric positive definite A (row-major n × n; only its lower triangle is
 * read). Returns x, or undefined if A is not positive definite to rounding. Overwrites `a` with
 * its Cholesky factor.
 */
export function solveCholesky(a: Float64Array, b: Float64Array): Float64Array | undefined {
  const n = b.length;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j] ?? NaN;
      for (let k = 0; k < j; k++) sum -= (a[i * n + k] ?? NaN) * (a[j * n + k] ?? NaN);
      if (i !== j) {
        a[i * n + j] = sum / (a[j * n + j] ?? NaN);
      } else {
        // Written so that NaN fails too.
        if (!(sum > 0 && sum < Infinity)) return undefined;
        a[i * n + i] = Math.sqrt(sum);
      }
    }
  }
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    let sum = x[i] ?? NaN;
    for (let k = 0; k < i; k++) sum -= (a[i * n + k] ?? NaN) * (x[k] ?? NaN);
    x[i] = sum / (a[i * n + i] ?? NaN);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i] ?? NaN;
    for (let k = i + 1; k < n; k++) sum -= (a[k * n + i] ?? NaN) * (x[k] ?? NaN);
    x[i] = sum / (a[i * n + i] ?? NaN);
  }
  return x;
}
