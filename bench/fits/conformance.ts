import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDocument } from '../../core/fits/document.ts';
import { openFits } from '../../core/fits/fitsFile.ts';
import { viewAs, type NumericType } from '../../core/fits/numericArray.ts';
import { flatten, type Peer, type PeerAnswer, type PeerValue } from './peerReading.ts';
import { sharedData } from './sharedData.ts';

/** How many of the conformance rows a library reads right: values only, types and shapes aside. */
export interface Conformance {
  readonly right: number;
  readonly total: number;
  /** `t_bits.fits 1 X: wrong`, or with the error. */
  readonly failures: readonly string[];
}

interface ExpectedRow {
  readonly file: string;
  readonly hdu: number;
  readonly column?: string;
  readonly type: string;
  readonly base64?: string;
  readonly values?: readonly unknown[];
}

export async function peerConformance(peer: Peer): Promise<Conformance> {
  return conformance(({ file, hdu, column }) =>
    peer.read({
      path: join(sharedData ?? '', 'conformance', file),
      hdu,
      ...(column === undefined ? {} : { column }),
    }),
  );
}

/** Ours, by the same loose comparison. */
export async function ownConformance(): Promise<Conformance> {
  return conformance(({ file, hdu, column }) => {
    using fits = openFits(join(sharedData ?? '', 'conformance', file));
    const document = dataDocument(fits, hdu, column);
    const values =
      'base64' in document ? decode(document.type, document.base64) : flatten(document.values);
    return Promise.resolve({ values });
  });
}

async function conformance(read: (row: ExpectedRow) => Promise<PeerAnswer>): Promise<Conformance> {
  const failures: string[] = [];
  const rows = expectedRows();
  for (const row of rows) {
    const answer = await read(row);
    const verdict = 'error' in answer ? answer.error : compare(row, answer.values);
    const name = `${row.file} ${row.hdu} ${row.column ?? 'image'}`;
    if (verdict !== undefined) failures.push(`${name}: ${verdict}`);
  }
  return { right: rows.length - failures.length, total: rows.length, failures };
}

function expectedRows(): ExpectedRow[] {
  if (sharedData === undefined) return [];
  return readFileSync(join(sharedData, 'conformance/expected.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ExpectedRow);
}

function compare(row: ExpectedRow, found: readonly PeerValue[]): string | undefined {
  const expected = row.base64 === undefined ? flatten(row.values) : decode(row.type, row.base64);
  if (expected.length !== found.length) return `${found.length} values, not ${expected.length}`;
  const wrong = expected.findIndex((value, i) => !same(value, found[i]));
  return wrong < 0
    ? undefined
    : `value ${wrong} is ${String(found[wrong])}, not ${String(expected[wrong])}`;
}

function decode(type: string, base64: string): PeerValue[] {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return flatten(viewAs(type as NumericType, bytes.buffer));
}

/** As lenient as can be: numbers for integers and logicals, blanks after strings. */
function same(expected: PeerValue, found: PeerValue | undefined): boolean {
  if (typeof expected === 'string')
    return typeof found === 'string' && found.replace(/[\s\0]+$/, '') === expected;
  if (typeof found === 'boolean') return Number(found) === expected;
  if (typeof expected === 'bigint') {
    if (typeof found === 'bigint') return found === expected;
    return typeof found === 'number' && Number.isInteger(found) && BigInt(found) === expected;
  }
  return Object.is(typeof found === 'bigint' ? Number(found) : found, expected);
}
