import type { LibraryEntry } from '../../core/api/library.ts';
import { astra } from '../client/current.ts';

/** Larger files than this are for the mirror or the desktop app, not for one message. */
const UPLOAD_LIMIT = 512e6;

/**
 * Files dropped on the window or chosen in the dialog: by path where the host can see the disk,
 * else by content. Rejects with a `Problem` for the first one that is refused.
 */
export async function addFiles(files: readonly File[]): Promise<LibraryEntry[]> {
  const client = astra();
  const paths = files.map((file) => client.pathOfFile?.(file) ?? '').filter((path) => path !== '');
  if (paths.length > 0) return client.call('library.add', { paths });
  const added: LibraryEntry[] = [];
  for (const file of files) added.push(await upload(file));
  return added;
}

async function upload(file: File): Promise<LibraryEntry> {
  if (file.size > UPLOAD_LIMIT) {
    throw new Error(`${file.name} is too large to hand over (more than 512 MB)`);
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  return astra().call('library.upload', { name: file.name, bytes });
}
