import type { ImageHdu } from './hdu.ts';
import { pixelCount, readImage } from './image.ts';
import { isIdentity } from './linearScaling.ts';
import { toFloat64 } from './numericArray.ts';

/**
 * All pixels of an image as float64, in the order of the file. float32 pixels, which most spectra
 * have, are widened as they are read, without an array of their own.
 */
export function readImageFloat64(hdu: ImageHdu): Float64Array<ArrayBuffer> {
  const plain = hdu.bitpix === -32 && hdu.tiles === undefined && isIdentity(hdu.scaling);
  if (!plain) return toFloat64(readImage(hdu).data);
  const count = pixelCount(hdu.shape);
  const bytes = hdu.source.read(hdu.dataOffset, 4 * count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pixels = new Float64Array(count);
  for (let i = 0; i < count; i++) pixels[i] = view.getFloat32(4 * i);
  return pixels;
}
