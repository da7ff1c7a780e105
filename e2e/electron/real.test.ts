import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasDisplay } from '../../main/web/browserCommand.ts';

/** Where electron's own installer puts the program; asking the package itself would download it. */
const dist =
  process.env.ELECTRON_OVERRIDE_DIST_PATH ??
  join(dirname(createRequire(import.meta.url).resolve('electron/package.json')), 'dist');
const binary = [
  join(dist, 'electron'),
  join(dist, 'electron.exe'),
  join(dist, 'Electron.app/Contents/MacOS/Electron'),
].find((path) => existsSync(path));
const missing = [
  ...(binary === undefined ? ['there is no Electron program'] : []),
  ...(hasDisplay(process.platform, process.env) ? [] : ['there is no display']),
].join(' and ');

if (missing !== '') {
  console.warn(`SKIPPED: the desktop app in real Electron, since ${missing}`);
}

describe.skipIf(missing !== '')('the desktop app in real Electron', () => {
  let home: string;
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'astra-home-'));
    app = await _electron.launch({
      executablePath: binary ?? '',
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        fileURLToPath(new URL('../../', import.meta.url)),
        `--user-data-dir=${join(home, 'electron')}`,
        '--sample',
      ],
      env: { ...definedOf(process.env), HOME: home, XDG_CONFIG_HOME: join(home, '.config') },
    });
    page = await app.firstWindow();
    await page.waitForLoadState();
  });
  afterAll(async () => {
    await app.close();
    rmSync(home, { recursive: true, force: true });
  });

  it('serves its page from its own scheme', () => {
    expect(page.url()).toBe('app://bundle/index.html');
  });

  it('gives the page nothing of Node', async () => {
    expect(await page.evaluate('[typeof require, typeof process].join()')).toBe(
      'undefined,undefined',
    );
  });

  it('answers the page through the bridge', async () => {
    const host = await page.evaluate(`window.astra.call('app.info', {}).then((r) => r.value.host)`);
    expect(host).toBe('electron');
  });

  it('fetches nothing foreign, opens no window and stays on its page', async () => {
    const fetched = `fetch('https://evil.example/').then(() => 'fetched', () => 'refused')`;
    expect(await page.evaluate(fetched)).toBe('refused');
    expect(await page.evaluate(`window.open('https://evil.example/') === null`)).toBe(true);
    await page.evaluate(`void (location.href = 'https://evil.example/')`);
    expect(page.url()).toBe('app://bundle/index.html');
    expect(app.windows()).toHaveLength(1);
  });
});

function definedOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
