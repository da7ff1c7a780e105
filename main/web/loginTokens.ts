import { createHash } from 'node:crypto';

/** Logins that were offered and not yet used. */
export interface LoginTokens {
  /** A new token; works once, until `lifetimeMs` have gone by. */
  issue(): string;
  /** True exactly once for a token that was issued and has not run out. */
  redeem(token: string): boolean;
}

export interface LoginTokenOptions {
  readonly lifetimeMs: number;
  readonly now: () => number;
  /** An unguessable text, 128 bits or more. */
  readonly secret: () => string;
}

export function createLoginTokens({ lifetimeMs, now, secret }: LoginTokenOptions): LoginTokens {
  /** Hash of the token → when it runs out. Hashes, so that no lookup time tells of a token. */
  const offered = new Map<string, number>();
  return {
    issue() {
      const token = secret();
      offered.set(digest(token), now() + lifetimeMs);
      return token;
    },
    redeem(token) {
      const key = digest(token);
      const expires = offered.get(key);
      offered.delete(key);
      return expires !== undefined && now() < expires;
    },
  };
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
