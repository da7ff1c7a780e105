import fs from 'node:fs';
import { open, rename } from 'node:fs/promises';
import type { DiskPace } from './diskPace.ts';
import { createFile, partPathOf, type FileSink } from './partFile.ts';

/**
 * A file that fits into its buffer: nothing is on disk until all of it has come and been checked;
 * then it is written under its temporary name and renamed.
 */
export class WholeFile implements FileSink {
  readonly #target: string;
  readonly #buffer: Buffer;
  readonly #pace: DiskPace;
  #filled = 0;

  /** `buffer` is used until `finish` or `close`. */
  constructor(target: string, buffer: Buffer, pace: DiskPace) {
    this.#target = target;
    this.#buffer = buffer;
    this.#pace = pace;
  }

  write(chunk: Buffer): undefined {
    if (this.#filled + chunk.length > this.#buffer.length) {
      throw new Error(`${this.#target} does not fit into its buffer`);
    }
    this.#filled += chunk.copy(this.#buffer, this.#filled);
  }

  async finish(bytes: number, modified: Date | undefined): Promise<void> {
    if (this.#filled !== bytes) {
      throw new Error(`${this.#filled} bytes came for ${this.#target}, not ${bytes}`);
    }
    const content = this.#buffer.subarray(0, bytes);
    const place = this.#pace.isQuick ? placeDirectly : placeThroughThreads;
    await this.#pace.timed(() => place(this.#target, content, modified));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

async function placeThroughThreads(
  target: string,
  content: Buffer,
  modified: Date | undefined,
): Promise<void> {
  const part = partPathOf(target);
  const handle = await createFile(part, (file) => open(file, 'w'));
  try {
    await handle.writeFile(content);
    if (modified !== undefined) await handle.utimes(modified, modified);
  } finally {
    await handle.close();
  }
  await rename(part, target);
}

async function placeDirectly(
  target: string,
  content: Buffer,
  modified: Date | undefined,
): Promise<void> {
  const part = partPathOf(target);
  const file = await createFile(part, (name) => fs.openSync(name, 'w'));
  try {
    for (let at = 0; at < content.length;) at += fs.writeSync(file, content, at);
    if (modified !== undefined) fs.futimesSync(file, modified, modified);
  } finally {
    fs.closeSync(file);
  }
  fs.renameSync(part, target);
}
