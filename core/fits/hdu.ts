import { Problem } from '../problem/problem.ts';
import type { AsciiColumn } from './asciiColumn.ts';
import type { ByteSource } from './byteSource.ts';
import type { BinaryColumn } from './column.ts';
import type { Bitpix } from './dataExtent.ts';
import type { Header } from './header.ts';
import type { LinearScaling } from './linearScaling.ts';
import type { TileLayout } from './tiles/tileLayout.ts';

/** What all HDUs have. */
export interface HduBase {
  readonly index: number;
  /** EXTNAME; `PRIMARY` for an unnamed first HDU, else empty. */
  readonly name: string;
  /** EXTVER, 1 if absent. */
  readonly version: number;
  readonly header: Header;
  readonly source: ByteSource;
  readonly headerOffset: number;
  readonly dataOffset: number;
  /** Bytes of data without padding; checked to lie inside the file. */
  readonly dataBytes: number;
}

/** An array, stored plainly or (`tiles`) as a table of compressed tiles. */
export interface ImageHdu extends HduBase {
  readonly kind: 'image';
  readonly bitpix: Bitpix;
  /** Axis lengths, slowest first (numpy's order); empty if there are no data. */
  readonly shape: readonly number[];
  readonly scaling: LinearScaling;
  /** BLANK: the stored integer that stands for "no value". */
  readonly blank?: number | bigint;
  readonly tiles?: TileLayout;
}

export interface BinaryTableHdu extends HduBase {
  readonly kind: 'table';
  readonly form: 'binary';
  readonly rows: number;
  readonly rowBytes: number;
  readonly columns: readonly BinaryColumn[];
  /** Where the variable-length arrays lie, relative to the data. */
  readonly heap: { readonly offset: number; readonly bytes: number };
}

export interface AsciiTableHdu extends HduBase {
  readonly kind: 'table';
  readonly form: 'ascii';
  readonly rows: number;
  readonly rowBytes: number;
  readonly columns: readonly AsciiColumn[];
}

export type TableHdu = BinaryTableHdu | AsciiTableHdu;

/** Random groups and extensions that the standard does not define: listed, not read. */
export interface OtherHdu extends HduBase {
  readonly kind: 'other';
  /** XTENSION, or `random groups`. */
  readonly type: string;
}

export type Hdu = ImageHdu | TableHdu | OtherHdu;

/** The HDU as an image, or `fits-wrong-kind`. */
export function requireImage(hdu: Hdu): ImageHdu {
  if (hdu.kind === 'image') return hdu;
  throw wrongKind(hdu, 'an image');
}

/** The HDU as a table, or `fits-wrong-kind`. */
export function requireTable(hdu: Hdu): TableHdu {
  if (hdu.kind === 'table') return hdu;
  throw wrongKind(hdu, 'a table');
}

function wrongKind(hdu: Hdu, wanted: string): Problem {
  const found = { image: 'an image', table: 'a table', other: 'something else' }[hdu.kind];
  return new Problem('fits-wrong-kind', `this HDU is ${found}, not ${wanted}`, {
    where: hdu.header.where,
    advice: 'Choose another HDU',
  });
}
