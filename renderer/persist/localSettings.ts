/**
 * Small interface settings kept by the browser, for the time until the host has answered and for
 * hosts that do not. A browser that refuses storage only forgets them; nothing else depends on it.
 */
export function readLocal(name: string): unknown {
  try {
    const text = localStorage.getItem(`astra.${name}`);
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

export function writeLocal(name: string, value: unknown): void {
  try {
    localStorage.setItem(`astra.${name}`, JSON.stringify(value));
  } catch {
    // Private windows and full quotas: the setting lives until the window closes.
  }
}
