import { TileError } from './tileError.ts';

/** Reads bytes, bits and groups of bits, highest bit first. */
export class NybbleReader {
  private readonly packed: Uint8Array;
  private at = 0;
  private bits = 0;
  private left = 0;

  constructor(packed: Uint8Array) {
    this.packed = packed;
  }

  /** `count` whole bytes as an unsigned number; only before any bits are read. */
  bytes(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++) value = value * 256 + this.nextByte();
    return value;
  }

  signed64(): number {
    const high = this.bytes(4) | 0;
    return high * 2 ** 32 + this.bytes(4);
  }

  /** The rest of the current byte is left out. */
  alignToByte(): void {
    this.left = 0;
  }

  bit(): number {
    return this.take(1);
  }

  nybble(): number {
    return this.take(4);
  }

  /** Up to 8 bits. */
  take(count: number): number {
    if (this.left < count) {
      this.bits = ((this.bits << 8) | this.nextByte()) & 0xffff;
      this.left += 8;
    }
    this.left -= count;
    return (this.bits >> this.left) & ((1 << count) - 1);
  }

  private nextByte(): number {
    const byte = this.packed[this.at++];
    if (byte === undefined) throw new TileError('the packed tile ends too early');
    return byte;
  }
}
