import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { serveWeb, type WebHost, type WebHostOptions } from '../../main/web/serveWeb.ts';
import { createTinyBackend } from '../harness/tinyBackend.ts';
import { logIn, rawRequest } from './rawRequest.ts';

const rendererDir = fileURLToPath(new URL('../harness/barePage/', import.meta.url));
const open: WebHost[] = [];

async function start(options: Partial<WebHostOptions> = {}): Promise<WebHost> {
  const host = await serveWeb({ backend: createTinyBackend(), rendererDir, ...options });
  open.push(host);
  return host;
}
afterEach(async () => {
  for (const host of open.splice(0)) await host.close();
});

describe('the login link', () => {
  it('opens the app once, with a cookie that scripts cannot read', async () => {
    const host = await start();
    const link = host.loginLink();
    const body = new URL(link).hash.slice(1);
    const first = await rawRequest(host, { path: '/login', method: 'POST', body });
    expect(first.status).toBe(204);
    expect(first.headers['set-cookie']?.[0]).toMatch(
      /^astra_session=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
    );
    const cookie = first.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const page = await rawRequest(host, { headers: { cookie } });
    expect([page.status, page.body.includes('<title>Bare page</title>')]).toEqual([200, true]);

    const replay = await rawRequest(host, { path: '/login', method: 'POST', body });
    expect(replay.status).toBe(403);
    expect(replay.headers['set-cookie']).toBe(undefined);
    expect(replay.body).toContain('has been used or has run out');
  });

  it('runs out after ten minutes', async () => {
    let now = 0;
    const host = await start({ now: () => now });
    const [early, late] = [host.loginLink(), host.loginLink()];
    now = 10 * 60 * 1000 - 1;
    expect(await logIn(host, early)).not.toBe(null);
    now += 1;
    expect(await logIn(host, late)).toBe(null);
  });

  it('keeps its token in the fragment, which no browser sends or logs', async () => {
    const { pathname, search, hash } = new URL((await start()).loginLink());
    expect([pathname, search]).toEqual(['/login', '']);
    expect(hash).toMatch(/^#[\w-]{43}$/);
  });

  it('cannot be guessed, shortened or drowned in text', async () => {
    const host = await start();
    const token = new URL(host.loginLink()).hash.slice(1);
    for (const body of ['', token.slice(1), `${token} `, 'x'.repeat(1_000_000)]) {
      const answer = await rawRequest(host, { path: '/login', method: 'POST', body });
      expect(answer.status).toBe(403);
    }
    expect(await logIn(host, `${host.url}/login#${token}`)).not.toBe(null);
  });

  it('of one server is worth nothing at another', async () => {
    const [one, other] = [await start(), await start()];
    expect(await logIn(other, one.loginLink())).toBe(null);
    const cookie = await logIn(one);
    expect((await rawRequest(other, { headers: { cookie } })).status).toBe(401);
  });
});

describe('the web host', () => {
  it('gives nothing without a session but the login page', async () => {
    const host = await start();
    expect((await rawRequest(host, {})).status).toBe(401);
    expect((await rawRequest(host, { path: '/page.js' })).status).toBe(401);
    expect((await rawRequest(host, { path: '/login' })).status).toBe(200);
    const forged = { cookie: 'astra_session=AAAA' };
    expect((await rawRequest(host, { headers: forged })).status).toBe(401);
  });

  it.each([
    ['a foreign Host', { host: 'evil.example' }],
    ['the bare address as Host', { host: '127.0.0.1' }],
    ['localhost as Host', { host: 'localhost' }],
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['the Origin of a sandboxed frame', { origin: 'null' }],
  ])('refuses %s even with a session', async (_what, headers) => {
    const host = await start();
    const cookie = await logIn(host);
    const answer = await rawRequest(host, { headers: { cookie, ...headers } });
    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain('Bare page');
  });

  it.each([
    '/../tinyBackend.ts',
    '/..%2ftinyBackend.ts',
    '/%2e%2e/tinyBackend.ts',
    '/assets/../../tinyBackend.ts',
    '/..\\tinyBackend.ts',
    '//etc/passwd',
    '/etc/passwd',
    '/page.js%00.html',
    '/.html',
  ])('serves nothing for %s', async (path) => {
    const host = await start();
    const cookie = await logIn(host);
    expect((await rawRequest(host, { path, headers: { cookie } })).status).toBe(404);
  });

  it('answers through a tunnel that changes the port', async () => {
    const host = await start();
    const name = new URL(host.url).hostname;
    const cookie = await logIn(host);
    const headers = { cookie, host: `${name}:9999`, origin: `http://${name}:9999` };
    const answer = await rawRequest(host, { headers });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-security-policy']).toContain(`ws://${name}:9999`);
  });

  it('sends a strict policy with everything it answers', async () => {
    const host = await start();
    for (const path of ['/', '/login', '/nowhere']) {
      const { headers } = await rawRequest(host, { path });
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cache-control']).toBe('no-store');
    }
  });

  it('listens on 127.0.0.1 and no other address', async () => {
    const host = await start();
    const reach = (address: string) =>
      new Promise<boolean>((resolve) => {
        const socket = connect({ host: address, port: host.port, timeout: 2000 });
        const end = (reached: boolean) => {
          socket.destroy();
          resolve(reached);
        };
        socket.on('connect', () => end(true));
        socket.on('error', () => end(false));
        socket.on('timeout', () => end(false));
      });
    expect(await reach('127.0.0.1')).toBe(true);
    expect(await reach('127.0.0.2')).toBe(false);
    expect(await reach('::1')).toBe(false);
  });

  it('says that a port is taken', async () => {
    const { port } = await start();
    await expect(start({ port })).rejects.toMatchObject({
      code: 'port-in-use',
      message: `port ${port} is taken by another program`,
    });
  });
});
