import { Problem, type Where } from '../problem/problem.ts';
import { asciiColumns } from './asciiColumn.ts';
import type { ByteSource } from './byteSource.ts';
import { binaryColumns } from './column.ts';
import { dataExtent, type DataExtent } from './dataExtent.ts';
import type { BinaryTableHdu, Hdu, HduBase, ImageHdu } from './hdu.ts';
import type { Header } from './header.ts';
import { BLOCK, readHeader } from './readHeader.ts';
import { imageHeader } from './tiles/imageHeader.ts';
import { tileLayout } from './tiles/tileLayout.ts';

/** Rows without bytes cost the file nothing, but memory here: no real table has so many. */
const MOST_EMPTY_ROWS = 2 ** 20;

/** Reads and checks the header of the HDU that begins at `offset`; its data are not touched. */
export function readHdu(source: ByteSource, index: number, offset: number): Hdu {
  const where: Where = { file: source.name, hdu: index };
  const { header, dataOffset } = readHeader(source, offset, where);
  const extent = dataExtent(header);
  requireData(source, where, dataOffset, extent.bytes);
  const base = {
    index,
    name: header.string('EXTNAME')?.trim() ?? (index === 0 ? 'PRIMARY' : ''),
    version: header.integer('EXTVER') ?? 1,
    header,
    source,
    headerOffset: offset,
    dataOffset,
    dataBytes: extent.bytes,
  };
  const type = index === 0 ? 'IMAGE' : (header.string('XTENSION') ?? '').trim().toUpperCase();
  if (extent.randomGroups) return { ...base, kind: 'other', type: 'random groups' };
  switch (type) {
    case 'IMAGE':
    case 'IUEIMAGE':
      return { ...base, kind: 'image', ...imageLayout(header, extent) };
    case 'BINTABLE':
    case 'A3DTABLE':
      return binaryTable(base, header, extent);
    case 'TABLE':
      return { ...base, kind: 'table', form: 'ascii', ...asciiLayout(header, extent) };
    default:
      return { ...base, kind: 'other', type };
  }
}

/** Where the next HDU would begin. */
export function endOfHdu(hdu: Hdu): number {
  return hdu.dataOffset + Math.ceil(hdu.dataBytes / BLOCK) * BLOCK;
}

function requireData(source: ByteSource, where: Where, dataOffset: number, bytes: number): void {
  const there = Math.max(0, source.size - dataOffset);
  if (bytes <= there) return;
  throw new Problem(
    'fits-truncated',
    `the header announces ${bytes} bytes of data, but only ${there} are left in the file`,
    { where, advice: 'The file is damaged or incomplete; fetch it again' },
  );
}

/** A table that holds the tiles of an image (ZIMAGE = T) counts as that image. */
function asImage(base: HduBase, table: BinaryTableHdu): ImageHdu {
  const tiles = tileLayout(table);
  const header = imageHeader(table.header);
  return { ...base, header, kind: 'image', ...imageLayout(header, tiles), tiles };
}

function binaryTable(base: HduBase, header: Header, extent: DataExtent): BinaryTableHdu | ImageHdu {
  const layout = binaryLayout(header, extent);
  const table: BinaryTableHdu = { ...base, kind: 'table', form: 'binary', ...layout };
  return header.get('ZIMAGE') === true ? asImage(base, table) : table;
}

function blankOf(header: Header): number | bigint | undefined {
  const value = header.get('BLANK');
  if (typeof value === 'bigint') return value;
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

function imageLayout(header: Header, { bitpix, axes }: Pick<DataExtent, 'bitpix' | 'axes'>) {
  const blank = bitpix > 0 ? blankOf(header) : undefined;
  return {
    bitpix,
    shape: [...axes].reverse(),
    scaling: { scale: header.number('BSCALE') ?? 1, zero: header.number('BZERO') ?? 0 },
    ...(blank === undefined ? {} : { blank }),
  };
}

function binaryLayout(header: Header, extent: DataExtent) {
  const { rows, rowBytes } = tableAxes(header, extent);
  const heapStart = header.has('THEAP') ? header.requireInteger('THEAP', 0) : rows * rowBytes;
  return {
    rows,
    rowBytes,
    columns: binaryColumns(header, rowBytes),
    heap: { offset: heapStart, bytes: Math.max(0, extent.bytes - heapStart) },
  };
}

function asciiLayout(header: Header, extent: DataExtent) {
  const { rows, rowBytes } = tableAxes(header, extent);
  return { rows, rowBytes, columns: asciiColumns(header, rowBytes) };
}

function tableAxes(header: Header, { bitpix, axes }: DataExtent) {
  const [rowBytes, rows] = axes;
  if (rowBytes === 0 && rows !== undefined && rows > MOST_EMPTY_ROWS) {
    throw new Problem('fits-header', `the table announces ${rows} rows of no bytes`, {
      where: { ...header.where, card: 'NAXIS2' },
      advice: 'The file is damaged or was written by a faulty program',
    });
  }
  if (bitpix === 8 && rowBytes !== undefined && rows !== undefined && axes.length === 2) {
    return { rows, rowBytes };
  }
  throw new Problem('fits-header', 'a table must have BITPIX 8 and two axes', {
    where: { ...header.where, card: 'NAXIS' },
    advice: 'The file is damaged or was written by a faulty program',
  });
}
