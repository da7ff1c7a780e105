import { describe, expect, it } from 'vitest';
import { proxiesOf, proxyAuthorization, proxyFor } from './proxy.ts';

const archive = new URL('https://data.sdss.org/sas/');

describe('proxies of the environment', () => {
  it.each([
    [{}, undefined],
    [{ HTTPS_PROXY: 'http://proxy:3128' }, 'http://proxy:3128/'],
    [{ https_proxy: 'proxy:3128', HTTPS_PROXY: 'http://other' }, 'http://proxy:3128/'],
    [{ ALL_PROXY: 'https://proxy' }, 'https://proxy/'],
    [{ HTTP_PROXY: 'http://proxy' }, undefined],
    [{ HTTPS_PROXY: ' ' }, undefined],
    [{ HTTPS_PROXY: 'http://proxy', NO_PROXY: 'sdss.org' }, undefined],
    [{ HTTPS_PROXY: 'http://proxy', NO_PROXY: 'x, .sdss.org' }, undefined],
    [{ HTTPS_PROXY: 'http://proxy', NO_PROXY: '*.sdss.org:443' }, undefined],
    [{ HTTPS_PROXY: 'http://proxy', no_proxy: '*' }, undefined],
    [{ HTTPS_PROXY: 'http://proxy', NO_PROXY: 'sdss.org:8443,dss.org,' }, 'http://proxy/'],
  ])('%o: %s', (environment, proxy) => {
    expect(proxyFor(archive, proxiesOf(environment))?.href).toBe(proxy);
  });

  it.each(['http://localhost:1/', 'http://127.0.0.1/', 'http://[::1]:8/'])(
    'are not asked for %s',
    (address) => {
      expect(proxyFor(new URL(address), { http: 'http://proxy' })).toBeUndefined();
    },
  );

  it('that cannot be used are refused without showing their password', () => {
    for (const https of ['socks5://me:secret@proxy', 'http://me:secret@']) {
      let message = '';
      try {
        proxyFor(archive, { https });
      } catch (error) {
        message = String(error);
      }
      expect(message).toContain('HTTPS_PROXY');
      expect(message).not.toContain('secret');
    }
  });

  it('get the user name and password of their address', () => {
    expect(proxyAuthorization(new URL('http://proxy'))).toBeUndefined();
    const given = proxyAuthorization(new URL('http://me:a%40b@proxy'));
    expect(given).toBe(`Basic ${Buffer.from('me:a@b').toString('base64')}`);
  });
});
