import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { download, type DownloadRequest } from '../../core/sdss/archive/download.ts';
import type { ArchiveProblem } from '../../core/sdss/archive/failure.ts';
import { describeProblem } from '../../core/problem/problem.ts';
import * as fault from './faultServer.ts';
import { downloadTools, filesBelow, noise, temporaryFolder } from './fixture.ts';

const PATH = '/sas/dr17/spec.fits';
const file: fault.ServedFile = {
  bytes: noise(700_000),
  modified: new Date('2021-11-05T10:11:12Z'),
};
const sha1 = createHash('sha1').update(file.bytes).digest('hex');
const sums = new Map([['spec.fits', sha1]]);

let server: fault.FaultServer;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let tools: ReturnType<typeof downloadTools>;

beforeEach(async () => {
  server = await fault.startFaultServer();
  folder = await temporaryFolder();
  tools = downloadTools([server.origin]);
});
afterEach(async () => {
  tools.close();
  await server.close();
  await folder.remove();
});

const target = () => join(folder.path, 'sas', 'spec.fits');
const url = () => new URL(PATH, server.origin);

function fetchIt(more: Partial<DownloadRequest> = {}) {
  return download(tools, { urls: [url()], target: target(), sums, ...more });
}

async function failure(more: Partial<DownloadRequest> = {}): Promise<ArchiveProblem> {
  try {
    await fetchIt(more);
  } catch (error) {
    return error as ArchiveProblem;
  }
  throw new Error('the download succeeded');
}

/** The right file under its name, and nothing else beside it. */
async function expectWhole(): Promise<void> {
  expect((await readFile(target())).equals(file.bytes)).toBe(true);
  expect(await filesBelow(folder.path)).toEqual(['sas/spec.fits']);
}

async function expectNextRunCompletes(more: Partial<DownloadRequest> = {}): Promise<void> {
  server.serve(PATH, file, fault.honest);
  expect(await fetchIt(more)).toMatchObject({ kind: 'fetched', checksum: 'verified' });
  await expectWhole();
}

describe('a download', () => {
  it('brings the bytes, the modification time and the verdict of the list', async () => {
    server.serve(PATH, file);
    expect(await fetchIt()).toMatchObject({ bytes: 700_000, resumedFrom: 0, checksum: 'verified' });
    await expectWhole();
    expect((await stat(target())).mtime).toEqual(file.modified);
  });

  it('says "unlisted" where the directory has no sum of the file', async () => {
    server.serve(PATH, file);
    expect(await fetchIt({ sums: new Map() })).toMatchObject({ checksum: 'unlisted' });
  });

  it('asks only whether a file changed if it has a date, and leaves it alone if not', async () => {
    server.serve(PATH, file);
    expect(await fetchIt({ ifModifiedSince: file.modified })).toEqual({ kind: 'unchanged' });
    expect(await filesBelow(folder.path)).toEqual([]);
  });

  it('fetches an empty file', async () => {
    server.serve(PATH, { ...file, bytes: Buffer.alloc(0) });
    expect(await fetchIt({ sums: undefined })).toMatchObject({ bytes: 0 });
  });

  it('never asks for a content coding', async () => {
    server.serve(PATH, file);
    await fetchIt();
    expect(server.requests[0]?.headers['accept-encoding']).toBe('identity');
  });
});

