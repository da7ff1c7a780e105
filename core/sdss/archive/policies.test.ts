import { describe, expect, it } from 'vitest';
import { ArchiveProblem, type ArchiveCode } from './failure.ts';
import { decideRedirect } from './redirectPolicy.ts';
import { decideRetry, defaultRetryPolicy, parseRetryAfter } from './retryPolicy.ts';

const problem = (code: ArchiveCode, retryAfterMs?: number) =>
  new ArchiveProblem(code, '', retryAfterMs === undefined ? {} : { retryAfterMs });

describe('the retry policy', () => {
  it('waits half to all of a delay that doubles up to a ceiling', () => {
    const delays = [1, 2, 3, 4].flatMap((n) =>
      [0, 0.999999].map((random) =>
        decideRetry(problem('archive-server-error'), n, defaultRetryPolicy, random),
      ),
    );
    expect(delays.map((d) => (d.kind === 'retry' ? d.afterMs : NaN))).toEqual([
      250, 500, 500, 1000, 1000, 2000, 2000, 4000,
    ]);
    const patient = { ...defaultRetryPolicy, attempts: 100 };
    expect(decideRetry(problem('archive-interrupted'), 60, patient, 0.999999)).toEqual({
      kind: 'retry',
      afterMs: 30_000,
    });
  });

  it.each<[ArchiveCode, number, 'retry' | 'give-up']>([
    ['archive-interrupted', 4, 'retry'],
    ['archive-interrupted', 5, 'give-up'],
    ['archive-out-of-reach', 1, 'retry'],
    ['archive-out-of-reach', 2, 'give-up'],
    ['archive-checksum', 2, 'give-up'],
    ['archive-missing', 1, 'give-up'],
    ['archive-credentials', 1, 'give-up'],
    ['archive-certificate', 1, 'give-up'],
    ['disk-full', 1, 'give-up'],
  ])('after %s number %i: %s', (code, failed, kind) => {
    expect(decideRetry(problem(code), failed, defaultRetryPolicy, 0.5).kind).toBe(kind);
  });

  it('obeys Retry-After exactly, unless it is longer than anyone would wait', () => {
    expect(decideRetry(problem('archive-busy', 7000), 1, defaultRetryPolicy, 0.3)).toEqual({
      kind: 'retry',
      afterMs: 7000,
    });
    expect(decideRetry(problem('archive-busy', 1e7), 1, defaultRetryPolicy, 0.3).kind).toBe(
      'give-up',
    );
  });

  it('reads Retry-After as seconds or as a date', () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    expect(parseRetryAfter('120', now)).toBe(120_000);
    expect(parseRetryAfter('Thu, 01 Jan 2026 00:00:30 GMT', now)).toBe(30_000);
    expect(parseRetryAfter('Thu, 01 Jan 2020 00:00:30 GMT', now)).toBe(0);
    expect(parseRetryAfter('soon', now)).toBeUndefined();
    expect(parseRetryAfter(undefined, now)).toBeUndefined();
  });
});

describe('the redirect policy', () => {
  const from = new URL('https://data.sdss.org/sas/dr17/x');
  const known = new Set(['https://data.sdss.org', 'https://data.mirror.sdss.org']);
  it.each<[string | undefined, number, 'follow' | 'refuse']>([
    ['/sas/dr16/x', 0, 'follow'],
    ['https://data.mirror.sdss.org/sas/dr17/x', 0, 'follow'],
    ['https://data.mirror.sdss.org:8443/sas/dr17/x', 0, 'refuse'],
    ['http://data.sdss.org/sas/dr17/x', 0, 'refuse'],
    ['//evil.example/x', 0, 'refuse'],
    ['https://data.sdss.org@evil.example/x', 0, 'refuse'],
    ['https://data.sdss.org.evil.example/x', 0, 'refuse'],
    ['file:///etc/passwd', 0, 'refuse'],
    ['https://[', 0, 'refuse'],
    ['', 0, 'refuse'],
    [undefined, 0, 'refuse'],
    ['/sas/dr16/x', 5, 'refuse'],
  ])('to %s after %i hops: %s', (location, hops, kind) => {
    expect(decideRedirect(from, location, hops, known).kind).toBe(kind);
  });

  it('drops a user name from a target it follows', () => {
    const decision = decideRedirect(from, 'https://u:p@data.sdss.org/y', 0, known);
    expect(decision.kind === 'follow' && decision.url.href).toBe('https://data.sdss.org/y');
  });
});
