import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpClient } from '../../core/sdss/archive/http/httpClient.ts';
import { noise, temporaryFolder } from './fixture.ts';
import { startNginx, type Nginx } from './nginx.ts';

/** The proxy knows this name; nobody else does. */
const address = 'https://archive.test/sas/dr17/spectrum.fits';
const content = noise(700_000);

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let nginx: Nginx;
let proxy: Server;
let port = 0;
/** What the proxy was asked, in order. */
const asked: { target: string; authorization: string | undefined }[] = [];

beforeAll(async () => {
  folder = await temporaryFolder();
  const root = join(folder.path, 'www');
  mkdirSync(join(root, 'sas', 'dr17'), { recursive: true });
  writeFileSync(join(root, 'sas', 'dr17', 'spectrum.fits'), content);
  nginx = await startNginx({ folder: join(folder.path, 'nginx'), root });
  proxy = createServer((request, response) => {
    const { 'proxy-authorization': authorization } = request.headers;
    asked.push({ target: request.url ?? '', authorization });
    response.writeHead(authorization === undefined ? 407 : 200).end('passed on');
  });
  proxy.on('connect', (request, socket, head) => {
    const { 'proxy-authorization': authorization } = request.headers;
    asked.push({ target: request.url ?? '', authorization });
    if (authorization === undefined) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const behind = connect(Number(new URL(nginx.https).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      behind.write(head);
      behind.pipe(socket).pipe(behind);
    });
    socket.on('error', () => behind.destroy());
    behind.on('error', () => socket.destroy());
  });
  await new Promise<void>((ready) => proxy.listen(0, '127.0.0.1', ready));
  port = (proxy.address() as AddressInfo).port;
});

afterAll(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await nginx.stop();
  await folder.remove();
});

async function bytesOf(
  url: string,
  { https, http, ca }: { https?: string; http?: string; ca?: string },
): Promise<Buffer> {
  const client = createHttpClient({
    connections: 2,
    idleTimeoutMs: 5000,
    ...(ca === undefined ? {} : { ca: [ca] }),
    proxies: { ...(https === undefined ? {} : { https }), ...(http === undefined ? {} : { http }) },
  });
  try {
    const all: Buffer[] = [];
    for (let twice = 0; twice < 2; twice += 1) {
      const { body } = await client.get({ url: new URL(url) });
      all.length = 0;
      await body.pump((chunk) => {
        all.push(Buffer.from(chunk));
        return undefined;
      });
    }
    return Buffer.concat(all);
  } finally {
    client.close();
  }
}

describe('a web proxy', () => {
  it('is passed through by one tunnel that is used again, and gets its own password only', async () => {
    asked.length = 0;
    const https = `http://me:secret@127.0.0.1:${port}`;
    const bytes = await bytesOf(address, { https, ca: nginx.ca });
    expect(bytes.equals(content)).toBe(true);
    const authorization = `Basic ${Buffer.from('me:secret').toString('base64')}`;
    expect(asked).toEqual([{ target: 'archive.test:443', authorization }]);
  });

  it('does not stand for the identity of the server behind it', async () => {
    const https = `http://me:secret@127.0.0.1:${port}`;
    await expect(bytesOf(address, { https })).rejects.toMatchObject({
      code: 'archive-certificate',
    });
    const other = address.replace('archive.test', 'other.test');
    await expect(bytesOf(other, { https, ca: nginx.ca })).rejects.toMatchObject({
      code: 'archive-certificate',
    });
  });

  it('that asks for a password is named, with what to put where', async () => {
    const https = `http://127.0.0.1:${port}`;
    await expect(bytesOf(address, { https })).rejects.toMatchObject({
      code: 'archive-credentials',
      advice: expect.stringContaining('HTTPS_PROXY') as string,
    });
    const plain = 'http://archive.test/x';
    await expect(bytesOf(plain, { http: https })).rejects.toMatchObject({
      code: 'archive-credentials',
    });
  });

  it('that is not there is named, without its password', async () => {
    const https = 'http://me:secret@127.0.0.1:1';
    const problem = await bytesOf(address, { https }).catch((error: unknown) => error);
    expect(problem).toMatchObject({ code: 'archive-out-of-reach' });
    expect(String(problem)).toContain('127.0.0.1:1');
    expect(String(problem)).not.toContain('secret');
  });

  it('gets plain requests with their whole address', async () => {
    asked.length = 0;
    const http = `http://me:secret@127.0.0.1:${port}`;
    expect((await bytesOf('http://archive.test/x?y', { http })).toString()).toBe('passed on');
    expect(asked[0]?.target).toBe('http://archive.test/x?y');
  });
});
