import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A tiny FITS file and what astropy reads from it; made by fixtures.py. */
export interface Fixture {
  readonly case: string;
  /** gzip, base64. */
  readonly file: string;
  readonly rows: readonly {
    readonly hdu: number;
    readonly column?: string;
    readonly type: string;
    readonly shape?: readonly number[];
    readonly base64?: string;
    readonly values?: readonly unknown[];
  }[];
}

export const fixtures = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures.json'), 'utf8'),
) as readonly Fixture[];

export function fixtureBytes({ file }: Fixture): Uint8Array {
  return new Uint8Array(gunzipSync(Buffer.from(file, 'base64')));
}
