import {
  mkdir,
  open,
  readFile,
  rename,
  rm,
  unlink,
  writeFile,
  type FileHandle,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { codeOf } from './failure.ts';

const validatorSchema = z.object({
  schema: z.literal(1),
  /** `ETag` if strong, else `Last-Modified`: what `If-Range` may hold (RFC 9110, 13.1.5). */
  ifRange: z.string().min(1).max(1024),
  /** Size of the whole file in bytes. */
  size: z.int().nonnegative(),
});

/** Which state of which file the bytes of a partial download belong to. */
export type PartValidator = z.infer<typeof validatorSchema>;

export function partPathOf(target: string): string {
  return join(dirname(target), `.${basename(target)}.part`);
}

function sidecarOf(part: string): string {
  return `${part}.json`;
}

/** The validator of an interrupted download and how many bytes are there; undefined if none. */
export async function readPart(
  target: string,
): Promise<{ readonly validator: PartValidator; readonly bytes: number } | undefined> {
  const part = partPathOf(target);
  try {
    const parsed = validatorSchema.safeParse(JSON.parse(await readFile(sidecarOf(part), 'utf8')));
    if (!parsed.success) return undefined;
    const handle = await open(part, 'r');
    try {
      const { size } = await handle.stat();
      return size > parsed.data.size ? undefined : { validator: parsed.data, bytes: size };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error)) || error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

export async function discardPart(target: string): Promise<void> {
  const part = partPathOf(target);
  await rm(part, { force: true });
  await rm(sidecarOf(part), { force: true });
}

/** Records what the part holds, before its first byte; atomically, for a kill may come any time. */
export async function writeValidator(target: string, validator: PartValidator): Promise<void> {
  const sidecar = sidecarOf(partPathOf(target));
  await writeFile(`${sidecar}.new`, JSON.stringify(validator));
  await rename(`${sidecar}.new`, sidecar);
}

/** Calls `create` for a new file, again with its folder made if that proves to be missing. */
export async function createFile<Opened>(
  file: string,
  create: (file: string) => Opened | Promise<Opened>,
): Promise<Opened> {
  try {
    return await create(file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    await mkdir(dirname(file), { recursive: true });
    return await create(file);
  }
}

/** Where the bytes of a download go. */
export interface FileSink {
  /** Copies a chunk; a promise if there is something to wait for before the next. */
  write(chunk: Buffer): Promise<void> | undefined;
  /** The complete file of `bytes` appears under its own name, with the server's time. */
  finish(bytes: number, modified: Date | undefined): Promise<void>;
  /** Gives up; what can be resumed stays. */
  close(): Promise<void>;
}

/**
 * Writes a download under its temporary name. Chunks are gathered in a reused buffer: one write
 * per small file, and no memory that grows with the file.
 */
export class PartWriter implements FileSink {
  readonly #target: string;
  readonly #handle: FileHandle;
  readonly #buffer: Buffer;
  readonly #hasSidecar: boolean;
  #filled = 0;
  #position: number;
  /** The write under way, which must end before the buffer is touched by anyone else. */
  #underWay: Promise<void> | undefined;

  private constructor(
    target: string,
    handle: FileHandle,
    buffer: Buffer,
    position: number,
    hasSidecar: boolean,
  ) {
    this.#target = target;
    this.#handle = handle;
    this.#buffer = buffer;
    this.#position = position;
    this.#hasSidecar = hasSidecar;
  }

  /**
   * Opens the part, keeping its first `keep` bytes. `buffer` is used until `finish` or `close`.
   */
  static async open(
    target: string,
    keep: number,
    buffer: Buffer,
    hasSidecar: boolean,
  ): Promise<PartWriter> {
    const handle =
      keep === 0
        ? await createFile(partPathOf(target), (file) => open(file, 'w'))
        : await open(partPathOf(target), 'r+');
    if (keep > 0) await handle.truncate(keep);
    return new PartWriter(target, handle, buffer, keep, hasSidecar);
  }

  write(chunk: Buffer): Promise<void> | undefined {
    // A body may deliver more after it was asked to wait; the order of bytes must hold then too.
    const taken = this.#underWay === undefined ? this.#take(chunk) : 0;
    if (taken === chunk.length) return undefined;
    const rest = Buffer.from(chunk.subarray(taken));
    return this.#enqueue(() => this.#writeRest(rest));
  }

  #take(chunk: Buffer): number {
    const taken = chunk.copy(this.#buffer, this.#filled);
    this.#filled += taken;
    return taken;
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    const before = this.#underWay ?? Promise.resolve();
    const mine = before.then(work).then(() => {
      if (this.#underWay === mine) this.#underWay = undefined;
    });
    this.#underWay = mine;
    return mine;
  }

  async #writeRest(rest: Buffer): Promise<void> {
    let left = rest.subarray(this.#take(rest));
    while (left.length > 0) {
      await this.#flush();
      left = left.subarray(this.#take(left));
    }
  }

  async #flush(): Promise<void> {
    let from = 0;
    while (from < this.#filled) {
      const { bytesWritten } = await this.#handle.write(
        this.#buffer,
        from,
        this.#filled - from,
        this.#position,
      );
      from += bytesWritten;
      this.#position += bytesWritten;
    }
    this.#filled = 0;
  }

  async close(): Promise<void> {
    try {
      await this.#underWay;
      await this.#flush();
    } finally {
      await this.#handle.close();
    }
  }

  async finish(bytes: number, modified: Date | undefined): Promise<void> {
    try {
      await this.#underWay;
      await this.#flush();
      if (this.#position !== bytes) {
        throw new Error(`${this.#position} bytes were written to ${this.#target}, not ${bytes}`);
      }
      if (modified !== undefined) await this.#handle.utimes(modified, modified);
    } finally {
      await this.#handle.close();
    }
    const part = partPathOf(this.#target);
    // The note goes first: a part without it is fetched anew, a note without a part would stay.
    if (this.#hasSidecar) await unlink(sidecarOf(part));
    await rename(part, this.#target);
  }
}
