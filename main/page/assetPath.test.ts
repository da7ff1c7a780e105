import { describe, expect, it } from 'vitest';
import { assetPath } from './assetPath.ts';

describe('assetPath', () => {
  it.each([
    ['/', 'index.html', 'text/html; charset=utf-8'],
    ['/index.html', 'index.html', 'text/html; charset=utf-8'],
    ['/assets/index-Bx1_-9.js', 'assets/index-Bx1_-9.js', 'text/javascript; charset=utf-8'],
    ['/assets/inter.var.woff2', 'assets/inter.var.woff2', 'font/woff2'],
  ])('gives %s the file %s', (url, path, type) => {
    expect(assetPath(url)).toEqual({ kind: 'file', path, type });
  });

  it.each([
    '',
    '//etc/passwd.js',
    '/../main/cli.js',
    '/assets/../../main/cli.js',
    '/assets/..%2f..%2fmain/cli.js',
    '/%2e%2e/main/cli.js',
    '/assets\\..\\main.js',
    '/C:/windows.js',
    '/assets/a\0.js',
    '/.env.js',
    '/assets/.hidden.css',
    '/assets/',
    '/assets/index.js.map',
    '/package',
    '/x.fits',
  ])('refuses %j', (url) => {
    expect(assetPath(url)).toEqual({ kind: 'refused' });
  });
});
