import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../../main/web/listen.ts';
import { serveWeb, type WebHost } from '../../main/web/serveWeb.ts';
import { chromiumProgram, chromiumSwitches } from '../harness/chromiumProgram.ts';
import { createTinyBackend } from '../harness/tinyBackend.ts';

if (chromiumProgram === undefined) {
  console.warn('SKIPPED: the web host in a browser, since there is no Chromium');
}

describe.skipIf(chromiumProgram === undefined)('the web host in Chromium', () => {
  let host: WebHost;
  let browser: Browser;
  const backend = createTinyBackend();

  beforeAll(async () => {
    const rendererDir = fileURLToPath(new URL('../harness/barePage/', import.meta.url));
    host = await serveWeb({ backend, rendererDir });
    browser = await chromium.launch({
      executablePath: chromiumProgram ?? '',
      args: [...chromiumSwitches],
    });
  });
  afterAll(async () => {
    await browser.close();
    await host.close();
  });

  it('opens the app by its link, keeps it over a reload, and leaves no token behind', async () => {
    const page = await browser.newPage();
    await page.goto(host.loginLink());
    await page.waitForURL(`${host.url}/`);
    expect(await page.title()).toBe('Bare page');
    await page.reload();
    expect(await page.title()).toBe('Bare page');
    expect(await page.evaluate('document.cookie')).toBe('');
    expect(await page.evaluate('window.ownScriptRan')).toBe(true);
    expect(await page.evaluate('window.inlineScriptRan')).toBe(undefined);
    await page.close();
  });

  it('tells who comes with a used link what to do', async () => {
    const link = host.loginLink();
    const first = await browser.newPage();
    await first.goto(link);
    await first.waitForURL(`${host.url}/`);
    const second = await browser.newPage();
    await second.goto(link);
    await second.getByText('has been used or has run out').waitFor();
    expect(new URL(second.url()).hash).toBe('');
    await first.context().close();
    await second.context().close();
  });

  it('lets its own page open the socket, and no other page of this machine', async () => {
    const page = await browser.newPage();
    await page.goto(host.loginLink());
    await page.waitForURL(`${host.url}/`);
    const tryToOpen = `new Promise((resolve) => {
      const socket = new WebSocket('${host.url.replace('http', 'ws')}/api');
      socket.onopen = () => resolve('open');
      socket.onerror = () => resolve('refused');
    })`;
    expect(await page.evaluate(tryToOpen)).toBe('open');

    // Another server on the same name gets the cookie sent along, since cookies ignore ports:
    // its Origin still gives it away.
    const evil = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end('<title>evil</title>');
    });
    const port = await listen(evil, 0);
    try {
      await page.goto(`http://${new URL(host.url).hostname}:${port}/`);
      expect(await page.title()).toBe('evil');
      expect(await page.evaluate(tryToOpen)).toBe('refused');
      const read = `fetch('${host.url}/').then((r) => r.text(), () => 'refused')`;
      expect(await page.evaluate(read)).toBe('refused');
    } finally {
      evil.closeAllConnections();
      evil.close();
      await page.context().close();
    }
  });
});
