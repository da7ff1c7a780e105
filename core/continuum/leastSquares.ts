/**
 * Least squares by Householder reflections with the columns in their given order (Golub & Van
 * Loan, Matrix Computations, 4th ed., §5.3.2). `a` is column-major m × n with m ≥ n, `b` has m
 * elements; both are overwritten. Returns the n coefficients, or undefined if a column is a
 * combination of those before it to 1e-12.
 */
export function leastSquares(
  a: Float64Array,
  b: Float64Array,
  n: number,
): Float64Array | undefined {
  const m = b.length;
  const diagonal = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    const column = a.subarray(j * m, (j + 1) * m);
    const whole = norm(column, 0);
    const rest = norm(column, j);
    if (!(rest > 1e-12 * whole && rest < Infinity)) return undefined;
    const head = column[j] ?? NaN;
    const alpha = head > 0 ? -rest : rest;
    diagonal[j] = alpha;
    column[j] = head - alpha;
    // vᵀv / 2 for v = x − α·e, without cancellation.
    const half = rest * (rest + Math.abs(head));
    for (let k = j + 1; k < n; k++) reflect(column, half, a.subarray(k * m, (k + 1) * m), j);
    reflect(column, half, b, j);
  }
  const x = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i] ?? NaN;
    for (let k = i + 1; k < n; k++) sum -= (a[k * m + i] ?? NaN) * (x[k] ?? NaN);
    x[i] = sum / (diagonal[i] ?? NaN);
  }
  return x.every(Number.isFinite) ? x : undefined;
}

function norm(v: Float64Array, from: number): number {
  let largest = 0;
  for (let i = from; i < v.length; i++) largest = Math.max(largest, Math.abs(v[i] ?? NaN));
  if (!(largest > 0 && largest < Infinity)) return largest;
  let sum = 0;
  for (let i = from; i < v.length; i++) sum += ((v[i] ?? NaN) / largest) ** 2;
  return largest * Math.sqrt(sum);
}

function reflect(v: Float64Array, half: number, target: Float64Array, from: number): void {
  let dot = 0;
  for (let i = from; i < v.length; i++) dot += (v[i] ?? NaN) * (target[i] ?? NaN);
  const factor = dot / half;
  for (let i = from; i < v.length; i++) target[i] = (target[i] ?? NaN) - factor * (v[i] ?? NaN);
}
