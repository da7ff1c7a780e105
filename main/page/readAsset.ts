import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { assetPath } from './assetPath.ts';

export interface Asset {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** True where the name holds a hash of the content, so that it may be cached for ever. */
  readonly immutable: boolean;
}

/** A file of the built page in `folder` by URL path; null where there is none to be had. */
export async function readAsset(folder: string, urlPath: string): Promise<Asset | null> {
  const wanted = assetPath(urlPath);
  if (wanted.kind === 'refused') return null;
  try {
    const base = await realpath(folder);
    // A link inside the folder must not lead out of it either.
    const file = await realpath(join(base, wanted.path));
    if (!file.startsWith(base + sep)) return null;
    const bytes = new Uint8Array(await readFile(file));
    return { bytes, type: wanted.type, immutable: wanted.path.startsWith('assets/') };
  } catch {
    // Whatever the reason, the asker learns only that there is nothing.
    return null;
  }
}
