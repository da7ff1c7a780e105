import { createHash } from 'node:crypto';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { noise } from './fixture.ts';

export interface TreeFile {
  readonly path: string;
  readonly bytes: Buffer;
}

export const modified = new Date('2021-11-05T10:11:12Z');
const stars = 'dr17/apogee/spectro/redux/dr17/stars/apo25m/000+14';
const visits = 'dr17/apogee/spectro/redux/dr17/visit/apo25m/000+14';

/**
 * A small archive below `root/sas`: a field with five stars (with checksum list, one file not on
 * it) and four visits in two plates (without a list), and one file of a proprietary release.
 */
export function plantTree(root: string): TreeFile[] {
  const files: TreeFile[] = [];
  const plant = (path: string, bytes: Buffer) => {
    const file = join(root, 'sas', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
    utimesSync(file, modified, modified);
    files.push({ path, bytes });
  };
  for (let i = 0; i < 5; i++)
    plant(`${stars}/apStar-dr17-2M0000000${i}+7417074.fits`, noise(40_000 + i, i + 1));
  const lines = files.slice(0, 4).map(({ path, bytes }) => {
    const sum = createHash('sha1').update(bytes).digest('hex');
    return `${sum}  ${path.slice(path.lastIndexOf('/') + 1)}`;
  });
  writeFileSync(
    join(root, 'sas', stars, 'dr17_stars_apo25m_000+14.sha1sum'),
    `${lines.join('\n')}\n`,
  );
  for (const plate of ['5071', '5072']) {
    for (const fiber of ['007', '150']) {
      plant(
        `${visits}/${plate}/56284/apVisit-dr17-${plate}-56284-${fiber}.fits`,
        noise(90_000, Number(plate)),
      );
    }
  }
  plant('sdsswork/secret/x.fits', noise(5000, 99));
  return files;
}
