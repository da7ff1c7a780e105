import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumProgram } from '../harness/chromiumProgram.ts';
import {
  besideTest,
  launchElectronStandIn,
  type StandInApp,
} from '../harness/launchElectronStandIn.ts';

if (chromiumProgram === undefined) {
  console.warn('SKIPPED: the Electron host under its stand-in, since there is no Chromium');
}

describe.skipIf(chromiumProgram === undefined)('the Electron host', () => {
  let app: StandInApp;

  beforeAll(async () => {
    app = await launchElectronStandIn({ main: besideTest(import.meta.url, './fixtureMain.ts') });
  });
  afterAll(() => app.close());

  const inPage = (script: string): Promise<unknown> => app.page.evaluate(script);
  /** What the promise of a script comes to: its value, or its error's message. */
  const outcome = (script: string) =>
    inPage(`(${script}).then((v) => v, (e) => 'Error: ' + e.message)`);
  const diary = async () => {
    const value = await app.tell({ do: 'diary' });
    return value as { openedOutside: string[]; blocked: string[]; dialogs: string[] };
  };

  it('shows the page in a visible window', async () => {
    expect(app.page.url()).toBe('http://bundle.app.localhost/index.html');
    expect(await inPage('document.title')).toBe('Bare page');
    expect(await inPage('window.ownScriptRan')).toBe(true);
    expect(await app.tell({ do: 'window-is-visible' })).toBe(true);
  });

  it('gives the page nothing of Node and a frozen bridge of three functions', async () => {
    expect(
      await inPage('[typeof require, typeof process, typeof module, typeof Buffer].join()'),
    ).toBe('undefined,undefined,undefined,undefined');
    expect(await inPage('Object.keys(window.astra).sort().join()')).toBe(
      'call,pathOfFile,subscribe',
    );
    expect(await inPage('Object.isFrozen(window.astra)')).toBe(true);
  });

  it('carries typed arrays there and back, NaN and infinities included', async () => {
    expect(
      await inPage(`window.astra.call('arrays', {}).then(({ ok, value: { flux, bits } }) => [
        ok, flux.constructor.name, ...Array.from(flux, String), bits.constructor.name, ...bits,
      ].join())`),
    ).toBe('true,Float64Array,1.5,NaN,-Infinity,Int32Array,-1,16639');
    expect(
      await inPage(`window.astra.call('echo', { bytes: Uint8Array.of(0, 255), big: [1, { a: null }] })
        .then(({ value }) => value.bytes.constructor.name + JSON.stringify(value))`),
    ).toBe('Uint8Array{"bytes":{"0":0,"1":255},"big":[1,{"a":null}]}');
  });

  it('brings problems as data, with code and advice', async () => {
    expect(await inPage(`window.astra.call('nope', {})`)).toEqual({
      ok: false,
      problem: {
        code: 'unknown-method',
        message: 'unknown method "nope"',
        where: {},
        transient: false,
        advice: 'Ask another',
      },
    });
  });

  it('keeps the stack of a bug to itself', async () => {
    expect(await inPage(`window.astra.call('bug', {})`)).toEqual({
      ok: false,
      problem: { code: 'internal', message: 'something broke', where: {}, transient: false },
    });
  });

  it('refuses a call without a method', async () => {
    expect(await inPage(`window.astra.call(7, {}).then((r) => r.problem.code)`)).toBe(
      'bad-message',
    );
  });

  it('tells the page events until it unsubscribes', async () => {
    const seen = await inPage(`(async () => {
      const seen = [];
      const stop = window.astra.subscribe((event) => seen.push(event.type));
      await window.astra.call('tell', {});
      await window.astra.call('echo', {});
      stop();
      await window.astra.call('tell', {});
      await window.astra.call('echo', {});
      return seen;
    })()`);
    expect(seen).toEqual(['workspace']);
  });

  it('asks for folders in a native dialog', async () => {
    await app.tell({ do: 'answer-next-dialog', paths: ['/data/survey'] });
    const chosen = `window.astra.call('workspace.choose', {}).then((r) => r.value.path)`;
    expect(await inPage(chosen)).toBe('/data/survey');
    expect(await inPage(chosen)).toBe(null);
    expect((await diary()).dialogs).toEqual(['Open workspace', 'Open workspace']);
  });

  it('runs no inline script and evaluates no text', async () => {
    expect(await inPage('window.inlineScriptRan')).toBe(undefined);
    // From within the page: what a test evaluates over the DevTools protocol is not bound by CSP.
    const message = await inPage(`new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', (e) => resolve(e.effectiveDirective), { once: true });
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.body.append(script);
    })`);
    expect(message).toBe('script-src-elem');
    expect(await inPage('window.injected')).toBe(undefined);
  });

  it('lets the page fetch from its own files only', async () => {
    expect(await outcome(`fetch('/page.js').then((r) => r.status)`)).toBe(200);
    expect(await outcome(`fetch('/missing.js').then((r) => r.status)`)).toBe(404);
    expect(await outcome(`fetch('/%2e%2e/fixtureMain.js').then((r) => r.status)`)).toBe(404);
    expect(await outcome(`fetch('https://evil.example/')`)).toMatch(/^Error: /);
    expect(await outcome(`fetch('http://127.0.0.1:9/')`)).toMatch(/^Error: /);
    const blocked = await inPage(`new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', (e) => resolve(e.blockedURI), { once: true });
      fetch('https://evil.example/steal').catch(() => {});
    })`);
    expect(blocked).toBe('https://evil.example/steal');
  });

  it('stays on its page whatever a script or a link says', async () => {
    await inPage(`void (location.href = 'https://evil.example/script')`);
    await app.page.click('#foreign');
    await expect
      .poll(async () => (await diary()).blocked)
      .toEqual(['https://evil.example/script', 'https://evil.example/']);
    expect(app.page.url()).toBe('http://bundle.app.localhost/index.html');
    expect((await diary()).openedOutside).toEqual([]);
  });

  it('opens no windows; links to the survey go to the browser', async () => {
    expect(await inPage(`window.open('https://www.sdss.org/dr17/')`)).toBe(null);
    expect(await inPage(`window.open('https://evil.example/popup')`)).toBe(null);
    await expect.poll(async () => (await diary()).blocked).toContain('https://evil.example/popup');
    expect((await diary()).openedOutside).toEqual(['https://www.sdss.org/dr17/']);
    expect(app.page.context().pages()).toHaveLength(2);
  });

  it('embeds no foreign frames', async () => {
    const directive = await inPage(`new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', (e) => resolve(e.effectiveDirective), { once: true });
      const frame = document.createElement('iframe');
      frame.src = 'https://evil.example/';
      document.body.append(frame);
    })`);
    expect(directive).toBe('frame-src');
  });

  it('grants the clipboard for writing and no other permission', async () => {
    const ask = (permission: string) =>
      app.tell({ do: 'ask-permission', permission, url: 'app://bundle/index.html' });
    expect(await ask('clipboard-sanitized-write')).toBe(true);
    expect(await ask('media')).toBe(false);
    expect(await ask('geolocation')).toBe(false);
  });

  it('opens what the menu says through the same contract', async () => {
    expect(await app.tell({ do: 'menu-ids' })).toEqual([
      'open-workspace',
      'open-sample',
      'add-spectra',
      'documentation',
    ]);
    await app.tell({ do: 'answer-next-dialog', paths: ['/data/a.fits', '/data/b.fits'] });
    await app.tell({ do: 'choose-menu-item', id: 'add-spectra' });
    await expect
      .poll(() => inPage(`window.astra.call('calls', {}).then((r) => r.value.at(-1))`))
      .toEqual({ method: 'library.add', input: { paths: ['/data/a.fits', '/data/b.fits'] } });
    // The tiny engine knows no such method, and the menu says so instead of staying silent.
    await expect
      .poll(async () => (await diary()).dialogs.at(-1))
      .toBe('Astra Desktop: unknown method "library.add". Ask another');
  });

  it('closes the engine and ends when it is quit', async () => {
    expect(await app.quit()).toBe(0);
  });
});
