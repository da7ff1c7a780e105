import { expect, it } from 'vitest';
import { bufferSource } from './byteSource.ts';
import { openFits } from './fitsFile.ts';
import { requireImage } from './hdu.ts';
import { readImageFloat64 } from './image.ts';
import type { NumericArray } from './numericArray.ts';
import { encodeFits } from './write/encodeFits.ts';

it.each<[string, NumericArray]>([
  ['float32', Float32Array.of(1.5, -0, NaN, Infinity, 1e-45, 3.4e38)],
  ['float64', Float64Array.of(1 / 3, -0, NaN, -Infinity, 5e-324, 1e308)],
  ['int16', Int16Array.of(-32768, 32767, 0, 1, 2, 3)],
  ['uint32', Uint32Array.of(4294967295, 0, 1, 2, 3, 4)],
  ['int64', BigInt64Array.of(-3n, 2n ** 52n, 0n, 1n, 2n, 3n)],
])('pixels of %s come as the same numbers in float64', (_, data) => {
  using file = openFits(
    bufferSource('x.fits', encodeFits([{ kind: 'image', data, shape: [2, 3] }])),
  );
  expect([...readImageFloat64(requireImage(file.hdu(0)))]).toEqual(Array.from(data, Number));
});
