import { Problem } from '../../problem/problem.ts';

declare const archivePathBrand: unique symbol;

/**
 * A checked path below the SAS base (`dr17/apogee/…`): relative, `/`-separated, without empty, `.`
 * or `..` segments, backslashes or control characters. It means the same on the server and in
 * every local root.
 */
export type ArchivePath = string & { readonly [archivePathBrand]: true };

/**
 * Checks a path below the SAS base. A trailing slash is dropped.
 * @throws Problem `archive-path` if the path could leave the base or cannot be a file name.
 */
export function toArchivePath(text: string): ArchivePath {
  const trimmed = text.endsWith('/') ? text.slice(0, -1) : text;
  if (!isArchivePath(trimmed)) {
    throw new Problem('archive-path', `"${printable(text)}" is not a path inside the archive`, {
      advice: 'Give it relative to the SAS base, for example dr17/apogee/spectro/redux',
    });
  }
  return trimmed;
}

function isArchivePath(text: string): text is ArchivePath {
  return text.length <= 4096 && text.split('/').every(isEntryName);
}

/** Whether a name sent by a server can safely become one path segment on this computer. */
export function isEntryName(name: string): boolean {
  // Windows reads a colon as a drive or a stream, and a backslash as a separator.
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return name !== '' && name !== '.' && name !== '..' && !/[/\\:\u0000-\u001f\u007f]/.test(name);
}

export function joinArchivePath(directory: ArchivePath, name: string): ArchivePath {
  return toArchivePath(`${directory}/${name}`);
}

export function directoryOf(path: ArchivePath): ArchivePath {
  const slash = path.lastIndexOf('/');
  return toArchivePath(slash < 0 ? path : path.slice(0, slash));
}

export function nameOf(path: ArchivePath): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * The URL of an archive path. Segments are percent-encoded except for `+`, which field names such
 * as `000+14` hold and every client of the archive sends plain.
 */
export function archiveUrl(origin: string, path: ArchivePath, kind: 'file' | 'directory'): URL {
  const encoded = path
    .split('/')
    .map((segment) => encodeURIComponent(segment).replaceAll('%2B', '+'))
    .join('/');
  return new URL(`/sas/${encoded}${kind === 'directory' ? '/' : ''}`, origin);
}

/** Control characters replaced, for messages that quote what a server sent. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is replaced
  return text.slice(0, 200).replace(/[\u0000-\u001f\u007f]/g, '?');
}
