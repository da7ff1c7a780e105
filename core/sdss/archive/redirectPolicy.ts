export type RedirectDecision =
  | { readonly kind: 'follow'; readonly url: URL }
  | { readonly kind: 'refuse'; readonly because: string };

/** More hops than this is a loop; the archive itself needs one at most. */
const LONGEST_CHAIN = 5;

export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/**
 * Where a redirect may lead: only to origins we know (scheme, host and port), so never from TLS to
 * plain text unless the user's own settings name a plain origin, and never to a foreign host.
 */
export function decideRedirect(
  from: URL,
  location: string | undefined,
  hops: number,
  knownOrigins: ReadonlySet<string>,
): RedirectDecision {
  if (location === undefined || location === '') return refuse('it does not say where to');
  if (hops >= LONGEST_CHAIN) return refuse('it goes round in circles');
  let to: URL;
  try {
    to = new URL(location, from);
  } catch {
    return refuse('its target is not an address');
  }
  if (from.protocol === 'https:' && to.protocol !== 'https:') {
    return refuse(`it leaves the encrypted connection for ${to.host}`);
  }
  if (!knownOrigins.has(to.origin)) return refuse(`it leads to ${to.host}, not an archive host`);
  to.username = '';
  to.password = '';
  return { kind: 'follow', url: to };
}

function refuse(because: string): RedirectDecision {
  return { kind: 'refuse', because };
}
