import { Problem, type Where } from '../problem/problem.ts';
import { asciiColumns } from './asciiColumn.ts';
import type { ByteSource } from './byteSource.ts';
import { binaryColumns } from './column.ts';
import { dataExtent, type DataExtent } from './dataExtent.ts';
import type { Hdu } from './hdu.ts';
import type { Header } from './header.ts';
import { BLOCK, readHeader } from './readHeader.ts';

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
      return { ...base, kind: 'table', form: 'binary', ...binaryLayout(header, extent) };
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

function imageLayout(header: Header, { bitpix, axes }: DataExtent) {
  const blank = bitpix > 0 ? header.integer('BLANK') : undefined;
  return {
    bitpix,
    shape: axes.toReversed(),
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
  if (bitpix === 8 && rowBytes !== undefined && rows !== undefined && axes.length === 2) {
    return { rows, rowBytes };
  }
  throw new Problem('fits-header', 'a table must have BITPIX 8 and two axes', {
    where: { ...header.where, card: 'NAXIS' },
    advice: 'The file is damaged or was written by a faulty program',
  });
}
