import { extname } from 'node:path/posix';

/** A file of the built page, or the reason why the request gets none. */
export type AssetPath =
  | { readonly kind: 'file'; readonly path: string; readonly type: string }
  | { readonly kind: 'refused' };

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** One name of a path: what the bundler writes, and no more. Never `.`, `..` or a hidden file. */
const segment = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/**
 * Which file below the page's folder a URL path means, as a relative POSIX path.
 *
 * Only plain names of known types pass, so nothing that could leave the folder does: no `..`, no
 * percent signs, back-slashes, colons or NUL, however they are dressed up.
 */
export function assetPath(urlPath: string): AssetPath {
  const path = urlPath === '/' ? 'index.html' : urlPath.replace(/^\//, '');
  const type = types[extname(path)];
  if (type === undefined || !path.split('/').every((name) => segment.test(name))) {
    return { kind: 'refused' };
  }
  return { kind: 'file', path, type };
}
