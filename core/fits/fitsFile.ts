import { Problem } from '../problem/problem.ts';
import type { ByteSource } from './byteSource.ts';
import { CARD } from './cards.ts';
import { fileSource } from './fileSource.ts';
import { DEFAULT_MAX_UNPACKED, gunzipSource, isGzip } from './gzip.ts';
import type { Hdu } from './hdu.ts';
import { endOfHdu, readHdu } from './readHdu.ts';
import { BLOCK, latin1 } from './readHeader.ts';

export interface OpenOptions {
  /** The most that a gzip file may take when unpacked, in bytes. Default 1 GiB. */
  readonly maxUnpackedBytes?: number;
}

/**
 * Opens a FITS file by path, or any bytes; gzip is recognised by its content. Only the first
 * header is read; the others when they are asked for. Throws a `Problem` if it is not FITS.
 *
 * ```ts
 * using file = openFits('apStar.fits');
 * const flux = readImage(requireImage(file.hdu(1)));
 * ```
 */
export function openFits(pathOrSource: string | ByteSource, options: OpenOptions = {}): FitsFile {
  const raw = typeof pathOrSource === 'string' ? fileSource(pathOrSource) : pathOrSource;
  try {
    if (!isGzip(raw)) return new FitsFile(raw);
    const unpacked = gunzipSource(raw, options.maxUnpackedBytes ?? DEFAULT_MAX_UNPACKED);
    raw.close();
    return new FitsFile(unpacked);
  } catch (problem) {
    raw.close();
    throw problem;
  }
}

/** An open FITS file: its HDUs, each found when it is first asked for. */
export class FitsFile implements Disposable {
  readonly name: string;
  readonly source: ByteSource;
  private readonly found: Hdu[] = [];
  private readonly notes: string[] = [];
  private nextOffset: number | undefined = 0;

  constructor(source: ByteSource) {
    this.name = source.name;
    this.source = source;
    requireFits(source);
    this.findNext();
  }

  /** The HDU with that number; 0 is the primary one. Throws `fits-no-hdu`. */
  hdu(index: number): Hdu {
    while (this.found.length <= index && this.nextOffset !== undefined) this.findNext();
    const hdu = this.found[index];
    if (hdu !== undefined) return hdu;
    const last = this.found.length - 1;
    throw new Problem('fits-no-hdu', `there is no HDU ${index}; the last one is HDU ${last}`, {
      where: { file: this.name },
      advice: 'Choose another HDU',
    });
  }

  /** The first HDU with that EXTNAME, in either case; undefined if there is none. */
  hduNamed(name: string): Hdu | undefined {
    const wanted = name.trim().toUpperCase();
    for (let index = 0; this.hasHdu(index); index++) {
      const hdu = this.hdu(index);
      if (hdu.name.toUpperCase() === wanted) return hdu;
    }
    return undefined;
  }

  hasHdu(index: number): boolean {
    while (this.found.length <= index && this.nextOffset !== undefined) this.findNext();
    return index >= 0 && index < this.found.length;
  }

  /** All HDUs. Reading every header, this also proves that no HDU is cut off. */
  hdus(): readonly Hdu[] {
    while (this.nextOffset !== undefined) this.findNext();
    return this.found;
  }

  get hduCount(): number {
    return this.hdus().length;
  }

  /** What is odd about the file and its headers, a sentence each; looks at all headers. */
  get warnings(): readonly string[] {
    const cards = this.hdus().flatMap(({ index, header }) =>
      header.warnings.map((warning) => `HDU ${index}: ${warning}`),
    );
    const packed = this.hdus().filter(({ header }) => header.get('ZTABLE') === true);
    const tables = packed.map(
      ({ index }) => `HDU ${index}: a compressed table, shown as it is stored`,
    );
    return [...this.notes, ...cards, ...tables];
  }

  close(): void {
    this.source.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  private findNext(): void {
    const offset = this.nextOffset;
    if (offset === undefined) return;
    const hdu = readHdu(this.source, this.found.length, offset);
    this.found.push(hdu);
    this.nextOffset = this.continuation(endOfHdu(hdu));
  }

  /** Where the next extension begins; other bytes after the last HDU are allowed, and noted. */
  private continuation(end: number): number | undefined {
    if (end > this.source.size) {
      this.notes.push(`the padding after HDU ${this.found.length - 1} is missing`);
    }
    if (end >= this.source.size) return undefined;
    const start = this.source.read(end, Math.min(9, this.source.size - end));
    if ('XTENSION='.startsWith(latin1(start))) return end;
    this.notes.push(
      `${this.source.size - end} bytes after HDU ${this.found.length - 1} belong to no HDU`,
    );
    return undefined;
  }
}

function requireFits(source: ByteSource): void {
  const where = { file: source.name };
  const start = latin1(source.read(0, Math.min(BLOCK, source.size)));
  if (/^SIMPLE {2}= *T *(\/|$)/.test(start.slice(0, CARD))) return;
  if (source.size === 0) {
    throw new Problem('fits-truncated', 'the file is empty', { where, advice: 'Fetch it again' });
  }
  if (source.size < CARD && (start.startsWith('SIMPLE  =') || 'SIMPLE  ='.startsWith(start))) {
    throw new Problem('fits-truncated', 'the file ends inside its first card', {
      where,
      advice: 'The file is damaged or incomplete; fetch it again',
    });
  }
  if (/^SIMPLE {2}= *F *(\/|$)/.test(start.slice(0, CARD))) {
    throw new Problem('fits-not-fits', 'the file itself says that it is not FITS (SIMPLE = F)', {
      where,
      advice: 'Check what wrote it; if it is FITS nevertheless, set the card to T',
    });
  }
  throw new Problem('fits-not-fits', 'this is not a FITS file: it does not begin with SIMPLE = T', {
    where,
    advice: 'Check that this is the file you meant',
  });
}
