/** A half-open range of pixels. */
export interface PixelRun {
  readonly from: number;
  readonly to: number;
}

export interface Gap {
  /** Å, from the last pixel before to the first one after. */
  readonly x0: number;
  readonly x1: number;
}

export interface Segments {
  /** Stretches that are drawn as one line. */
  readonly runs: readonly PixelRun[];
  readonly gaps: readonly Gap[];
}

/** Stretches without data shorter than this break the line but are not hatched. */
const HATCHED_FROM = 20;
/** ivar of the error 1e10 that fills the chip gaps of apStar files (science reference, section 1). */
const NO_INFORMATION = 1e-18;

interface Samples {
  readonly wavelength: Float64Array;
  readonly flux: Float64Array;
  readonly ivar: Float64Array;
  readonly breaks: readonly number[];
}

/** ivar of the "0 ± 10" that aspcapStar files hold where ASPCAP used no pixel. */
const ASPCAP_UNUSED = 0.01;

/** True where a pixel holds no measurement: not a number, or a zero that no error speaks for. */
export function isNoData(flux: number, ivar: number): boolean {
  if (!Number.isFinite(flux)) return true;
  if (flux !== 0) return false;
  return !Number.isFinite(ivar) || ivar < NO_INFORMATION || ivar === ASPCAP_UNUSED;
}

/** Where the line is drawn and where it is broken: at chip gaps and at pixels without data. */
export function findSegments({ wavelength, flux, ivar, breaks }: Samples): Segments {
  const starts = new Set(breaks);
  const runs: PixelRun[] = [];
  const gaps: Gap[] = [];
  let from = -1;
  let end = -1;
  for (let index = 0; index < wavelength.length; index += 1) {
    const missing = isNoData(flux[index] ?? NaN, ivar[index] ?? NaN);
    if (from >= 0 && (missing || starts.has(index))) {
      runs.push({ from, to: index });
      end = index - 1;
      from = -1;
    }
    if (missing || from >= 0) continue;
    if (end >= 0) addGap(gaps, wavelength, end, index, breaks);
    from = index;
  }
  if (from >= 0) runs.push({ from, to: wavelength.length });
  addEnds(gaps, wavelength, runs);
  return { runs, gaps };
}

/** A spectrum may begin and end with pixels that hold nothing. */
function addEnds(gaps: Gap[], wavelength: Float64Array, runs: readonly PixelRun[]): void {
  const start = runs[0]?.from ?? 0;
  const end = runs.at(-1)?.to ?? 0;
  if (start > HATCHED_FROM) gaps.push({ x0: wavelength[0] ?? 0, x1: wavelength[start] ?? 0 });
  if (end > 0 && wavelength.length - end > HATCHED_FROM) {
    gaps.push({ x0: wavelength[end - 1] ?? 0, x1: wavelength.at(-1) ?? 0 });
  }
}

/** The parts of `runs` that lie inside one of `within`; both ascending. */
export function intersectRuns(runs: readonly PixelRun[], within: readonly PixelRun[]): PixelRun[] {
  const parts: PixelRun[] = [];
  let first = 0;
  for (const run of runs) {
    while (first < within.length && (within[first]?.to ?? 0) <= run.from) first += 1;
    for (let index = first; index < within.length; index += 1) {
      const other = within[index];
      if (other === undefined || other.from >= run.to) break;
      parts.push({ from: Math.max(run.from, other.from), to: Math.min(run.to, other.to) });
    }
  }
  return parts;
}

function addGap(
  gaps: Gap[],
  wavelength: Float64Array,
  before: number,
  after: number,
  breaks: readonly number[],
): void {
  const crossesBreak = breaks.some((start) => start > before && start <= after);
  if (!crossesBreak && after - before <= HATCHED_FROM) return;
  const x0 = wavelength[before];
  const x1 = wavelength[after];
  if (x0 !== undefined && x1 !== undefined) gaps.push({ x0, x1 });
}