describe('an interrupted transfer', () => {
  it.each(['close', 'reset'] as const)('goes on where it stopped after a %s', async (how) => {
    server.serve(PATH, file, fault.cutAfter(300_000, how), fault.honest);
    const result = await fetchIt();
    expect(result).toMatchObject({ kind: 'fetched', checksum: 'verified' });
    await expectWhole();
    const range = server.requests[1]?.headers.range;
    if (how === 'close') {
      expect(range).toMatch(/^bytes=\d{6}-$/);
      expect(server.requests[1]?.headers['if-range']).toBe(fault.etagOf(file));
    }
  });

  it('is given up after several attempts without a new byte, keeps the part, and resumes later', async () => {
    server.serve(PATH, file, fault.cutAfter(300_000, 'close'), fault.cutAfter(0, 'close'));
    const problem = await failure();
    expect(problem.code).toBe('archive-interrupted');
    expect(problem.transient).toBe(true);
    // One attempt that brought something and five that did not.
    expect(server.requests).toHaveLength(6);
    expect(await filesBelow(folder.path)).toEqual([
      'sas/.spec.fits.part',
      'sas/.spec.fits.part.json',
    ]);
    server.requests.length = 0;
    await expectNextRunCompletes();
    expect(server.requests[0]?.headers.range).toMatch(/^bytes=\d{6}-$/);
  });

  it('does not give up while every attempt brings something', async () => {
    server.serve(PATH, file, fault.cutAfter(60_000, 'close'));
    await fetchIt();
    expect(server.requests.length).toBeGreaterThanOrEqual(12);
    await expectWhole();
  });

  it('waits longer each time', async () => {
    server.serve(PATH, file, fault.cutAfter(0, 'close'));
    await failure();
    expect(tools.clock.slept).toEqual([375, 750, 1500, 3000]);
  });

  it('is noticed when the server stalls', async () => {
    server.serve(PATH, file, fault.stallAfter(200_000), fault.honest);
    await fetchIt();
    await expectWhole();
    expect(server.requests[1]?.headers.range).toBe('bytes=200000-');
  });

  it('starts over if the file changed in between', async () => {
    const older = { ...file, bytes: noise(700_000, 7) };
    server.serve(PATH, older, fault.cutAfter(300_000, 'close'), fault.cutAfter(0, 'close'));
    await failure();
    await expectNextRunCompletes();
  });

  it('starts over if a server answers the range with a newer file, against If-Range', async () => {
    const ignoresIfRange = fault.wrongRange(0);
    server.serve(PATH, { ...file, bytes: noise(700_000, 7) }, fault.cutAfter(300_000, 'close'));
    await failure({ sums: undefined, signal: AbortSignal.timeout(150) }).catch(() => undefined);
    server.serve(PATH, file, ignoresIfRange, fault.honest);
    await fetchIt();
    await expectWhole();
  });

  it('starts over if the server answers 200 to a range', async () => {
    server.serve(PATH, file, fault.cutAfter(300_000, 'close'), fault.whole);
    expect(await fetchIt()).toMatchObject({ resumedFrom: 0, checksum: 'verified' });
    await expectWhole();
  });

  it('starts over if a 206 begins elsewhere', async () => {
    server.serve(PATH, file, fault.cutAfter(300_000, 'close'), fault.wrongRange(17), fault.honest);
    await fetchIt();
    await expectWhole();
  });

  it('completes a part that was whole but not yet renamed', async () => {
    server.serve(
      PATH,
      file,
      fault.cutAfter(300_000, 'close'),
      fault.cutAfter(399_999, 'close'),
      fault.cutAfter(0, 'close'),
    );
    await failure();
    await expectNextRunCompletes();
  });

  it('is cancelled by its signal, at once, and keeps the part', async () => {
    server.serve(PATH, file, fault.stallAfter(200_000));
    const stop = new AbortController();
    const reason = new Error('enough');
    await expect(
      fetchIt({
        signal: stop.signal,
        onBytes: (here) => {
          if (here >= 200_000) setTimeout(() => stop.abort(reason), 1);
        },
      }),
    ).rejects.toBe(reason);
    await expectNextRunCompletes();
  });
});

describe('a wrong answer', () => {
  const cases: [string, fault.Answer[], string, RegExp][] = [
    ['too long a length', [fault.announce(900_000)], 'archive-interrupted', /interrupted/],
    ['an HTML page with status 200', [fault.page()], 'archive-html-instead', /web page/],
    [
      'an HTML page that claims to be data',
      [fault.page('application/fits')],
      'archive-html-instead',
      /web page/,
    ],
    ['401', [fault.status(401)], 'archive-credentials', /401/],
    ['403', [fault.status(403)], 'archive-forbidden', /403/],
    ['404', [fault.status(404)], 'archive-missing', /no such file/],
    ['500 for ever', [fault.status(500)], 'archive-server-error', /500/],
    ['503 for ever', [fault.status(503)], 'archive-busy', /busy/],
    ['a content coding', [fault.encoded], 'archive-encoded', /gzip/],
    ['no length at all', [fault.withoutLength], 'archive-length', /how long/],
    [
      'a redirect to a foreign host',
      [fault.redirect('http://example.org/x')],
      'archive-redirect',
      /example\.org, not an archive host/,
    ],
    ['a redirect to itself', [fault.redirect(PATH)], 'archive-redirect', /circles/],
    ['418', [fault.status(418)], 'archive-unexpected-status', /418/],
  ];
  it.each(cases)(
    '%s: no file, a clear message, and the next run completes',
    async (_n, answers, code, text) => {
      server.serve(PATH, file, ...answers);
      const problem = await failure();
      expect(problem.code).toBe(code);
      expect(describeProblem(problem)).toMatch(text);
      expect(describeProblem(problem)).toContain(url().href);
      await expect(stat(target())).rejects.toThrow('ENOENT');
      await expectNextRunCompletes();
    },
  );

  it('too short a length is caught by the listed size', async () => {
    server.serve(PATH, file, fault.announce(500_000));
    const problem = await failure({ size: file.bytes.length, sums: undefined });
    expect(problem.code).toBe('archive-length');
    expect(problem.message).toContain('lists 700000 bytes, it sends 500000');
    expect(await filesBelow(folder.path)).toEqual([]);
    await expectNextRunCompletes();
  });

  it('a wrong checksum leaves no file', async () => {
    server.serve(PATH, { ...file, bytes: noise(700_000, 9) });
    const problem = await failure();
    expect(problem.code).toBe('archive-checksum');
    expect(await filesBelow(folder.path)).toEqual([]);
    await expectNextRunCompletes();
  });

  it('a body without end is cut off at the listed size', async () => {
    server.serve(PATH, file, fault.endless);
    const problem = await failure({ size: 3_000_000, sums: undefined });
    expect(problem.code).toBe('archive-length');
    expect(problem.message).toContain('more than 3000000 bytes');
    expect(await filesBelow(folder.path)).toEqual([]);
    await expectNextRunCompletes();
  });

  it('a passing 500 and 503 are sat out', async () => {
    server.serve(PATH, file, fault.status(500), fault.status(503), fault.honest);
    await fetchIt();
    await expectWhole();
  });

  it('429 and 503 with Retry-After are obeyed to the second', async () => {
    server.serve(PATH, file, fault.status(429, { 'retry-after': '7' }), fault.honest);
    await fetchIt();
    expect(Math.max(...tools.clock.slept)).toBeGreaterThan(6900);
    expect(Math.max(...tools.clock.slept)).toBeLessThanOrEqual(7000);
    await expectWhole();
  });

  it('a Retry-After of an hour is reported, not waited for', async () => {
    server.serve(PATH, file, fault.status(503, { 'retry-after': '3600' }));
    const problem = await failure();
    expect(describeProblem(problem)).toContain('It asks to wait 3600 s');
    expect(server.requests).toHaveLength(1);
  });

  it('a .gz file is stored as it is even if the server labels it as encoded', async () => {
    const bomb = Buffer.concat([Buffer.from([0x1f, 0x8b]), noise(5000)]);
    server.serve('/sas/dr17/spec.fits.gz', { ...file, bytes: bomb }, fault.encoded);
    await download(tools, {
      urls: [new URL('/sas/dr17/spec.fits.gz', server.origin)],
      target: `${target()}.gz`,
    });
    expect((await readFile(`${target()}.gz`)).equals(bomb)).toBe(true);
  });
});

