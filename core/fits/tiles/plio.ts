import { TileError } from './tileError.ts';

/**
 * PLIO decompression (standard 4.0, §10.4.3): IRAF's line lists of 16-bit words, an operation in
 * the upper 4 bits and a number in the lower 12. Values are 0 … 2^24.
 */
export function decodePlio(packed: Uint8Array, count: number): Int32Array {
  const pixels = new Int32Array(count);
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const words = packed.length >> 1;
  const word = (index: number): number => {
    if (index >= words) throw new TileError('the packed tile ends too early');
    return view.getInt16(2 * index);
  };
  if (words < 3) throw new TileError('the packed tile is too short');
  // Two forms of header: the length in word 3 (of 3), or in words 4 and 5 (of as many as word 2 says).
  const oldForm = word(2) > 0;
  const length = oldForm ? word(2) : (word(4) << 15) + word(3);
  const first = oldForm ? 3 : word(1);
  if (first < 0) throw new TileError('the packed tile has an impossible header');

  let at = 0;
  let value = 1;
  for (let index = first; index < length && at < count; index++) {
    const operation = (word(index) >> 12) & 15;
    const data = word(index) & 4095;
    switch (operation) {
      case 0: // so many zeros
        at += data;
        break;
      case 1: // set the value, its upper bits in the next word
        value = (word(++index) << 12) + data;
        break;
      case 2:
        value += data;
        break;
      case 3:
        value -= data;
        break;
      case 4: // so many pixels with the value
        pixels.fill(value, at, Math.min(count, at + data));
        at += data;
        break;
      case 5: // zeros, then one pixel with the value
        at += data;
        if (data > 0 && at <= count) pixels[at - 1] = value;
        break;
      case 6: // change the value and set one pixel
      case 7:
        value += operation === 6 ? data : -data;
        pixels[at++] = value;
        break;
      default:
        throw new TileError(`there is no PLIO operation ${operation}`);
    }
  }
  return pixels;
}
