import { createHash } from 'node:crypto';

/** Browsers that have logged in; they are known until the server ends. */
export interface Sessions {
  /** Starts a session and returns the `Set-Cookie` value for it. */
  open(): string;
  /** Whether a `Cookie` header holds a session of this server. */
  includes(cookieHeader: string | undefined): boolean;
}

const cookieName = 'astra_session';

/** @param secret an unguessable text of URL-safe characters, 128 bits or more */
export function createSessions(secret: () => string): Sessions {
  const open = new Set<string>();
  return {
    open() {
      const value = secret();
      open.add(digest(value));
      return `${cookieName}=${value}; HttpOnly; SameSite=Strict; Path=/`;
    },
    includes(cookieHeader) {
      return valuesOf(cookieHeader ?? '').some((value) => open.has(digest(value)));
    },
  };
}

/** Every value of our cookie: another server on the same name may have set one as well. */
function valuesOf(cookieHeader: string): string[] {
  return cookieHeader
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${cookieName}=`))
    .map((pair) => pair.slice(cookieName.length + 1));
}

function digest(value: string): string {
  return createHash('sha256').update(value).digest('base64');
}
