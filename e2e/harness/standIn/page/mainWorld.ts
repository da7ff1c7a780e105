import { openWorldPort } from './worldPort.ts';

/** Filled in by the stand-in when it bundles this program. */
declare const STAND_IN_SECRET: string;
declare const location: { readonly href: string };

/** Runs in the page's own world before any script of the page: receives what preload exposes. */
const port = openWorldPort(STAND_IN_SECRET, 'main', 'isolated', (name, value) => {
  Object.defineProperty(globalThis, name, { value: deepFreeze(value), enumerable: true });
});

// The main process is asked, and a window that it denies is null, as in Electron.
Object.defineProperty(globalThis, 'open', {
  value(url = 'about:blank') {
    port.expose('open', new URL(url, location.href).href);
    return null;
  },
});

function deepFreeze(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
    for (const item of Object.values(value)) deepFreeze(item);
    Object.freeze(value);
  }
  return value;
}
