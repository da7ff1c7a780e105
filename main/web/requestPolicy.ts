/** What the decision needs to know of a request; header values as received. */
export interface RequestFacts {
  readonly method: string;
  /** Path of the URL, without query. */
  readonly path: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly upgrade: boolean;
  /** The request carries the cookie of a session of this server. */
  readonly hasSession: boolean;
}

export type Verdict =
  | { readonly kind: 'login-page' }
  | { readonly kind: 'login-script' }
  | { readonly kind: 'login' }
  | { readonly kind: 'asset' }
  | { readonly kind: 'socket' }
  | { readonly kind: 'refuse'; readonly status: 401 | 403 | 404 | 405; readonly reason: string };

export const loginPath = '/login';
export const loginScriptPath = '/login.js';
export const socketPath = '/api';

/**
 * What a request to the web host gets.
 *
 * - Host must be this server's own random name, so that no foreign name made to resolve to
 *   127.0.0.1 (DNS rebinding) gets an answer. The port is free: an ssh tunnel changes it.
 * - Origin, where given, must be the origin of that very host; for everything that changes state
 *   it must be given.
 * - All but the login page needs a session.
 */
export function judgeRequest(request: RequestFacts, name: string): Verdict {
  const { method, path, host, origin, upgrade, hasSession } = request;
  if (host === undefined || !isHost(host, name)) {
    return refuse(403, 'this address is not served here; open the link that astra printed');
  }
  const changes = upgrade || method !== 'GET';
  if (origin === undefined ? changes : origin !== `http://${host}`) {
    return refuse(403, 'requests from other pages are refused');
  }
  if (upgrade) {
    if (path !== socketPath) return refuse(404, 'there is no socket here');
    return hasSession ? { kind: 'socket' } : needsLogin();
  }
  if (method === 'POST') {
    return path === loginPath ? { kind: 'login' } : refuse(405, 'only reading is possible here');
  }
  if (method !== 'GET') return refuse(405, 'only reading is possible here');
  if (path === loginPath) return { kind: 'login-page' };
  if (path === loginScriptPath) return { kind: 'login-script' };
  return hasSession ? { kind: 'asset' } : needsLogin();
}

function isHost(host: string, name: string): boolean {
  const [hostname, port, ...rest] = host.split(':');
  return (
    hostname === name && rest.length === 0 && (port === undefined || /^[0-9]{1,5}$/.test(port))
  );
}

function needsLogin(): Verdict {
  return refuse(401, 'not logged in; open the login link that astra printed, or start it again');
}

function refuse(status: 401 | 403 | 404 | 405, reason: string): Verdict {
  return { kind: 'refuse', status, reason };
}
