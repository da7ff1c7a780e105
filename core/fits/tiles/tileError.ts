/** A tile that cannot be unpacked, thrown by decoders; their caller knows file, HDU and tile. */
export class TileError extends Error {
  override readonly name = 'TileError';
}
