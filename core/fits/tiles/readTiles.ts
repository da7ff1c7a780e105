import { Problem } from '../../problem/problem.ts';
import type { NumericArray } from '../numericArray.ts';
import { decodeTile, type PackedTile } from './decodeTile.ts';
import { tileCounts, type TileLayout } from './tileLayout.ts';
import { TileError } from './tileError.ts';
import { openTileTable } from './tileTable.ts';

/**
 * Unpacks all tiles that reach into the planes `from … to` of the slowest axis, into `target`,
 * which holds just these planes in the image's stored type (floats: final values).
 */
export function readTiles(
  layout: TileLayout,
  target: NumericArray,
  from: number,
  to: number,
): void {
  const table = openTileTable(layout);
  const counts = tileCounts(layout);
  const slowest = layout.axes.length - 1;
  const thickness = layout.tileAxes[slowest] ?? 1;
  const perPlane = counts.slice(0, slowest).reduce((product, count) => product * count, 1);
  if (target.length === 0) return;
  const first = Math.floor(from / thickness) * perPlane;
  const last = Math.ceil(to / thickness) * perPlane;
  for (let index = first; index < last; index++) {
    const place = placeOfTile(layout, counts, index);
    const packed = table.tile(
      index,
      place.lengths.reduce((product, n) => product * n, 1),
    );
    copyTile(layout, decodeOne(layout, packed), place, target, from, to);
  }
}

interface TilePlace {
  /** First pixel and length along each axis, fastest first. */
  readonly starts: readonly number[];
  readonly lengths: readonly number[];
}

function placeOfTile(layout: TileLayout, counts: readonly number[], index: number): TilePlace {
  const starts: number[] = [];
  const lengths: number[] = [];
  let rest = index;
  for (const [axis, count] of counts.entries()) {
    const tileLength = layout.tileAxes[axis] ?? 1;
    const start = (rest % count) * tileLength;
    rest = Math.floor(rest / count);
    starts.push(start);
    lengths.push(Math.min(tileLength, (layout.axes[axis] ?? 0) - start));
  }
  return { starts, lengths };
}

function decodeOne(layout: TileLayout, packed: PackedTile): ArrayLike<number | bigint> {
  try {
    return decodeTile(layout, packed);
  } catch (cause) {
    if (!(cause instanceof TileError)) throw cause;
    throw new Problem('fits-compressed', `tile ${packed.index}: ${cause.message}`, {
      where: layout.table.header.where,
      advice: 'The file is damaged or incomplete; fetch it again',
      cause,
    });
  }
}

/** Copies a tile line by line; lines outside `from … to` of the slowest axis are left out. */
function copyTile(
  layout: TileLayout,
  pixels: ArrayLike<number | bigint>,
  { starts, lengths }: TilePlace,
  target: NumericArray,
  from: number,
  to: number,
): void {
  const [width = 0, ...outer] = lengths;
  const lines = outer.reduce((product, length) => product * length, 1);
  const slowest = lengths.length - 1;
  for (let line = 0; line < lines; line++) {
    let rest = line;
    let offset = starts[0] ?? 0;
    let stride = layout.axes[0] ?? 0;
    let inside = true;
    for (let axis = 1; axis <= slowest; axis++) {
      const length = lengths[axis] ?? 1;
      let at = (starts[axis] ?? 0) + (rest % length);
      rest = Math.floor(rest / length);
      if (axis === slowest) {
        inside = at >= from && at < to;
        at -= from;
      }
      offset += at * stride;
      stride *= layout.axes[axis] ?? 1;
    }
    if (!inside) continue;
    if (slowest > 0) copyLine(pixels, line * width, target, offset, width);
    else copyClipped(pixels, offset, target, from, to, width);
  }
}

function copyLine(
  pixels: ArrayLike<number | bigint>,
  at: number,
  target: NumericArray,
  offset: number,
  width: number,
): void {
  if (target instanceof BigInt64Array || target instanceof BigUint64Array) {
    for (let i = 0; i < width; i++) target[offset + i] = BigInt(pixels[at + i] ?? 0);
  } else {
    for (let i = 0; i < width; i++) target[offset + i] = Number(pixels[at + i]);
  }
}

/** In a 1-D image the fastest axis is the slowest one too. */
function copyClipped(
  pixels: ArrayLike<number | bigint>,
  start: number,
  target: NumericArray,
  from: number,
  to: number,
  width: number,
): void {
  const begin = Math.max(start, from);
  const end = Math.min(start + width, to);
  copyLine(pixels, begin - start, target, begin - from, Math.max(0, end - begin));
}
