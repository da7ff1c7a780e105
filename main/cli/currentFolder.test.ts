import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it.skipIf(process.platform === 'win32')(
  'a folder that was deleted under the user says so in a sentence',
  () => {
    const script = 'd=$(mktemp -d) && cd "$d" && rmdir "$d" && exec "$0" "$1" species';
    const args = ['-c', script, process.execPath, join(import.meta.dirname, 'main.ts')];
    const { status, stderr, stdout } = spawnSync('sh', args, { encoding: 'utf8' });
    expect(stderr).toBe('astra: the folder you are in is not there any more; change to another\n');
    expect(stdout).toBe('');
    expect(status).toBe(2);
  },
);
