import { Problem } from '../../problem/problem.ts';
import type { BinaryColumn } from '../column.ts';
import { gatherCells } from '../gatherCells.ts';
import { readDescriptor, readHeap } from '../variableLength.ts';
import type { PackedTile } from './decodeTile.ts';
import type { TileLayout } from './tileLayout.ts';

/** The rows of the table that holds the tiles. */
export interface TileTable {
  tile(index: number, pixels: number): PackedTile;
}

/** Throws `fits-compressed` if no column can hold tiles. */
export function openTileTable(layout: TileLayout): TileTable {
  const { table } = layout;
  const { header } = table;
  const named = (name: string): BinaryColumn | undefined =>
    table.columns.find((column) => column.name.toUpperCase() === name);
  const sources = [
    { column: named('COMPRESSED_DATA'), form: 'packed' as const },
    { column: named('GZIP_COMPRESSED_DATA'), form: 'gzip' as const },
    { column: named('UNCOMPRESSED_DATA'), form: 'plain' as const },
  ];
  const scale = numbersPerRow(layout, named('ZSCALE')) ?? (() => header.number('ZSCALE'));
  const zero = numbersPerRow(layout, named('ZZERO')) ?? (() => header.number('ZZERO'));
  const blank = numbersPerRow(layout, named('ZBLANK')) ?? (() => layout.blank);

  return {
    tile(index, pixels) {
      for (const { column, form } of sources) {
        const bytes = column === undefined ? undefined : heapArray(layout, column, index);
        if (bytes === undefined) continue;
        const [rowScale, rowZero, rowBlank] = [scale(index), zero(index), blank(index)];
        return {
          index,
          pixels,
          bytes,
          form,
          ...(rowScale === undefined ? {} : { scale: rowScale }),
          ...(rowZero === undefined ? {} : { zero: rowZero }),
          ...(rowBlank === undefined ? {} : { blank: rowBlank }),
        };
      }
      throw new Problem('fits-compressed', `tile ${index} has no data`, {
        where: header.where,
        advice: 'The file is damaged or incomplete; fetch it again',
      });
    },
  };
}

/** The bytes of one tile, or undefined if this column has none for it. */
function heapArray(
  { table }: TileLayout,
  column: BinaryColumn,
  row: number,
): Uint8Array<ArrayBuffer> | undefined {
  const { descriptor, repeat } = column.format;
  if (descriptor === undefined || repeat === 0) return undefined;
  const start = table.dataOffset + row * table.rowBytes + column.offset;
  const cell = new Uint8Array(column.bytes);
  cell.set(table.source.read(start, column.bytes));
  const place = readDescriptor(cell, descriptor, 0);
  return place.elements === 0 ? undefined : readHeap(table, column, place, row);
}

/** A numeric column, read when its first value is wanted. */
function numbersPerRow(
  { table }: TileLayout,
  column: BinaryColumn | undefined,
): ((row: number) => number | undefined) | undefined {
  if (column === undefined) return undefined;
  const { code, repeat, descriptor } = column.format;
  if (descriptor !== undefined || repeat !== 1) return undefined;
  let cells: DataView | undefined;
  return (row) => {
    if (cells === undefined) {
      const { dataOffset: start, rows, rowBytes } = table;
      const { offset, bytes } = column;
      cells = new DataView(
        gatherCells(table.source, { start, rows, rowBytes, offset, bytes }).buffer,
      );
    }
    switch (code) {
      case 'D':
        return cells.getFloat64(8 * row);
      case 'E':
        return cells.getFloat32(4 * row);
      case 'J':
        return cells.getInt32(4 * row);
      case 'I':
        return cells.getInt16(2 * row);
      default:
        return undefined;
    }
  };
}
