/** One bit of a mask: its place, its name in the survey's documentation, and what it means. */
export interface MaskBit {
  readonly bit: number;
  readonly name: string;
  readonly meaning: string;
}

/** What the bits of a mask mean, and which of them count as bad unless the user says otherwise. */
export interface BitmaskTable {
  readonly name: 'APOGEE_PIXMASK' | 'SPPIXMASK' | 'SPPIXMASK_OR' | 'NORMALISATION';
  readonly title: string;
  readonly bits: readonly MaskBit[];
  /** Bit numbers of the documented default. */
  readonly badBits: readonly number[];
}

/** Bits as one number: `bitsToMask([0, 1, 14])` is 16387. */
export function bitsToMask(bits: readonly number[]): bigint {
  return bits.reduce((mask, bit) => mask | (1n << BigInt(bit)), 0n);
}

/**
 * The bits that are set in a mask value, ascending; a set bit that the table does not know is named
 * `BIT_15`, since newer files may use bits that older documentation leaves free. Negative values are
 * read as two's complement of 32 bits (number) or 64 bits (bigint).
 */
export function decodeBits(
  table: Pick<BitmaskTable, 'bits'> | undefined,
  value: number | bigint,
): MaskBit[] {
  const width = typeof value === 'bigint' ? 64 : 32;
  const mask = BigInt.asUintN(width, BigInt(value));
  const set: MaskBit[] = [];
  for (let bit = 0; bit < width; bit++) {
    if (((mask >> BigInt(bit)) & 1n) === 0n) continue;
    set.push(
      table?.bits.find((known) => known.bit === bit) ?? {
        bit,
        name: `BIT_${bit}`,
        meaning: 'Not documented',
      },
    );
  }
  return set;
}
