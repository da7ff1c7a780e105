import { describe, expect, it } from 'vitest';
import { parseHead } from './responseHead.ts';

describe('the head of an answer', () => {
  it('gives status and headers by lower-case name, repeated ones together', () => {
    const head = parseHead(
      'HTTP/1.1 206 Partial Content\r\nETag:  "a b" \r\nVary: x\r\nvary: y\r\nX-Empty:',
    );
    expect(head.status).toBe(206);
    expect({ ...head.headers }).toEqual({ etag: '"a b"', vary: 'x, y', 'x-empty': '' });
  });

  it.each([
    ['HTTP/1.1 200 OK', true],
    ['HTTP/1.1 200', true],
    ['HTTP/1.1 200 OK\r\nConnection: Close', false],
    ['HTTP/1.0 200 OK', false],
    ['HTTP/1.0 200 OK\r\nConnection: keep-alive', true],
  ])('%j: the connection stays open: %s', (text, keepsOpen) => {
    expect(parseHead(text).keepsOpen).toBe(keepsOpen);
  });

  it.each([
    'HTTP/2 200',
    'SSH-2.0-OpenSSH_9.6',
    'HTTP/1.1 20 OK',
    'HTTP/1.1 200 OK\r\nno colon',
    'HTTP/1.1 200 OK\r\nName : value',
    'HTTP/1.1 200 OK\r\nA: b\r\n folded',
    'HTTP/1.1 200 OK\r\nA: b\0c',
    'HTTP/1.1 200 OK\r\nA: b\rc',
  ])('%j is refused', (text) => {
    expect(() => parseHead(text)).toThrow(expect.objectContaining({ code: 'HTTP_MALFORMED' }));
  });
});