describe('a place that takes no file', () => {
  it.each([
    ['a file where the folder should be', () => writeFile(join(folder.path, 'sas'), 'x')],
    ['a folder where the file should be', () => mkdir(join(target(), 'x'), { recursive: true })],
  ])('%s is named, nothing is left, and the next run completes', async (_name, block) => {
    server.serve(PATH, file);
    await block();
    const before = await filesBelow(folder.path);
    const problem = await failure();
    expect(problem.code).toBe('mirror-not-writable');
    expect(problem.where.file).toBe(target());
    expect((await filesBelow(folder.path)).filter((f) => !f.includes('.part'))).toEqual(before);
    await rm(join(folder.path, 'sas'), { recursive: true });
    await expectNextRunCompletes();
  });
});

describe('another host', () => {
  it('takes over when the main one fails', async () => {
    const mirror = await fault.startFaultServer();
    server.serve(PATH, file, fault.status(500));
    mirror.serve(PATH, file);
    const result = await fetchIt({ urls: [url(), new URL(PATH, mirror.origin)] });
    expect(result).toMatchObject({ url: `${mirror.origin}${PATH}`, checksum: 'verified' });
    await mirror.close();
  });

  it('is not asked for a file that the main one does not have', async () => {
    const mirror = await fault.startFaultServer();
    mirror.serve(PATH, file);
    const problem = await failure({ urls: [url(), new URL(PATH, mirror.origin)] });
    expect(problem.code).toBe('archive-missing');
    expect(mirror.requests).toHaveLength(0);
    await mirror.close();
  });

  it('goes on with a part of the first one only if it is the same file', async () => {
    const mirror = await fault.startFaultServer();
    server.serve(PATH, file, fault.cutAfter(300_000, 'close'), fault.cutAfter(0, 'close'));
    mirror.serve(PATH, file);
    const result = await fetchIt({ urls: [url(), new URL(PATH, mirror.origin)] });
    expect(result).toMatchObject({ url: `${mirror.origin}${PATH}`, checksum: 'verified' });
    expect(mirror.requests[0]?.headers.range).toMatch(/^bytes=\d{6}-$/);
    await expectWhole();
    await mirror.close();
  });

  it('is followed to by a redirect if it is known', async () => {
    const mirror = await fault.startFaultServer();
    tools.close();
    tools = downloadTools([server.origin, mirror.origin]);
    mirror.serve('/elsewhere', file);
    server.serve(PATH, file, fault.redirect(`${mirror.origin}/elsewhere`));
    await fetchIt();
    await expectWhole();
    await mirror.close();
  });
});

describe('offline', () => {
  it('is said calmly, soon, and named as such', async () => {
    const closed = createServer();
    await new Promise<void>((ready) => closed.listen(0, '127.0.0.1', ready));
    const address = closed.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await new Promise((done) => closed.close(done));
    const problem = await failure({ urls: [new URL(PATH, `http://127.0.0.1:${port}`)] });
    expect(problem.code).toBe('archive-out-of-reach');
    expect(problem.transient).toBe(true);
    expect(describeProblem(problem)).toContain('keeps working');
    expect(tools.clock.slept).toHaveLength(1);
    expect(await filesBelow(folder.path)).toEqual([]);
  });
});
