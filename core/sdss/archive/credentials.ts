/**
 * A user name and password for one host. The password sits in a private field, so that printing,
 * logging or serialising the object cannot show it.
 */
export class Credentials {
  readonly host: string;
  readonly login: string;
  readonly #password: string;

  constructor(host: string, login: string, password: string) {
    this.host = host;
    this.login = login;
    this.#password = password;
  }

  /** Value of the `Authorization` header (RFC 7617). */
  basicAuthorization(): string {
    return `Basic ${Buffer.from(`${this.login}:${this.#password}`, 'utf8').toString('base64')}`;
  }

  /** For `RSYNC_PASSWORD`: an environment is not visible to other users, a command line is. */
  rsyncEnvironment(): { readonly RSYNC_PASSWORD: string } {
    return { RSYNC_PASSWORD: this.#password };
  }
}

/** Credentials go to their own host only, and only over TLS. */
export function maySend(credentials: Credentials, url: URL): boolean {
  return url.protocol === 'https:' && url.hostname === credentials.host;
}
