import { Problem } from '../problem/problem.ts';
import { allocate } from './allocate.ts';
import { fromBigEndian } from './bigEndian.ts';
import type { Bitpix } from './dataExtent.ts';
import type { ImageHdu } from './hdu.ts';
import { applyScaling, conventionalType, flipSignBit, isIdentity } from './linearScaling.ts';
import {
  bytesPer,
  toFloat64,
  viewAs,
  type NumericArray,
  type NumericType,
} from './numericArray.ts';
import { isPlainFloat32, widenFloat32 } from './plainFloat32.ts';
import type { TileLayout } from './tiles/tileLayout.ts';
import { readTiles } from './tiles/readTiles.ts';

export interface ReadImageOptions {
  /** Stored numbers: no scaling, no unsigned convention, no BLANK. */
  readonly raw?: boolean;
  /** Only these indices of the slowest axis, from … to (exclusive). */
  readonly range?: readonly [from: number, to: number];
}

export interface ImageData {
  readonly type: NumericType;
  /** Slowest axis first, as numpy has it. */
  readonly shape: readonly number[];
  readonly data: NumericArray;
}

/**
 * The pixels of an image, in the type that astropy gives them: as stored; unsigned where BZERO
 * says so; scaled integers as float32 (8 and 16 bits) or float64 (32 and 64), BLANK as NaN.
 */
export function readImage(hdu: ImageHdu, options: ReadImageOptions = {}): ImageData {
  const { shape, first, count } = selectPixels(hdu, options.range);
  const stored = readStored(hdu, first, count);
  if (options.raw === true) return { type: storedType(hdu.bitpix), shape, data: stored };
  return { ...physical(hdu, stored), shape };
}

/**
 * One row along the fastest axis as float64: row 0 of a 1-D image, row `index` of a 2-D one,
 * counted through all slower axes. Throws `fits-range`.
 */
export function readRowFloat64(hdu: ImageHdu, index: number): Float64Array<ArrayBuffer> {
  const width = hdu.shape.at(-1) ?? 0;
  const rows = width === 0 ? 0 : pixelCount(hdu.shape) / width;
  if (!Number.isInteger(index) || index < 0 || index >= rows) {
    throw new Problem('fits-range', `there is no row ${index}; the image has ${rows}`, {
      where: hdu.header.where,
      advice: 'Choose another row',
    });
  }
  if (isPlainFloat32(hdu)) return widenFloat32(hdu, index * width, width);
  return toFloat64(physical(hdu, readStored(hdu, index * width, width)).data);
}

/**
 * All pixels of an image as float64, in the order of the file. float32 pixels, which most spectra
 * have, are widened without an array of their own.
 */
export function readImageFloat64(hdu: ImageHdu): Float64Array<ArrayBuffer> {
  if (isPlainFloat32(hdu)) return widenFloat32(hdu, 0, pixelCount(hdu.shape));
  return toFloat64(readImage(hdu).data);
}

/** The type of the pixels that `readImage` gives. */
export function imageType(hdu: ImageHdu): NumericType {
  const stored = storedType(hdu.bitpix);
  if (isIdentity(hdu.scaling) && hdu.blank === undefined) return stored;
  return conventionalType(stored, hdu.scaling) ?? scaledType(hdu.bitpix);
}

export function pixelCount(shape: readonly number[]): number {
  return shape.length === 0 ? 0 : shape.reduce((product, length) => product * length, 1);
}

function selectPixels(hdu: ImageHdu, range: ReadImageOptions['range']) {
  const [slowest = 0, ...faster] = hdu.shape;
  const [from, to] = range ?? [0, slowest];
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to < from || to > slowest) {
    throw new Problem('fits-range', `the range ${from} … ${to} is not inside 0 … ${slowest}`, {
      where: hdu.header.where,
      advice: 'Choose another range',
    });
  }
  const each = faster.reduce((product, length) => product * length, 1);
  const shape = hdu.shape.length === 0 ? [] : [to - from, ...faster];
  return { shape, first: from * each, count: hdu.shape.length === 0 ? 0 : (to - from) * each };
}

function readStored(hdu: ImageHdu, first: number, count: number): NumericArray {
  const width = Math.abs(hdu.bitpix) / 8;
  if (hdu.tiles !== undefined) return readStoredTiles(hdu, hdu.tiles, first, count);
  const bytes = allocate(count * width, hdu.header.where);
  hdu.source.readInto(bytes, hdu.dataOffset + first * width);
  return fromBigEndian(bytes, storedType(hdu.bitpix));
}

/** Tiles are unpacked by whole planes of the slowest axis; of these, the wanted pixels are kept. */
function readStoredTiles(
  hdu: ImageHdu,
  tiles: TileLayout,
  first: number,
  count: number,
): NumericArray {
  const type = storedType(hdu.bitpix);
  const plane = pixelCount(hdu.shape.slice(1).concat(1));
  if (count === 0) return viewAs(type, new ArrayBuffer(0));
  const from = Math.floor(first / plane);
  const to = Math.ceil((first + count) / plane);
  const bytes = allocate((to - from) * plane * bytesPer(type), hdu.header.where);
  const planes = viewAs(type, bytes.buffer);
  readTiles(tiles, planes, from, to);
  const skip = first - from * plane;
  return skip === 0 && count === planes.length ? planes : planes.slice(skip, skip + count);
}

function physical(hdu: ImageHdu, stored: NumericArray): { type: NumericType; data: NumericArray } {
  const type = imageType(hdu);
  if (type === storedType(hdu.bitpix) && isIdentity(hdu.scaling)) return { type, data: stored };
  if (conventionalType(storedType(hdu.bitpix), hdu.scaling) !== undefined) {
    return { type, data: flipSignBit(stored) };
  }
  const target = type === 'f4' ? new Float32Array(stored.length) : new Float64Array(stored.length);
  const data = applyScaling(stored, target, hdu.scaling);
  if (hdu.blank !== undefined) {
    const blank = typeof stored[0] === 'bigint' ? BigInt(hdu.blank) : hdu.blank;
    for (let i = 0; i < data.length; i++) if (stored[i] === blank) data[i] = NaN;
  }
  return { type, data };
}

export function storedType(bitpix: Bitpix): NumericType {
  switch (bitpix) {
    case 8:
      return 'u1';
    case 16:
      return 'i2';
    case 32:
      return 'i4';
    case 64:
      return 'i8';
    case -32:
      return 'f4';
    case -64:
      return 'f8';
  }
}

function scaledType(bitpix: Bitpix): NumericType {
  return bitpix === 8 || bitpix === 16 || bitpix === -32 ? 'f4' : 'f8';
}
