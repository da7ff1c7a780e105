/**
 * What is done with a chunk; a promise if there is something to wait for before the next. The
 * memory of a chunk is used again: it is valid during the call only.
 */
export type OnChunk = (chunk: Buffer) => Promise<void> | undefined;

/** What a body asks of the connection that brings it. */
export interface BodySource {
  pause(): void;
  resume(): void;
  destroy(error?: Error): void;
}

/** The bytes of an answer, undecoded, as they travelled. */
export class ResponseBody {
  readonly #source: BodySource;
  /** What came while nobody was ready, as copies. */
  #kept: Buffer[] = [];
  #isHeld = false;
  #outcome: { readonly error: Error | undefined } | undefined;
  #onChunk: OnChunk | undefined;
  #settle: ((error: Error | undefined) => void) | undefined;

  constructor(source: BodySource) {
    this.#source = source;
  }

  /** Whether it waits for its consumer, not for the network. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** For the connection: bytes came. */
  push(chunk: Buffer): void {
    if (this.#outcome !== undefined) return;
    if (this.#onChunk === undefined || this.#isHeld) {
      this.#kept.push(lentCopy(chunk));
      if (!this.#isHeld) this.#hold();
    } else this.#hand(chunk);
  }

  /** For the connection: no more will come, because of an error or since the body is complete. */
  end(error?: Error): void {
    this.#outcome ??= { error };
    this.#settleIfDone();
  }

  /** Gives up, and the connection with it. */
  destroy(error?: Error): void {
    this.#kept = [];
    this.end(error ?? new Error('given up'));
    this.#source.destroy(error);
  }

  /**
   * Hands the body on, chunk by chunk, and waits wherever `onChunk` returns a promise. Once only.
   * Rejects with the failure of the connection, or with whatever `onChunk` throws.
   */
  pump(onChunk: OnChunk): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#settle = (error) => {
        if (error === undefined) resolve();
        else reject(error);
      };
      this.#onChunk = onChunk;
      this.#release();
    });
  }

  #hold(): void {
    this.#isHeld = true;
    this.#source.pause();
  }

  #release(): void {
    this.#isHeld = false;
    for (let next = this.#kept.shift(); next !== undefined; next = this.#kept.shift()) {
      const isTaken = this.#hand(next);
      giveBack(next);
      if (!isTaken) return;
    }
    if (this.#outcome === undefined) this.#source.resume();
    this.#settleIfDone();
  }

  /** False if the consumer has to be waited for, or has failed. */
  #hand(chunk: Buffer): boolean {
    try {
      const wait = this.#onChunk?.(chunk);
      if (wait === undefined) return true;
      this.#hold();
      wait.then(
        () => this.#release(),
        (error: unknown) => this.#fail(error),
      );
    } catch (error) {
      this.#fail(error);
    }
    return false;
  }

  #fail(thrown: unknown): void {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    this.#outcome = { error };
    this.#isHeld = false;
    this.#kept = [];
    this.#source.destroy(error);
    this.#settleIfDone();
  }

  #settleIfDone(): void {
    const { error } = this.#outcome ?? {};
    if (this.#outcome === undefined) return;
    // What came before a failure is still of use: a part can be resumed.
    if (this.#isHeld || this.#kept.length > 0) return;
    this.#settle?.(error);
    this.#settle = undefined;
  }
}

/** Memory for what has to be kept, lent in turn: fresh memory for each file would cost more. */
const lendable: Buffer[] = [];
const MOST_LENDABLE = 32;
const LENT_BYTES = 256 * 1024;

function lentCopy(chunk: Buffer): Buffer {
  const memory =
    (chunk.length <= LENT_BYTES ? lendable.pop() : undefined) ??
    Buffer.allocUnsafeSlow(Math.max(chunk.length, LENT_BYTES));
  return memory.subarray(0, chunk.copy(memory));
}

function giveBack(copy: Buffer): void {
  if (copy.buffer.byteLength !== LENT_BYTES || lendable.length >= MOST_LENDABLE) return;
  lendable.push(Buffer.from(copy.buffer));
}
