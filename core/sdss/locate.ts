import { hosts } from './pathUrl.ts';
import { releaseOfTopFolder, type Release } from './release.ts';

/** What a path, file name or URL says about where a file is, before any template is tried. */
export interface Location {
  /**
   * Paths that it may be, relative to the SAS base (or `$PRODUCT_ROOT/…`), the likeliest first;
   * empty if only the file name tells something.
   */
  readonly paths: readonly { readonly release: Release | undefined; readonly path: string }[];
  readonly fileName: string;
}

const productRoot = '$PRODUCT_ROOT/';
const longestPath = 4096;

/** Reads a local path with either slash, a path below the SAS base, a bare name, or a URL. */
export function locate(text: string): Location {
  if (text.length > longestPath || text.includes('\0')) return { paths: [], fileName: '' };
  const url = /^[a-z][a-z0-9+.-]+:\/\/(?:[^/@]*@)?([^/:]*)[^/]*\/([^?#]*)/i.exec(text);
  const host = url?.[1]?.toLowerCase();
  const path = (url ? decoded(url[2] ?? '') : text.replaceAll('\\', '/'))
    .split('/')
    .filter((name, index) => name !== '' && !(index > 0 && name === '.'))
    .join('/');
  const fileName = path.slice(path.lastIndexOf('/') + 1);
  if (host === hosts.svn) {
    const product = productRoot + path.replace(/^public\//, '').replace('tags/', '');
    return { paths: [{ release: undefined, path: product }], fileName };
  }
  if (path.startsWith(productRoot)) return { paths: [{ release: undefined, path }], fileName };
  return { paths: belowReleaseTop(path), fileName };
}

/** The tails of a path that begin with a release's top folder, the outermost first. */
function belowReleaseTop(path: string): Location['paths'] {
  const found: { release: Release; path: string }[] = [];
  const names = path.split('/');
  for (const [index, name] of names.entries()) {
    const release = releaseOfTopFolder(name);
    if (release !== undefined && index < names.length - 1) {
      found.push({ release, path: names.slice(index).join('/') });
    }
  }
  return found;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A stray % that encodes nothing: then nothing is encoded.
    return path;
  }
}
