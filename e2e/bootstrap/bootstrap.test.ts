import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/**
 * The real bootstrap in a project that holds nothing else, with an npm that only writes down what
 * it is asked, and a PATH on which nothing else lies.
 */
const bootstrap = fileURLToPath(new URL('../../scripts/bootstrap/', import.meta.url));
const packages = { '': {}, 'node_modules/left': { version: '1.2.3' } };
const sqliteBinding = 'node_modules/sqlite3/build/Release/node_sqlite3.node';
const ownNode = 'node_modules/node/bin/node';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'astra-bootstrap-'));
  cpSync(bootstrap, join(root, 'scripts/bootstrap'), { recursive: true });
  put('package.json', '{"type":"module"}');
  put('path/package.json', '{"type":"commonjs"}');
  put('package-lock.json', JSON.stringify({ packages }));
  put('scripts/start/start.ts', `process.stdout.write('started ' + process.argv.slice(2));`);
  program('npm', `console.log('npm', process.argv.slice(2).join(' '));`);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

/** A program on the PATH of the bootstrap; it writes down its call and then does `more`. */
function program(name: string, more = ''): void {
  const log = JSON.stringify(join(root, 'calls.log'));
  put(
    `path/${name}`,
    `#!${process.execPath}
const fs = require('node:fs');
const path = require('node:path');
fs.appendFileSync(${log}, [${JSON.stringify(name)}, ...process.argv.slice(2)].join(' ') + '\\n');
${more}`,
  );
  chmodSync(join(root, 'path', name), 0o755);
}

function install(locked: Readonly<Record<string, unknown>>): void {
  put('node_modules/.package-lock.json', JSON.stringify({ packages: locked }));
  put(sqliteBinding, '');
  mkdirSync(join(root, dirname(ownNode)), { recursive: true });
  symlinkSync(process.execPath, join(root, ownNode));
}

async function run(verb: string): Promise<{ code: number | null; said: string; calls: string[] }> {
  const child = spawn(process.execPath, [join(root, 'scripts/bootstrap/bootstrap.js'), verb], {
    env: { PATH: join(root, 'path') },
  });
  let said = '';
  child.stdout.on('data', (part: Buffer) => (said += part.toString()));
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const file = join(root, 'calls.log');
  const log = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return { code, said, calls: log.split('\n').filter((line) => line !== '') };
}

/** What the fake npm does on `rebuild`: the files that install scripts would make. */
const buildsSqlite = `if (process.argv[2] === 'rebuild') {
  fs.mkdirSync(path.dirname('${sqliteBinding}'), { recursive: true });
  fs.writeFileSync('${sqliteBinding}', '');
  fs.mkdirSync(path.dirname('${ownNode}'), { recursive: true });
  fs.symlinkSync(process.execPath, '${ownNode}');
}`;

describe('the bootstrap', () => {
  it('does nothing but hand over where everything is installed', async () => {
    install(packages);
    expect(await run('start')).toEqual({ code: 0, said: 'started ', calls: [] });
  });

  it('installs from the lock file in a clean clone, saying what it does', async () => {
    for (const tool of ['c++', 'make', 'python3']) program(tool);
    program('npm', buildsSqlite);
    const { code, said, calls } = await run('start');
    expect(calls).toEqual([
      'npm ci --ignore-scripts --no-audit --no-fund',
      'npm rebuild node sqlite3',
    ]);
    expect(said).toContain('no packages are installed yet');
    expect(said).toMatch(/compiling SQLite .*: done in \d+ s/s);
    expect([code, said.endsWith('started ')]).toEqual([0, true]);
  });

  it('installs only the difference when the lock file names another version', async () => {
    install({ ...packages, 'node_modules/left': { version: '1.0.0' } });
    const { said, calls } = await run('start');
    expect(said).toContain('left is not installed at 1.2.3');
    expect(calls).toEqual(['npm install --ignore-scripts --no-audit --no-fund']);
  });

  it('does not miss packages that are for other platforms', async () => {
    const other = { 'node_modules/for-mac': { version: '1.0.0', optional: true } };
    put('package-lock.json', JSON.stringify({ packages: { ...packages, ...other } }));
    install(packages);
    expect((await run('start')).calls).toEqual([]);
  });

  it('says which compiler is missing, and goes on', async () => {
    program('npm', buildsSqlite);
    const { code, said } = await run('start');
    expect(said).toContain('a C++ compiler for SQLite is missing: install a C++ compiler');
    expect(code).toBe(0);
  });

  it('fails with the end of what npm said', async () => {
    program('npm', `console.error('npm error: the registry is closed'); process.exit(7);`);
    const { code, said } = await run('start');
    expect(code).toBe(1);
    expect(said).toContain('ended with exit code 7:\nnpm error: the registry is closed');
    expect(said).not.toContain('started');
  });

  it('passes on how the program ended', async () => {
    install(packages);
    put('scripts/start/start.ts', 'process.exit(5);');
    expect((await run('start')).code).toBe(5);
  });

  it('knows its verbs', async () => {
    const { code, said } = await run('stop');
    expect([code, said]).toEqual([2, 'astra: unknown verb "stop"; there are start, test, build\n']);
  });
});

describe.skipIf(process.getuid?.() !== 0)('the bootstrap, as root on Debian', () => {
  it('lets apt-get install the compiler, with a new list if the old one will not do', async () => {
    program('npm', buildsSqlite);
    const updated = JSON.stringify(join('path', 'updated'));
    program(
      'apt-get',
      `const marker = path.resolve(__dirname, '..', ${updated});
if (process.argv[2] === 'update') fs.writeFileSync(marker, '');
else process.exit(fs.existsSync(marker) ? 0 : 100);`,
    );
    const { code, calls } = await run('start');
    const get =
      'apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 build-essential python3';
    expect(calls).toEqual([
      'npm ci --ignore-scripts --no-audit --no-fund',
      get,
      'apt-get update -qq',
      get,
      'npm rebuild node sqlite3',
    ]);
    expect(code).toBe(0);
  });
});
