import { Problem } from '../../problem/problem.ts';
import { onesComplementSum } from '../checksum.ts';
import { BLOCK } from '../readHeader.ts';
import { openAtomicFile, type AtomicFile } from './atomicFile.ts';
import { encodeHdu } from './encodeHdu.ts';
import type { CardInput } from './formatCard.ts';
import { sealHeader } from './sealHeader.ts';
import type { WritableColumn, WritableTable } from './writableHdu.ts';

/**
 * Writes a binary table of any length piece by piece: memory holds one piece. The file appears,
 * with its sums, when it is closed; `abort` leaves nothing.
 */
export class TableWriter {
  private readonly path: string;
  private readonly table: Omit<WritableTable, 'columns'>;
  private readonly file: AtomicFile;
  private readonly primary = sealHeader(encodeHdu({ kind: 'image' }, 0, true).cards, 0);
  private cards: readonly CardInput[] | undefined;
  private rows = 0;
  private bytes = 0;
  private datasum = 0;
  /** Up to three bytes that do not fill a word of the sum yet. */
  private rest: Uint8Array = new Uint8Array(0);

  constructor(path: string, table: Omit<WritableTable, 'columns'>) {
    this.path = path;
    this.table = table;
    this.file = openAtomicFile(path);
  }

  /**
   * Adds rows. All pieces have the same columns; strings need a `width`, for the first piece says
   * how long they can be. Throws `fits-write` for a piece that does not fit the first.
   */
  append(columns: readonly WritableColumn[]): void {
    const { cards, length, writeTo } = this.encode(columns);
    const bytes = new Uint8Array(length);
    writeTo(bytes);
    if (this.cards === undefined) {
      this.cards = cards;
      this.file.write(this.primary);
      this.file.write(sealHeader(cards, 0));
    } else if (!sameLayout(this.cards, cards)) {
      this.abort();
      throw new Problem('fits-write', 'the columns of this piece are not those of the first', {
        where: { file: this.path },
      });
    }
    this.file.write(bytes);
    this.addToSum(bytes);
    this.rows += columns[0]?.values.shape[0] ?? 0;
    this.bytes += bytes.length;
  }

  /** Completes the header and puts the file into place. A table without pieces has no columns. */
  close(): void {
    if (this.cards === undefined) this.append([]);
    this.file.write(new Uint8Array((BLOCK - (this.bytes % BLOCK)) % BLOCK));
    this.datasum = onesComplementSum(this.rest, this.datasum);
    const header = sealHeader(withRows(this.cards ?? [], this.rows), this.datasum);
    this.file.write(header, this.primary.length);
    this.file.commit();
  }

  abort(): void {
    this.file.abort();
  }

  private encode(columns: readonly WritableColumn[]) {
    try {
      return encodeHdu({ ...this.table, kind: 'table', columns }, 1, false);
    } catch (problem) {
      this.abort();
      throw problem;
    }
  }

  private addToSum(bytes: Uint8Array): void {
    const joined = new Uint8Array(this.rest.length + bytes.length);
    joined.set(this.rest);
    joined.set(bytes, this.rest.length);
    const whole = joined.length - (joined.length % 4);
    this.datasum = onesComplementSum(joined.subarray(0, whole), this.datasum);
    this.rest = joined.slice(whole);
  }
}

function withRows(cards: readonly CardInput[], rows: number): CardInput[] {
  return cards.map((card) => (card.keyword === 'NAXIS2' ? { ...card, value: rows } : card));
}

function sameLayout(first: readonly CardInput[], next: readonly CardInput[]): boolean {
  return JSON.stringify(withRows(first, 0)) === JSON.stringify(withRows(next, 0));
}
