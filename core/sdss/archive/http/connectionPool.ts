import { HttpConnection } from './httpConnection.ts';
import type { ByteStream } from './byteStream.ts';

/** The connections to one origin: so many at most, used again as long as they last. */
export class ConnectionPool {
  readonly #limit: number;
  readonly #connect: () => ByteStream;
  /** The one used last comes first, so that a server may close those that are not needed. */
  readonly #idle: PooledConnection[] = [];
  readonly #all = new Set<PooledConnection>();
  readonly #waiting: ((connection: PooledConnection) => void)[] = [];

  constructor(limit: number, connect: () => ByteStream) {
    this.#limit = limit;
    this.#connect = connect;
  }

  /** A free connection, at once or when one becomes free. */
  take(): Promise<PooledConnection> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return Promise.resolve(idle);
    if (this.#all.size < this.#limit) return Promise.resolve(this.#open());
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** A connection that has never been used, beyond the limit if need be. */
  fresh(): PooledConnection {
    return this.#open();
  }

  /** Gives back a connection on which nothing was asked. */
  giveBack(connection: PooledConnection): void {
    this.#freed(connection);
  }

  close(): void {
    for (const { http } of [...this.#all]) http.destroy();
  }

  #open(): PooledConnection {
    const stream = this.#connect();
    const connection: PooledConnection = {
      stream,
      http: new HttpConnection(stream, (isUsable) => {
        if (isUsable) this.#freed(connection);
        else this.#lost(connection);
      }),
    };
    this.#all.add(connection);
    return connection;
  }

  #freed(connection: PooledConnection): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(connection);
    else next(connection);
  }

  #lost(connection: PooledConnection): void {
    if (!this.#all.delete(connection)) return;
    const at = this.#idle.indexOf(connection);
    if (at >= 0) this.#idle.splice(at, 1);
    if (this.#all.size < this.#limit) this.#waiting.shift()?.(this.#open());
  }
}

export interface PooledConnection {
  readonly stream: ByteStream;
  readonly http: HttpConnection;
}
