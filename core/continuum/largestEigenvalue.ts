/** Cyclic Jacobi converges quadratically; a 7 × 7 matrix takes about 6 sweeps. */
const MAX_SWEEPS = 60;

/**
 * Largest eigenvalue of a symmetric matrix (row-major n × n), to rounding, by cyclic Jacobi
 * rotations (Golub & Van Loan, Matrix Computations, 4th ed., §8.5). `matrix` is left as it is.
 */
export function largestEigenvalue(matrix: Float64Array, n: number): number {
  const a = Float64Array.from(matrix);
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        if (rotate(a, n, p, q)) rotated = true;
      }
    }
    if (!rotated) break;
  }
  let largest = -Infinity;
  for (let i = 0; i < n; i++) largest = Math.max(largest, a[i * n + i] ?? NaN);
  return largest;
}

/** Annihilates a[p][q]; false if it is already nothing beside both diagonal elements. */
function rotate(a: Float64Array, n: number, p: number, q: number): boolean {
  const apq = a[p * n + q] ?? NaN;
  const app = a[p * n + p] ?? NaN;
  const aqq = a[q * n + q] ?? NaN;
  // The change of the eigenvalues is apq²/|app − aqq| at most |apq|: below rounding of the larger.
  if (!(Math.abs(apq) > 1e-17 * Math.max(Math.abs(app), Math.abs(aqq)))) return false;
  const tau = (aqq - app) / (2 * apq);
  const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = t * c;
  a[p * n + p] = app - t * apq;
  a[q * n + q] = aqq + t * apq;
  a[p * n + q] = 0;
  a[q * n + p] = 0;
  for (let k = 0; k < n; k++) {
    if (k === p || k === q) continue;
    const akp = a[k * n + p] ?? NaN;
    const akq = a[k * n + q] ?? NaN;
    const newP = c * akp - s * akq;
    const newQ = s * akp + c * akq;
    a[k * n + p] = newP;
    a[p * n + k] = newP;
    a[k * n + q] = newQ;
    a[q * n + k] = newQ;
  }
  return true;
}
