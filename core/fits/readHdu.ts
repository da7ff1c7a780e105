import { Problem, type Where } from '../problem/problem.ts';
import { asciiColumns } from './asciiColumn.ts';
import type { ByteSource } from './byteSource.ts';
import { binaryColumns } from './column.ts';
import { dataExtent, type DataExtent } from './dataExtent.ts';
import type { AsciiTableHdu, BinaryTableHdu, Hdu, HduBase, ImageHdu, OtherHdu } from './hdu.ts';
import type { Cards } from './cards.ts';
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
  const dataBytes = layouts.get(header.content)?.bytes ?? dataExtent(header).bytes;
  requireData(source, where, dataOffset, dataBytes);
  const { name, version, layout } = layoutOf(header, index === 0);
  const place = { header, source, headerOffset: offset, dataOffset, dataBytes };
  const hdu: Hdu = { index, name, version, ...place, ...layout };
  if (hdu.kind !== 'table' || hdu.form !== 'binary') return hdu;
  return header.get('ZIMAGE') === true ? asImage(hdu) : hdu;
}

/** What a header says of its HDU, wherever that is. */
interface HeaderLayout extends Pick<HduBase, 'name' | 'version'> {
  readonly layout:
    | Omit<ImageHdu, keyof HduBase>
    | Omit<BinaryTableHdu, keyof HduBase>
    | Omit<AsciiTableHdu, keyof HduBase>
    | Omit<OtherHdu, keyof HduBase>;
  /** Bytes of data, without padding. */
  readonly bytes: number;
}

/** Found out once for headers that are the same in many files. */
const layouts = new WeakMap<Cards, HeaderLayout>();

function layoutOf(header: Header, isFirst: boolean): HeaderLayout {
  const known = layouts.get(header.content);
  if (known !== undefined) return known;
  const extent = dataExtent(header);
  const found: HeaderLayout = {
    name: header.string('EXTNAME')?.trim() ?? (isFirst ? 'PRIMARY' : ''),
    version: header.integer('EXTVER') ?? 1,
    bytes: extent.bytes,
    layout: kindOf(header, extent, isFirst),
  };
  layouts.set(header.content, found);
  return found;
}

function kindOf(header: Header, extent: DataExtent, isFirst: boolean): HeaderLayout['layout'] {
  const type = isFirst ? 'IMAGE' : (header.string('XTENSION') ?? '').trim().toUpperCase();
  if (extent.randomGroups) return { kind: 'other', type: 'random groups' };
  switch (type) {
    case 'IMAGE':
    case 'IUEIMAGE':
      return { kind: 'image', ...imageLayout(header, extent) };
    case 'BINTABLE':
    case 'A3DTABLE':
      return { kind: 'table', form: 'binary', ...binaryLayout(header, extent) };
    case 'TABLE':
      return { kind: 'table', form: 'ascii', ...asciiLayout(header, extent) };
    default:
      return { kind: 'other', type };
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
function asImage(table: BinaryTableHdu): ImageHdu {
  const { index, name, version, source, headerOffset, dataOffset, dataBytes } = table;
  const tiles = tileLayout(table);
  const header = imageHeader(table.header);
  const base = { index, name, version, header, source, headerOffset, dataOffset, dataBytes };
  return { ...base, kind: 'image', ...imageLayout(header, tiles), tiles };
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
