import { describe, expect, it } from 'vitest';
import { solveBanded } from './bandedCholesky.ts';
import { basisAt, bsplineBasis } from './bspline.ts';
import { solveCholesky } from './cholesky.ts';
import { largestEigenvalue } from './largestEigenvalue.ts';
import { leastSquares } from './leastSquares.ts';
import { phasorsOf } from './phasors.ts';

describe('phasorsOf', () => {
  it('agrees with cos and sin to 4e-16 of the unit circle, on fine, coarse and wild grids', () => {
    const apstar = Float64Array.from({ length: 8575 }, (_, i) => 10 ** (4.179 + 6e-6 * i));
    const coarse = Float64Array.from({ length: 500 }, (_, i) => 3000 + 17 * i);
    const wild = Float64Array.of(-4000, -3999.9, 0, 1e-9, 50, 1e5, 1e5 + 1, 1e6);
    for (const grid of [apstar, coarse, wild]) {
      const { cos, sin } = phasorsOf(grid, 1400);
      const scale = (2 * Math.PI) / 1400;
      const errors = grid.map((w, i) =>
        Math.hypot((cos[i] ?? NaN) - Math.cos(scale * w), (sin[i] ?? NaN) - Math.sin(scale * w)),
      );
      expect(Math.max(...errors)).toBeLessThan(4e-16);
    }
  });
});

describe('largestEigenvalue', () => {
  it('knows the second-difference matrix: 2 + 2·cos(π/(n + 1))', () => {
    for (const n of [1, 2, 7, 30]) {
      const matrix = new Float64Array(n * n);
      for (let i = 0; i < n; i++) {
        matrix[i * n + i] = 2;
        if (i > 0) matrix[i * n + i - 1] = matrix[(i - 1) * n + i] = -1;
      }
      const exact = 2 + 2 * Math.cos(Math.PI / (n + 1));
      expect(Math.abs(largestEigenvalue(matrix, n) / exact - 1)).toBeLessThan(1e-14);
    }
  });

  it('is not confused by scales at the ends of the doubles', () => {
    for (const scale of [1e-290, 1e290]) {
      // Eigenvalues of [[2, 1], [1, 2]]: 1 and 3.
      const matrix = Float64Array.of(2, 1, 1, 2).map((x) => x * scale);
      expect(Math.abs(largestEigenvalue(matrix, 2) / (3 * scale) - 1)).toBeLessThan(1e-14);
    }
  });
});

describe('solveCholesky and solveBanded', () => {
  it('solve a small system exactly known', () => {
    // [[4, 2, 0], [2, 5, 1], [0, 1, 3]]·(1, −1, 2) = (2, −1, 5)
    const full = Float64Array.of(4, 2, 0, 2, 5, 1, 0, 1, 3);
    const band = Float64Array.of(4, 0, 5, 2, 3, 1);
    for (const x of [
      solveCholesky(full, Float64Array.of(2, -1, 5)),
      solveBanded(band, Float64Array.of(2, -1, 5), 1),
    ]) {
      for (const [i, wanted] of [1, -1, 2].entries()) expect(x?.[i]).toBeCloseTo(wanted, 14);
    }
  });

  it('refuse matrices that are not positive definite', () => {
    expect(solveCholesky(Float64Array.of(1, 2, 2, 1), new Float64Array(2))).toBeUndefined();
    expect(solveCholesky(Float64Array.of(NaN), new Float64Array(1))).toBeUndefined();
    expect(solveBanded(Float64Array.of(1, 0, 1, 1), new Float64Array(2), 1)).toBeUndefined();
  });
});

describe('leastSquares', () => {
  it('fits a line through four points, columns first', () => {
    // numpy.polyfit([0, 1, 2, 3], [1, 3, 2, 5], 1): slope 1.1, intercept 1.1.
    const design = Float64Array.of(1, 1, 1, 1, 0, 1, 2, 3);
    const x = leastSquares(design, Float64Array.of(1, 3, 2, 5), 2);
    expect(x?.[0]).toBeCloseTo(1.1, 14);
    expect(x?.[1]).toBeCloseTo(1.1, 14);
  });

  it('refuses columns that are the same', () => {
    expect(leastSquares(Float64Array.of(1, 2, 3, 1, 2, 3), new Float64Array(3), 2)).toBeUndefined();
  });
});

describe('basisAt', () => {
  it('sums to 1 and reproduces straight lines, between and beyond the knots', () => {
    for (const degree of [2, 3]) {
      const basis = bsplineBasis(0, 10, Float64Array.of(1, 4, 5), degree);
      const values = new Float64Array(degree + 1);
      for (const x of [-0.5, 0, 0.3, 1, 4.5, 5, 9.99, 10, 10.5]) {
        const first = basisAt(basis, x, values);
        let sum = 0;
        let line = 0;
        for (let d = 0; d <= degree; d++) {
          // Greville abscissae are the coefficients of the identity.
          const knots = basis.knots.slice(first + d + 1, first + d + 1 + degree);
          sum += values[d] ?? NaN;
          line += ((values[d] ?? NaN) * knots.reduce((a, b) => a + b, 0)) / degree;
        }
        expect(sum).toBeCloseTo(1, 12);
        expect(line).toBeCloseTo(x, 12);
      }
    }
  });
});
