import { readFileSync } from 'node:fs';
import { medianMsAsync } from './measure.ts';
import { flatten, type Peer, type PeerAnswer } from './peerReading.ts';

/** The little of fitsjs-ng that is used here. */
interface NgDataUnit {
  readonly rows?: number;
  readonly depth?: number;
  getColumn?(name: string): Promise<unknown>;
  getFrame?(frame?: number): Promise<unknown>;
}
interface NgFile {
  getDataUnit(hdu: number): NgDataUnit | undefined;
}

/** fitsjs-ng runs in Node. Undefined if it is not installed. */
export async function openFitsjsNg(): Promise<Peer | undefined> {
  const library = await load();
  if (library === undefined) return undefined;
  const open = (path: string): NgFile => {
    const bytes = readFileSync(path);
    return library.FITS.fromArrayBuffer(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
    );
  };
  return {
    name: 'fitsjs-ng 1.0.2',
    async read({ path, hdu, column }): Promise<PeerAnswer> {
      try {
        return { values: flatten(await readPart(open(path), hdu, column)) };
      } catch (error) {
        return { error: String(error) };
      }
    },
    async time(path, parts, repeats) {
      try {
        return await medianMsAsync(repeats, async () => {
          const file = open(path);
          for (const { hdu, column } of parts) await readPart(file, hdu, column);
        });
      } catch {
        return undefined;
      }
    },
    close: () => Promise.resolve(),
  };
}

async function readPart(file: NgFile, hdu: number, column: string | undefined): Promise<unknown> {
  const data = file.getDataUnit(hdu);
  if (column !== undefined) {
    if (data?.getColumn === undefined) throw new Error('not a table');
    return data.getColumn(column);
  }
  if (data?.getFrame === undefined) throw new Error('not an image');
  const frames: unknown[] = [];
  for (let i = 0; i < (data.depth ?? 1); i++) frames.push(await data.getFrame(i));
  return frames;
}

async function load(): Promise<
  { FITS: { fromArrayBuffer(bytes: ArrayBuffer): NgFile } } | undefined
> {
  try {
    const module: unknown = await import('fitsjs-ng');
    return module as { FITS: { fromArrayBuffer(bytes: ArrayBuffer): NgFile } };
  } catch {
    return undefined;
  }
}
