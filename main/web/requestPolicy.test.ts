import { describe, expect, it } from 'vitest';
import { judgeRequest, type RequestFacts } from './requestPolicy.ts';

const name = 'astra-5f.localhost';
const own: RequestFacts = {
  method: 'GET',
  path: '/',
  host: `${name}:8080`,
  origin: undefined,
  upgrade: false,
  hasSession: true,
};
const verdictOf = (facts: Partial<RequestFacts>) => {
  const verdict = judgeRequest({ ...own, ...facts }, name);
  return verdict.kind === 'refuse' ? verdict.status : verdict.kind;
};
const origin = `http://${name}:8080`;

describe('a request to the web host', () => {
  it.each([
    ['the page with a session', {}, 'asset'],
    ['the page through a tunnel on another port', { host: `${name}:9999` }, 'asset'],
    ['the page on port 80', { host: name }, 'asset'],
    ['a script that states its own origin', { path: '/assets/a.js', origin }, 'asset'],
    ['the login page without a session', { path: '/login', hasSession: false }, 'login-page'],
    ['its script without a session', { path: '/login.js', hasSession: false }, 'login-script'],
    ['a login', { method: 'POST', path: '/login', origin, hasSession: false }, 'login'],
    ['a socket', { path: '/api', upgrade: true, origin }, 'socket'],
  ] as const)('is answered: %s', (_what, facts, verdict) => {
    expect(verdictOf(facts)).toBe(verdict);
  });

  it.each([
    ['without a session', { hasSession: false }, 401],
    [
      'for a socket without a session',
      { path: '/api', upgrade: true, origin, hasSession: false },
      401,
    ],
    ['without Host', { host: undefined }, 403],
    ['for the bare address', { host: '127.0.0.1:8080' }, 403],
    ['for localhost', { host: 'localhost:8080' }, 403],
    ['for a foreign name that resolves to us', { host: 'evil.example:8080' }, 403],
    ['for a name that only ends like ours', { host: `x.${name}:8080` }, 403],
    ['for a name that only begins like ours', { host: `${name}.evil.example` }, 403],
    ['with a malformed port', { host: `${name}:80@evil.example` }, 403],
    ['from a foreign page', { origin: 'https://evil.example' }, 403],
    ['from another port of our own name', { origin: `http://${name}:1` }, 403],
    ['from a sandboxed frame', { origin: 'null' }, 403],
    ['for a socket that hides its origin', { path: '/api', upgrade: true }, 403],
    ['for a socket of a foreign page', { path: '/api', upgrade: true, origin: 'http://a.b' }, 403],
    ['to log in without an origin', { method: 'POST', path: '/login' }, 403],
    ['for a socket elsewhere', { path: '/other', upgrade: true, origin }, 404],
    ['to write', { method: 'POST', path: '/api', origin }, 405],
    ['to delete', { method: 'DELETE', origin }, 405],
  ] as const)('is refused %s', (_what, facts, status) => {
    expect(verdictOf(facts)).toBe(status);
  });
});
