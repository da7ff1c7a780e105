import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumProgram, chromiumSwitches } from '../harness/chromiumProgram.ts';
import { startWebHost, type RunningWebHost } from '../harness/startWebHost.ts';

if (chromiumProgram === undefined) {
  console.warn('SKIPPED: the built app in a browser, since there is no Chromium');
}

describe.skipIf(chromiumProgram === undefined)('the built app in a browser', () => {
  let home: string;
  const errors: string[] = [];
  let host: RunningWebHost;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'astra-home-'));
    host = await startWebHost(home);
    browser = await chromium.launch({
      executablePath: chromiumProgram ?? '',
      args: [...chromiumSwitches],
    });
    page = await browser.newPage();
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (line) => {
      if (line.type() === 'error') errors.push(line.text());
    });
    await page.goto(host.link);
    await page.waitForURL(`${host.url}/`);
  });
  afterAll(async () => {
    await browser.close();
    rmSync(home, { recursive: true, force: true });
  });

  it('shows the bundled spectra without a complaint of its content security policy', async () => {
    await page.getByText('SYN1841+0137').first().waitFor();
    expect(await page.title()).toContain('Astra');
    expect(errors).toEqual([]);
  });

  it('ends cleanly on Ctrl-C', async () => {
    expect(await host.stop()).toBe(0);
  });
});
