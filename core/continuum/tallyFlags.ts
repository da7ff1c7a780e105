/** How many pixels carry each combination of flags: the flags are the index. */
export type FlagTally = Uint32Array;

/** Counts the combinations that occur in the flags of a row. */
export function tallyFlags(flags: Uint8Array): FlagTally {
  const tally = new Uint32Array(256);
  for (let i = 0; i < flags.length; i++) {
    const value = flags[i] ?? 0;
    tally[value] = (tally[value] ?? 0) + 1;
  }
  return tally;
}

/** Pixels that carry the flag `wanted`, and none of the flags in `without`. */
export function pixelsWith(tally: FlagTally, wanted: number, without = 0): number {
  return tally.reduce(
    (sum, pixels, flags) =>
      (flags & wanted) !== 0 && (flags & without) === 0 ? sum + pixels : sum,
    0,
  );
}
