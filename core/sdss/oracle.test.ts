import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { isInteger, parse } from 'lossless-json';
import { describe, expect, it } from 'vitest';
import { canonicalParams } from './canonicalParams.ts';
import { expandPath, expandTextPath } from './expandPath.ts';
import { identifyPath } from './identifyPath.ts';
import { pathLine } from './pathLine.ts';
import type { ParamValue } from './paramValue.ts';
import { speciesKeys } from './species.ts';
import { normaliseRelease } from './release.ts';

/*
 * Paths that sdss_access 3.0.10 itself gave. They are not part of the project; where the folder is
 * missing these tests are skipped and say so.
 */
const folder = new URL('../../../shared/sdss/', import.meta.url);
const isHere = existsSync(folder);
if (!isHere) console.warn('SKIPPED: no ../shared/sdss, so no comparison with sdss_access');

interface Row {
  readonly release: string;
  readonly species: string;
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly case: string;
  readonly kind: 'sas' | 'product' | 'unresolved';
  readonly full: string;
  readonly url: string;
}

interface ErrorRow extends Omit<Row, 'kind' | 'full' | 'url'> {
  readonly error: { readonly type: string; readonly message: string };
}

interface ExtractRow {
  readonly release: string;
  readonly species: string;
  readonly full: string;
  readonly extracted: Readonly<Record<string, ParamValue>>;
  readonly roundtrip: boolean;
}

function lines(name: string): string[] {
  if (!isHere) return [];
  return gunzipSync(readFileSync(new URL(name, folder)))
    .toString('utf8')
    .trim()
    .split('\n');
}

function rows<T>(name: string): T[] {
  return lines(name).map(
    (line) =>
      parse(line, undefined, (text) => {
        const number = Number(text);
        return isInteger(text) && !Number.isSafeInteger(number) ? BigInt(text) : number;
      }) as T,
  );
}

/** Within DR20's public time, as when the rows were made. */
const now = new Date('2026-08-15T00:00:00Z');

/** A wildcard under padding: sdss_access writes `0000*`, which matches too little. */
const paddedWildcard = /0+\*/g;

describe.skipIf(!isHere)('paths beside those of sdss_access', () => {
  it('are equal, with their URLs, but for padded wildcards', () => {
    const different = lines('oracle.jsonl.gz').filter((line, index) => {
      const row = oracle[index];
      if (row === undefined || row.kind === 'unresolved') return false;
      const exact = { full: row.full, url: row.url };
      const wild = {
        full: row.full.replace(paddedWildcard, '*'),
        url: row.url.replace(paddedWildcard, '*'),
      };
      const ours = pathLine(line, now);
      return ours !== JSON.stringify(exact) && ours !== JSON.stringify(wild);
    });
    expect(different).toEqual([]);
    expect(oracle.length).toBe(6000);
  });

  it('do not exist where the release does not say where the species is', () => {
    const unresolved = oracle.filter((row) => row.kind === 'unresolved');
    expect(unresolved.length).toBe(136);
    for (const row of unresolved) {
      expect(() => expandPath(row)).toThrow(expect.objectContaining({ code: 'unresolved' }));
    }
  });

  it('fail where sdss_access fails, but for wildcards and an integer run2d', () => {
    const accepted = rows<ErrorRow>('oracle_errors.jsonl.gz').filter((row) => {
      try {
        expandPath(row);
        return true;
      } catch {
        return false;
      }
    });
    const undocumented = accepted.filter(
      ({ params, error }) =>
        !Object.values(params).includes('*') &&
        !(typeof params['run2d'] === 'number' && error.type === 'TypeError'),
    );
    expect(undocumented).toEqual([]);
    expect(accepted.length).toBeLessThan(10);
  });

  it('name the same missing keys, sorted', () => {
    const missing = rows<ErrorRow>('oracle_errors.jsonl.gz').filter(({ error }) =>
      error.message.startsWith('Missing required keyword arguments: '),
    );
    expect(missing.length).toBeGreaterThan(1000);
    for (const row of missing) {
      const keys = JSON.parse(row.error.message.slice(row.error.message.indexOf('['))) as string[];
      const message = `${row.species} also needs ${keys.join(', ')}`;
      expect(() => expandPath(row)).toThrow(
        expect.objectContaining({ code: 'missing-keys', message }),
      );
    }
  });

  it('are those of the documented example files', () => {
    const examples = rows<Row>('real_examples.jsonl.gz');
    expect(examples.map((row) => expandPath(row).full)).toEqual(examples.map((row) => row.full));
    expect(examples.length).toBe(300);
  });
});

describe.skipIf(!isHere)('identification beside that of sdss_access', () => {
  it('finds the parameters wherever sdss_access does', () => {
    const extracts = rows<ExtractRow>('oracle_extract.jsonl.gz').filter((row) => row.roundtrip);
    const lost = extracts.filter(({ release, species, full, extracted }) => {
      const keys = speciesKeys(normaliseRelease(release), species);
      return !identifyPath(full).some(
        (candidate) =>
          candidate.release === release &&
          candidate.species === species &&
          keys.every((key) => candidate.params[key] === String(extracted[key])),
      );
    });
    expect(lost).toEqual([]);
    expect(extracts.length).toBe(1399);
  });

  it('gives the canonical parameters back from the path, for every species', () => {
    const textual = oracle.filter(
      ({ kind, params }) => kind !== 'unresolved' && Object.values(params).every(isText),
    );
    const lost = textual.filter(({ release, species, params }) => {
      const canonical = canonicalParams(release, species, params);
      return !identifyPath(expandTextPath(canonical).full).some(
        (candidate) =>
          candidate.release === canonical.release &&
          candidate.species === species &&
          JSON.stringify(candidate.params) === JSON.stringify(canonical.params),
      );
    });
    expect(lost).toEqual([]);
    expect(textual.length).toBeGreaterThan(5000);
  });
});

const oracle = rows<Row>('oracle.jsonl.gz');

/** Numbers other than 0, and text: what data-model keys are. 0 counts as none in some folders. */
function isText(value: ParamValue): boolean {
  return typeof value === 'string' || (Number.isInteger(value) && value !== 0);
}
