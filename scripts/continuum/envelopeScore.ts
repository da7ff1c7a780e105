/** A spectrum of one star in its rest frame; pixels that say nothing have flux NaN. */
export interface SampleStar {
  readonly name: string;
  readonly wavelength: Float64Array;
  readonly flux: Float64Array;
}

/**
 * For each pixel the share of its neighbours (within `half` pixels) that are fainter: 1 on top of
 * the local envelope, 0 at the bottom of the deepest line, NaN where the star says nothing. Ranks
 * treat a flat F star and a blanketed M dwarf alike: only the order of the pixels counts, and no
 * continuum has to be fitted before the continuum is known. The flux is smoothed by a running
 * median of `smooth` pixels first, so that a noise peak does not win, and divided by the median of the
 * neighbours, so that the slope of the spectrum does not.
 */
export function localRank(flux: Float64Array, half: number, smooth: number): Float64Array {
  const smoothed = runningMedian(flux, smooth);
  const trend = runningMedian(flux, 2 * half + 1);
  const level = smoothed.map((value, i) => value / (trend[i] ?? NaN));
  return level.map((value, i) => {
    if (Number.isNaN(value)) return NaN;
    let fainter = 0;
    let all = 0;
    for (let k = Math.max(0, i - half); k <= Math.min(flux.length - 1, i + half); k++) {
      const other = level[k] ?? NaN;
      if (Number.isNaN(other) || k === i) continue;
      all++;
      if (other < value) fainter++;
    }
    return all >= half ? fainter / all : NaN;
  });
}

/** Mean over the stars that have a value; NaN where fewer than `least` have. */
export function meanRank(ranks: readonly Float64Array[], least: number): Float64Array {
  const n = ranks[0]?.length ?? 0;
  return Float64Array.from({ length: n }, (_, i) => {
    const values = ranks.map((rank) => rank[i] ?? NaN).filter((value) => !Number.isNaN(value));
    if (values.length < least) return NaN;
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  });
}

/** Linear interpolation of a star onto a grid; NaN outside it and beside a NaN. */
export function onGrid(star: SampleStar, grid: Float64Array): Float64Array {
  const { wavelength, flux } = star;
  let right = 0;
  return grid.map((w) => {
    while (right < wavelength.length && (wavelength[right] ?? NaN) < w) right++;
    if (wavelength[right] === w) return flux[right] ?? NaN;
    const l = wavelength[right - 1] ?? NaN;
    const share = (w - l) / ((wavelength[right] ?? NaN) - l);
    return (1 - share) * (flux[right - 1] ?? NaN) + share * (flux[right] ?? NaN);
  });
}

function runningMedian(values: Float64Array, width: number): Float64Array {
  const half = (width - 1) / 2;
  return values.map((value, i) => {
    if (Number.isNaN(value)) return NaN;
    const near = values
      .slice(Math.max(0, i - half), i + half + 1)
      .filter((v) => !Number.isNaN(v))
      .sort();
    return near[near.length >>> 1] ?? NaN;
  });
}
