import { Problem } from '../../problem/problem.ts';
import { dataExtent, type Bitpix } from '../dataExtent.ts';
import type { BinaryTableHdu } from '../hdu.ts';
import type { Header } from '../header.ts';

export type TileAlgorithm =
  'RICE_1' | 'GZIP_1' | 'GZIP_2' | 'PLIO_1' | 'HCOMPRESS_1' | 'NOCOMPRESS';

/** How floating-point pixels were made integers (standard 4.0, §10.2). */
export type Dithering = 'NO_DITHER' | 'SUBTRACTIVE_DITHER_1' | 'SUBTRACTIVE_DITHER_2';

/** How the image of a tile-compressed HDU is cut up and packed (standard 4.0, §10.1). */
export interface TileLayout {
  readonly algorithm: TileAlgorithm;
  readonly bitpix: Bitpix;
  /** Image and tile axes, fastest first. */
  readonly axes: readonly number[];
  readonly tileAxes: readonly number[];
  readonly dithering: Dithering;
  /** ZDITHER0: where in the random sequence the first tile begins, 1 … 10000. */
  readonly ditherSeed: number;
  /** Integer that stands for "no value" in every tile, unless a column ZBLANK gives it. */
  readonly blank?: number;
  /** Rice: pixels per block and bytes per pixel. */
  readonly rice: { readonly blockSize: number; readonly bytePix: number };
  /** H-compress: smooth when unpacking. */
  readonly smooth: boolean;
  /** The table that holds one tile per row. */
  readonly table: BinaryTableHdu;
}

/** A tile is decoded in memory as a whole: 2^28 pixels are far above any real one. */
const MOST_TILE_PIXELS = 2 ** 28;

/** A byte of PLIO can stand for 2,000 pixels; no real file comes near this many. */
const MOST_PIXELS_PER_BYTE = 4096;

/** Reads and checks the cards that begin with Z. Throws `fits-header` or `fits-compressed`. */
export function tileLayout(table: BinaryTableHdu): TileLayout {
  const { header } = table;
  const { bitpix, axes } = dataExtent(header, 'Z');
  const tileAxes = axes.map((length, i) =>
    header.has(`ZTILE${i + 1}`) ? header.requireInteger(`ZTILE${i + 1}`, 1) : i === 0 ? length : 1,
  );
  const blank = header.integer('ZBLANK') ?? (bitpix < 0 ? undefined : header.integer('BLANK'));
  const settings = algorithmSettings(header);
  const layout: TileLayout = {
    algorithm: algorithmOf(header),
    bitpix,
    axes,
    tileAxes,
    dithering: ditheringOf(header),
    ditherSeed: header.integer('ZDITHER0') ?? 1,
    ...(blank === undefined ? {} : { blank }),
    rice: {
      blockSize: settings.get('BLOCKSIZE') ?? 32,
      bytePix: settings.get('BYTEPIX') ?? 4,
    },
    smooth: (settings.get('SMOOTH') ?? 0) !== 0,
    table,
  };
  requirePossible(layout);
  return layout;
}

/** Number of tiles along each axis, fastest first. */
export function tileCounts({ axes, tileAxes }: TileLayout): number[] {
  return axes.map((length, i) => Math.ceil(length / (tileAxes[i] ?? 1)));
}

function requirePossible(layout: TileLayout): void {
  const { axes, tileAxes, table, rice } = layout;
  const pixels = product(axes);
  const tiles = product(tileCounts(layout));
  const largest = product(axes.map((length, i) => Math.min(length, tileAxes[i] ?? 1)));
  const faulty = (sentence: string): Problem =>
    new Problem('fits-compressed', sentence, {
      where: table.header.where,
      advice: 'The file is damaged or was written by a faulty program',
    });
  if (axes.length > 0 && tiles > table.rows) {
    throw faulty(`the image needs ${tiles} tiles, but the table has ${table.rows} rows`);
  }
  if (largest > MOST_TILE_PIXELS || pixels > MOST_PIXELS_PER_BYTE * (table.dataBytes + 1)) {
    throw faulty(`${table.dataBytes} bytes cannot hold an image of ${pixels} pixels`);
  }
  if (![1, 2, 4].includes(rice.bytePix) || !(rice.blockSize >= 1)) {
    throw faulty(`Rice blocks of ${rice.blockSize} × ${rice.bytePix} bytes do not exist`);
  }
}

function product(lengths: readonly number[]): number {
  return lengths.reduce((total, length) => total * length, 1);
}

function algorithmOf(header: Header): TileAlgorithm {
  const name = header.string('ZCMPTYPE')?.trim().toUpperCase() ?? '';
  switch (name) {
    case 'RICE_1':
    case 'RICE_ONE':
      return 'RICE_1';
    case 'GZIP_1':
    case 'GZIP_2':
    case 'PLIO_1':
    case 'HCOMPRESS_1':
    case 'NOCOMPRESS':
      return name;
    default:
      throw new Problem('fits-unsupported', `the compression "${name}" is not known`, {
        where: { ...header.where, card: 'ZCMPTYPE' },
        advice: 'Unpack the file with funpack and open the result',
      });
  }
}

function ditheringOf(header: Header): Dithering {
  const name = header.string('ZQUANTIZ')?.trim().toUpperCase();
  if (name === 'SUBTRACTIVE_DITHER_1' || name === 'SUBTRACTIVE_DITHER_2') return name;
  return 'NO_DITHER';
}

/** The algorithm's own numbers: pairs of ZNAMEn and ZVALn. */
function algorithmSettings(header: Header): Map<string, number> {
  const settings = new Map<string, number>();
  for (let n = 1; header.has(`ZNAME${n}`); n++) {
    const name = header.string(`ZNAME${n}`)?.trim().toUpperCase();
    const value = header.number(`ZVAL${n}`);
    if (name !== undefined && value !== undefined) settings.set(name, value);
  }
  return settings;
}
