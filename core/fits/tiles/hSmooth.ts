/**
 * Moves the differences of one level of the H-transform towards what neighbouring sums suggest, by
 * at most half the digitising scale (White 1992; cfitsio's behaviour, edges left as they are).
 */
export function smoothCoefficients(
  a: Float64Array,
  height: number,
  width: number,
  stride: number,
  scale: number,
): void {
  const most = Math.floor(scale / 2);
  if (most <= 0) return;
  const get = (at: number): number => a[at] ?? 0;
  const adjust = (at: number, wanted: number, unit: number): void => {
    const step = Math.trunc((wanted - get(at) * unit) / unit);
    a[at] = get(at) + clamp(step, -most, most);
  };
  /** Slope along one axis: `step` to the neighbouring zone, `target` the difference to adjust. */
  const slope = (at: number, step: number, target: number): void => {
    const ahead = get(at + step) - get(at);
    const behind = get(at) - get(at - step);
    const upper = 4 * Math.max(Math.min(ahead, behind), 0);
    const lower = 4 * Math.min(Math.max(ahead, behind), 0);
    if (lower < upper) adjust(target, clamp(ahead + behind, lower, upper), 8);
  };
  for (let row = 2; row < height - 2; row += 2) {
    for (let column = 0; column < width; column += 2) {
      const at = row * stride + column;
      slope(at, 2 * stride, at + stride);
    }
  }
  for (let row = 0; row < height; row += 2) {
    for (let column = 2; column < width - 2; column += 2) {
      const at = row * stride + column;
      slope(at, 2, at + 1);
    }
  }
  for (let row = 2; row < height - 2; row += 2) {
    for (let column = 2; column < width - 2; column += 2) {
      const at = row * stride + column;
      const centre = get(at);
      const corners = {
        pp: get(at + 2 * stride + 2) - centre,
        pm: centre - get(at + 2 * stride - 2),
        mp: centre - get(at - 2 * stride + 2),
        mm: get(at - 2 * stride - 2) - centre,
      };
      const x = 2 * get(at + stride);
      const y = 2 * get(at + 1);
      const limits = (cut: (value: number) => number) => [
        cut(corners.pp) - x - y,
        cut(corners.pm) + x - y,
        cut(corners.mp) - x + y,
        cut(corners.mm) + x + y,
      ];
      const upper = 16 * Math.min(...limits((value) => Math.max(value, 0)));
      const lower = 16 * Math.max(...limits((value) => Math.min(value, 0)));
      const curvature = corners.pp + corners.pm + corners.mp + corners.mm;
      if (lower < upper) adjust(at + stride + 1, clamp(curvature, lower, upper), 64);
    }
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(Math.min(value, most), least);
}
