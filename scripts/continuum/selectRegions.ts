export interface Selection {
  /** Share of the pixels of each block that is taken. */
  readonly share: number;
  /** Length of a block, pixels: how evenly the regions spread over the spectrum. */
  readonly block: number;
  /** Fewest neighbouring pixels that make a region. */
  readonly least: number;
  /** Pixels whose score is lower are not taken, even if their block has nothing better. */
  readonly floor: number;
}

export interface PixelRun {
  /** Half-open pixel range. */
  readonly first: number;
  readonly last: number;
}

/**
 * The runs of at least `least` neighbouring pixels whose mean score is best in their block, the
 * best first, until the block's share is full. Runs do not overlap. NaN scores are never taken.
 */
export function selectRuns(score: Float64Array, selection: Selection): readonly PixelRun[] {
  const taken = new Uint8Array(score.length);
  for (let block = 0; block < score.length; block += selection.block) {
    takeBest(score, taken, block, Math.min(score.length, block + selection.block), selection);
  }
  return runsOf(taken);
}

function takeBest(
  score: Float64Array,
  taken: Uint8Array,
  from: number,
  to: number,
  { share, least, floor }: Selection,
): void {
  const valid = score.slice(from, to).filter((s) => !Number.isNaN(s)).length;
  const candidates: { first: number; mean: number }[] = [];
  for (let first = from; first + least <= to; first++) {
    const mean = score.slice(first, first + least).reduce((sum, s) => sum + s, 0) / least;
    if (mean >= floor) candidates.push({ first, mean });
  }
  candidates.sort((a, b) => b.mean - a.mean || a.first - b.first);
  let room = Math.round(share * valid);
  for (const { first } of candidates) {
    if (room <= 0) break;
    for (let i = first; i < first + least; i++) {
      if (taken[i] === 0) room--;
      taken[i] = 1;
    }
  }
}

function runsOf(taken: Uint8Array): readonly PixelRun[] {
  const runs: PixelRun[] = [];
  let first = -1;
  for (let i = 0; i <= taken.length; i++) {
    if (taken[i] === 1 && first < 0) first = i;
    if (taken[i] !== 1 && first >= 0) {
      runs.push({ first, last: i });
      first = -1;
    }
  }
  return runs;
}
