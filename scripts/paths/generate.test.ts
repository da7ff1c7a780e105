import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pathTableModule, type TreeRelease } from './pathTableModule.ts';
import { releaseVersionsModule, type VersionFile } from './releaseVersionsModule.ts';

const shared = new URL('../../../shared/sdss/', import.meta.url);
const isHere = existsSync(shared);
if (!isHere) console.warn('SKIPPED: no ../shared/sdss, so the path table is not made again');

const release: TreeRelease = {
  top: 'dr2',
  parent: 'dr1',
  release_date: 'None',
  env: { B: '~/b', A: '' },
  env_removed: ['C'],
  paths: { y: '$B/{k}', x: '$A/{k:0>4}' },
  paths_removed: ['z'],
};

describe('the path table module', () => {
  it('has a line for each change, sorted', () => {
    const lines = pathTableModule({ dr2: release }).split('`')[1]?.split('\n');
    expect(lines).toEqual([
      'dr2 dr1 dr2 -',
      '-$C',
      '$A ',
      '$B ~/b',
      '-z',
      'x $A/{k:0>4}',
      'y $B/{k}',
    ]);
  });

  it('refuses what would break out of its string', () => {
    for (const path of ['`', '\\', 'a\nb', '${x}']) {
      expect(() => pathTableModule({ dr2: { ...release, paths: { x: path } } })).toThrow();
    }
  });

  it.skipIf(!isHere)('is the committed one', () => {
    const read = (url: URL) => readFileSync(url, 'utf8');
    const tree = JSON.parse(read(new URL('tree.compact.json', shared))) as Record<
      string,
      TreeRelease
    >;
    const versions = JSON.parse(read(new URL('release_versions.json', shared))) as VersionFile;
    const resource = (name: string) =>
      read(new URL(`../../resources/sdss/${name}`, import.meta.url));
    expect(pathTableModule(tree) === resource('pathTable.ts')).toBe(true);
    expect(releaseVersionsModule(versions, Object.keys(tree))).toBe(resource('releaseVersions.ts'));
  });
});

describe('the versions module', () => {
  it('renames keys, reads lists and leaves out what is unknown', () => {
    const file = {
      dr2: { a: { apred_vers: 'r1', dapver: null }, b: { run2d: "['v1', 'v2']", run1d: 'v1' } },
      mpl4: { a: { drpver: 'v1' } },
    };
    expect(releaseVersionsModule(file, ['dr1', 'dr2'])).toContain(
      "{\n  dr2: { apred: ['r1'], run2d: ['v1', 'v2'], run1d: ['v1'] },\n}",
    );
  });
});
