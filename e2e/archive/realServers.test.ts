import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createArchive, type Archive } from '../../core/sdss/archive/archive.ts';
import { defaultArchiveSettings, type ArchiveSettings } from '../../core/sdss/archive/settings.ts';
import type { SyncEvent, SyncSummary } from '../../core/sdss/archive/syncEvent.ts';
import type { SyncPlan } from '../../core/sdss/archive/syncPlan.ts';
import type { SyncSelection } from '../../core/sdss/archive/syncSelection.ts';
import { modified, plantTree, type TreeFile } from './archiveTree.ts';
import { filesBelow, temporaryFolder } from './fixture.ts';
import { startNginx, type Nginx } from './nginx.ts';
import { programsFor } from './program.ts';
import { startRsyncDaemon, type RsyncDaemon } from './rsyncDaemon.ts';

const present = programsFor('archive against nginx and rsync', ['nginx', 'rsync', 'openssl']);
const LOGIN = ['sdss5', 'a password with spaces'] as const;
const selection: SyncSelection = {
  releases: ['DR17'],
  telescopes: ['apo25m'],
  fields: ['000+14'],
  species: ['apStar', 'apVisit'],
};

describe.skipIf(!present)('the archive on real servers', () => {
  let place: Awaited<ReturnType<typeof temporaryFolder>>;
  let files: TreeFile[];
  let nginx: Nginx;
  let daemon: RsyncDaemon;
  let mirror: Awaited<ReturnType<typeof temporaryFolder>>;
  const open: Archive[] = [];

  beforeAll(async () => {
    place = await temporaryFolder();
    const root = join(place.path, 'www');
    files = plantTree(root);
    nginx = await startNginx({
      folder: join(place.path, 'nginx'),
      root,
      login: LOGIN,
      extra: `
        location /sas/dr16/ { return 302 /sas/dr17/$is_args$args; }
        location /sas/dr15/ { return 302 https://example.org/; }`,
    });
    daemon = await startRsyncDaemon(join(place.path, 'rsyncd'), {
      dr17: { path: join(root, 'sas', 'dr17') },
      sdsswork: { path: join(root, 'sas', 'sdsswork'), login: LOGIN },
    });
  });
  afterAll(async () => {
    await nginx.stop();
    await daemon.stop();
    await place.remove();
  });
  beforeEach(async () => {
    mirror = await temporaryFolder();
  });
  afterEach(async () => {
    for (const archive of open.splice(0)) archive.close();
    await mirror.remove();
  });

  function archive(settings: Partial<ArchiveSettings> = {}, home = mirror.path): Archive {
    const made = createArchive({
      roots: [join(mirror.path, 'sas')],
      home,
      ca: [nginx.ca],
      settings: {
        ...defaultArchiveSettings,
        publicHost: nginx.https,
        proprietaryHost: nginx.https,
        mirrors: [],
        rsyncHost: daemon.host,
        idleTimeoutMs: 5000,
        ...settings,
      },
    });
    open.push(made);
    return made;
  }

  async function plan(from: Archive, what = selection): Promise<SyncPlan> {
    for await (const event of from.planSync(what)) if (event.type === 'planned') return event.plan;
    throw new Error('no plan');
  }

  async function sync(from: Archive, what = selection) {
    const events: SyncEvent[] = [];
    for await (const event of from.runSync(await plan(from, what))) events.push(event);
    const last = events.at(-1);
    if (last?.type !== 'ended') throw new Error('the sync did not end');
    return { events, summary: last.summary };
  }

  const expected = () =>
    files
      .filter(({ path }) => path.startsWith('dr17'))
      .map(({ path }) => path)
      .sort();

  async function expectMirrored(): Promise<void> {
    const sas = join(mirror.path, 'sas');
    expect(await filesBelow(sas)).toEqual(expected());
    for (const { path, bytes } of files.filter((f) => f.path.startsWith('dr17'))) {
      expect(readFileSync(join(sas, path)).equals(bytes)).toBe(true);
      expect(statSync(join(sas, path)).mtime).toEqual(modified);
    }
  }

  const whole: Partial<SyncSummary> = {
    fetched: 9,
    verified: 4,
    unlisted: 5,
    missing: [],
    failed: [],
  };

  it('shows what exists, what is here, and the bytes to fetch', async () => {
    const { totals, missing } = await plan(archive());
    expect(totals.files).toEqual({ here: 0, new: 9, changed: 0, recheck: 0 });
    expect(totals.bytesToFetch).toBe(
      files.filter((f) => f.path.startsWith('dr17')).reduce((sum, f) => sum + f.bytes.length, 0),
    );
    expect(missing).toEqual([]);
  });

  it('brings a field over TLS, verified where a list says so; again, nothing is transferred', async () => {
    const first = await sync(archive());
    expect(first.summary).toMatchObject({ ...whole, bytes: 560_010 });
    await expectMirrored();
    const progress = first.events.filter((event) => event.type === 'progress').at(-1);
    expect(progress).toMatchObject({ bytes: 560_010, totalBytes: 560_010, files: 9 });
    const second = await sync(archive());
    expect(second.summary).toMatchObject({ fetched: 0, bytes: 0 });
  });

  it('fetches again what has another size, and asks about what looks older', async () => {
    await sync(archive());
    const [one, two] = expected().map((path) => join(mirror.path, 'sas', path));
    if (one === undefined || two === undefined) throw new Error('no files');
    writeFileSync(one, 'damaged');
    utimesSync(two, new Date(0), new Date(0));
    const { totals } = await plan(archive());
    expect(totals.files).toEqual({ here: 7, new: 0, changed: 1, recheck: 1 });
    await sync(archive());
    await expectMirrored();
  });

  it('says what the archive does not have, and brings the rest', async () => {
    const made = archive();
    const full = await plan(made);
    const [gone] = full.files;
    if (gone === undefined) throw new Error('no files');
    const file = join(place.path, 'www', 'sas', gone.path);
    const content = readFileSync(file);
    rmSync(file);
    try {
      const events: SyncEvent[] = [];
      for await (const event of made.runSync(full)) events.push(event);
      expect(events.filter((event) => event.type === 'missing').map((e) => e.path)).toEqual([
        gone.path,
      ]);
      expect(events.at(-1)).toMatchObject({
        summary: { fetched: 8, missing: [gone.path], failed: [] },
      });
    } finally {
      writeFileSync(file, content);
      utimesSync(file, modified, modified);
    }
  });

  it('names a field that is not there', async () => {
    const { files: none, missing } = await plan(archive(), { ...selection, fields: ['N0000'] });
    expect(none).toEqual([]);
    expect(missing.map(({ species }) => species)).toEqual(['apStar', 'apVisit']);
  });

  it('takes the mirror when the main host is gone', async () => {
    const made = archive({ publicHost: 'https://localhost:1', mirrors: [nginx.https] });
    expect((await sync(made)).summary).toMatchObject(whole);
    await expectMirrored();
  });

  it('follows a redirect among its own hosts only', async () => {
    const listing = await archive().listDirectory('dr16/linked');
    expect(listing.entries.map((entry) => entry.name)).toEqual(['apogee']);
    await expect(archive().listDirectory('dr15/apogee')).rejects.toMatchObject({
      code: 'archive-redirect',
    });
  });

  it('refuses a certificate that it does not know', async () => {
    const made = createArchive({
      roots: [mirror.path],
      settings: { ...defaultArchiveSettings, publicHost: nginx.https, mirrors: [] },
    });
    open.push(made);
    await expect(made.listDirectory('dr17')).rejects.toMatchObject({ code: 'archive-certificate' });
  });

  it('fetches one file with its verdict, once for two callers at a time', async () => {
    const [file] = files;
    if (file === undefined) throw new Error('no file');
    const made = archive();
    const seen: number[] = [];
    const request = { path: file.path, onProgress: (here: number) => void seen.push(here) };
    const [a, b] = await Promise.all([made.fetchFile(request), made.fetchFile(request)]);
    expect(a).toBe(b);
    expect(a).toMatchObject({ bytes: file.bytes.length, checksum: 'verified' });
    expect(seen.at(-1)).toBe(file.bytes.length);
    expect(await made.findLocal(`${file.path}.gz`)).toMatchObject({ file: a.file });
  });

  it('asks for credentials only where they are needed, and says what to put where', async () => {
    const netrc = join(mirror.path, '.netrc');
    const fetchSecret = () => archive().fetchFile({ path: 'sdsswork/secret/x.fits' });
    await expect(fetchSecret()).rejects.toMatchObject({
      code: 'archive-credentials',
      advice: expect.stringContaining('machine localhost login NAME') as string,
    });
    writeFileSync(netrc, 'machine localhost login sdss5 password wrong', { mode: 0o600 });
    await expect(fetchSecret()).rejects.toThrow('refused the user name and password');
    writeFileSync(netrc, `machine localhost login sdss5 password "${LOGIN[1]}"`);
    expect(await fetchSecret()).toMatchObject({ bytes: 5000 });
    await expect(
      archive({ proprietaryHost: nginx.http }).fetchFile({ path: 'sdsswork/secret/x.fits' }),
    ).rejects.toThrow('not encrypted');
  });

  it('does not even read .netrc for public data', async () => {
    writeFileSync(join(mirror.path, '.netrc'), 'machine localhost login a password b', {
      mode: 0o644,
    });
    expect((await sync(archive({ proprietaryHost: 'https://localhost:1' }))).summary).toMatchObject(
      whole,
    );
  });

  it('stops before the first byte if the disk would not hold it', async () => {
    const made = archive({ diskReserveBytes: 2 ** 60 });
    await expect(sync(made)).rejects.toMatchObject({ code: 'disk-full' });
    expect(await filesBelow(mirror.path)).toEqual([]);
  });

  it('keeps to a bandwidth limit', async () => {
    const { summary } = await sync(archive({ bytesPerSecond: 560_000 }));
    expect(summary.seconds).toBeGreaterThan(0.6);
    await expectMirrored();
  });

  describe('over rsync', () => {
    it('brings a field on one connection, with times; again, nothing is transferred', async () => {
      const made = archive({ transport: 'rsync' });
      const first = await sync(made);
      expect(first.summary).toMatchObject({ fetched: 9, missing: [], failed: [], bytes: 560_010 });
      await expectMirrored();
      expect((await sync(made)).summary).toMatchObject({ fetched: 0, bytes: 0 });
    });

    it('checks sums of a plan that was made over HTTPS, and reports missing files', async () => {
      const full = await plan(archive());
      const [file] = full.files;
      if (file === undefined) throw new Error('no file');
      const wrong = new Map([
        [file.path.slice(file.path.lastIndexOf('/') + 1), createHash('sha1').digest('hex')],
      ]);
      const absent = { ...file, path: `${file.path}.absent` as typeof file.path };
      const spoiled = {
        ...full,
        files: [{ ...file, sums: wrong }, absent, ...full.files.slice(1)],
      };
      const events: SyncEvent[] = [];
      for await (const event of archive({ transport: 'rsync' }).runSync(spoiled))
        events.push(event);
      expect(events.at(-1)).toMatchObject({
        summary: {
          fetched: 8,
          verified: 3,
          missing: [absent.path],
          failed: [{ path: file.path, problem: { code: 'archive-checksum' } }],
        },
      });
      expect(await filesBelow(join(mirror.path, 'sas'))).toHaveLength(8);
    });

    it('uses the password of the data host, for proprietary modules only', async () => {
      const made = archive({ transport: 'rsync' });
      await expect(made.listDirectory('sdsswork/secret')).rejects.toMatchObject({
        code: 'archive-credentials',
      });
      writeFileSync(
        join(mirror.path, '.netrc'),
        `machine localhost login sdss5 password "${LOGIN[1]}"`,
        { mode: 0o600 },
      );
      const listing = await made.listDirectory('sdsswork/secret');
      expect(listing.entries).toEqual([{ name: 'x.fits', kind: 'file', bytes: 5000, modified }]);
    });

    it('says so calmly when the host is out of reach', async () => {
      const made = archive({ transport: 'rsync', rsyncHost: 'rsync://127.0.0.1:1' });
      await expect(made.listDirectory('dr17')).rejects.toMatchObject({
        code: 'archive-out-of-reach',
      });
    });
  });
});
