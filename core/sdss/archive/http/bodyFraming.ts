import { MalformedResponse, type ResponseHead } from './responseHead.ts';

/** Tells the bytes of a body from what frames them (RFC 9112, 6.3). */
export interface BodyFraming {
  /**
   * Calls `emit` with the bytes of the body; returns how many bytes belonged to it and its frame.
   * Throws `MalformedResponse`.
   */
  take(bytes: Buffer, emit: (chunk: Buffer) => void): number;
  readonly isDone: boolean;
  /** Whether the end of the connection is the end of the body. */
  readonly endsWithConnection: boolean;
}

/** How the body of an answer to a GET is framed. Throws `MalformedResponse` if that is not clear. */
export function framingOf({ status, headers }: ResponseHead): BodyFraming {
  if (status === 204 || status === 304) return new LengthFraming(0);
  const coding = headers['transfer-encoding'];
  if (coding !== undefined) {
    if (coding.trim().toLowerCase() === 'chunked') return new ChunkedFraming();
    throw new MalformedResponse(`the answer has an unknown transfer coding (${coding})`);
  }
  const length = headers['content-length'];
  if (length === undefined) return new ConnectionFraming();
  const values = new Set(length.split(',').map((value) => value.trim()));
  const [only = ''] = values;
  if (values.size > 1 || !/^\d{1,15}$/.test(only)) {
    throw new MalformedResponse(`the answer has no clear length (${length})`);
  }
  return new LengthFraming(Number(only));
}

class LengthFraming implements BodyFraming {
  readonly endsWithConnection = false;
  #left: number;

  constructor(length: number) {
    this.#left = length;
  }

  get isDone(): boolean {
    return this.#left === 0;
  }

  take(bytes: Buffer, emit: (chunk: Buffer) => void): number {
    const taken = Math.min(this.#left, bytes.length);
    this.#left -= taken;
    if (taken > 0) emit(taken === bytes.length ? bytes : bytes.subarray(0, taken));
    return taken;
  }
}

class ConnectionFraming implements BodyFraming {
  readonly endsWithConnection = true;
  readonly isDone = false;

  take(bytes: Buffer, emit: (chunk: Buffer) => void): number {
    emit(bytes);
    return bytes.length;
  }
}

/** Longer than any size with its extensions, and than any trailer that the archive could send. */
const LONGEST_LINE = 4096;

class ChunkedFraming implements BodyFraming {
  readonly endsWithConnection = false;
  #state: 'size' | 'data' | 'after-data' | 'trailer' | 'done' = 'size';
  #line = '';
  #left = 0;

  get isDone(): boolean {
    return this.#state === 'done';
  }

  take(bytes: Buffer, emit: (chunk: Buffer) => void): number {
    let at = 0;
    while (at < bytes.length && this.#state !== 'done') {
      if (this.#state === 'data') {
        const end = Math.min(bytes.length, at + this.#left);
        emit(bytes.subarray(at, end));
        this.#left -= end - at;
        at = end;
        if (this.#left === 0) this.#state = 'after-data';
      } else {
        at = this.#takeLine(bytes, at);
      }
    }
    return at;
  }

  #takeLine(bytes: Buffer, at: number): number {
    const newline = bytes.indexOf(0x0a, at);
    const end = newline < 0 ? bytes.length : newline;
    this.#line += bytes.toString('latin1', at, end);
    if (this.#line.length > LONGEST_LINE) {
      throw new MalformedResponse('the answer has a chunk without a size');
    }
    if (newline < 0) return end;
    const line = this.#line.replace(/\r$/, '');
    this.#line = '';
    this.#lineEnded(line);
    return end + 1;
  }

  #lineEnded(line: string): void {
    if (this.#state === 'after-data') {
      if (line !== '') throw new MalformedResponse('a chunk of the answer is longer than it says');
      this.#state = 'size';
      return;
    }
    if (this.#state === 'trailer') {
      if (line === '') this.#state = 'done';
      return;
    }
    const [, size] = /^([0-9a-f]{1,12})[ \t]*(?:;.*)?$/i.exec(line) ?? [];
    if (size === undefined) throw new MalformedResponse('the answer has a chunk without a size');
    this.#left = parseInt(size, 16);
    this.#state = this.#left === 0 ? 'trailer' : 'data';
  }
}
