import type { NumericArray } from '../numericArray.ts';
import { dequantize } from './dequantize.ts';
import { floatsOf, gunzipTile, integersOf } from './gzipTile.ts';
import { decodeHcompress } from './hcompress.ts';
import { decodePlio } from './plio.ts';
import { decodeRice } from './rice.ts';
import type { TileLayout } from './tileLayout.ts';

/** One tile as it lies in the table: its bytes, and what its row says about them. */
export interface PackedTile {
  readonly index: number;
  readonly pixels: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** `gzip`: the bytes come from GZIP_COMPRESSED_DATA; `plain`: from UNCOMPRESSED_DATA. */
  readonly form: 'packed' | 'gzip' | 'plain';
  /** ZSCALE and ZZERO of the row, for quantised tiles. */
  readonly scale?: number;
  readonly zero?: number;
  /** ZBLANK of the row, or of the header. */
  readonly blank?: number;
}

/** The stored pixels of a tile: integers, or final floating-point numbers. Throws `TileError`. */
export function decodeTile(layout: TileLayout, tile: PackedTile): ArrayLike<number | bigint> {
  const isFloat = layout.bitpix < 0;
  if (tile.form !== 'packed') {
    const bytes = tile.form === 'gzip' ? gunzipTile(tile.bytes, tile.pixels) : tile.bytes;
    return isFloat ? floatsOf(bytes, tile.pixels, false) : integersOf(bytes, tile.pixels, false);
  }
  if (isFloat && tile.scale === undefined) return losslessFloats(layout, tile);
  const integers = decodeIntegers(layout, tile);
  if (!isFloat) {
    return layout.algorithm === 'HCOMPRESS_1' ? clipped(integers, layout.bitpix) : integers;
  }
  const pixels = layout.bitpix === -32 ? newFloats(tile.pixels) : new Float64Array(tile.pixels);
  dequantize(Array.isArray(integers) ? integers : toNumbers(integers), pixels, {
    scale: tile.scale ?? 1,
    zero: tile.zero ?? 0,
    dithering: layout.dithering,
    tile: tile.index,
    seed: layout.ditherSeed,
    ...(tile.blank === undefined ? {} : { blank: tile.blank }),
  });
  return pixels;
}

/** Lossy coding may overshoot what the image can hold; as cfitsio does, the nearest value is taken. */
function clipped(integers: ArrayLike<number | bigint>, bitpix: number): ArrayLike<number | bigint> {
  if (bitpix > 16) return integers;
  const [least, most] = bitpix === 8 ? [0, 255] : [-32768, 32767];
  return Array.from(integers, (value) => Math.max(least, Math.min(most, Number(value))));
}

function newFloats(count: number): Float32Array {
  return new Float32Array(count);
}

function losslessFloats(layout: TileLayout, { bytes, pixels }: PackedTile): NumericArray {
  if (layout.algorithm === 'NOCOMPRESS') return floatsOf(bytes, pixels, false);
  return floatsOf(gunzipTile(bytes, pixels), pixels, layout.algorithm === 'GZIP_2');
}

function decodeIntegers(layout: TileLayout, tile: PackedTile): ArrayLike<number | bigint> {
  const { bytes, pixels } = tile;
  switch (layout.algorithm) {
    case 'RICE_1': {
      const { bytePix, blockSize } = layout.rice;
      return decodeRice(bytes, pixels, bytePix === 1 || bytePix === 2 ? bytePix : 4, blockSize);
    }
    case 'GZIP_1':
      return integersOf(gunzipTile(bytes, pixels), pixels, false);
    case 'GZIP_2':
      return integersOf(gunzipTile(bytes, pixels), pixels, true);
    case 'PLIO_1':
      return decodePlio(bytes, pixels);
    case 'HCOMPRESS_1':
      return decodeHcompress(bytes, pixels, layout.smooth);
    case 'NOCOMPRESS':
      return integersOf(bytes, pixels, false);
  }
}

function toNumbers(integers: ArrayLike<number | bigint>): ArrayLike<number> {
  const numbers = new Float64Array(integers.length);
  for (let i = 0; i < numbers.length; i++) numbers[i] = Number(integers[i]);
  return numbers;
}
