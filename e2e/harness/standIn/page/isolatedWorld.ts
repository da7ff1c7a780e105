import { decodeClone, encodeClone } from '../cloneCodec.ts';
import { openWorldPort } from './worldPort.ts';

/** Filled in by the stand-in when it bundles this program. */
declare const STAND_IN_SECRET: string;
/** The preload script, as a function of its CommonJS surroundings. */
declare const STAND_IN_PRELOAD: (
  require: (name: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  process: unknown,
) => void;
/** A binding of the DevTools protocol: text to the stand-in's main process. */
declare const standInPost: (text: string) => void;

type Listener = (event: object, ...args: unknown[]) => void;

/** Runs in the isolated world, where Electron runs preload scripts: what they can `require`. */
const port = openWorldPort(STAND_IN_SECRET, 'isolated', 'main', (name, value) => {
  if (name === 'open') standInPost(encodeClone({ open: value }));
});
const listeners = new Map<string, Set<Listener>>();
const calls = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
let lastCall = 0;

const ipcRenderer = {
  invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    const id = (lastCall += 1);
    return new Promise((resolve, reject) => {
      calls.set(id, { resolve, reject });
      standInPost(encodeClone({ id, channel, args: structuredClone(args) }));
    });
  },
  on(channel: string, listener: Listener) {
    listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
    return ipcRenderer;
  },
  removeListener(channel: string, listener: Listener) {
    listeners.get(channel)?.delete(listener);
    return ipcRenderer;
  },
};

/** Called by the stand-in's main process with replies and events. */
Object.defineProperty(globalThis, 'standInDeliver', {
  value(text: string) {
    const message = decodeClone(text);
    if (typeof message !== 'object' || message === null) return;
    if ('channel' in message && 'args' in message && Array.isArray(message.args)) {
      for (const listener of listeners.get(String(message.channel)) ?? []) {
        listener({}, ...(message.args as unknown[]));
      }
    } else if ('id' in message && 'ok' in message && 'value' in message) {
      const call = calls.get(Number(message.id));
      calls.delete(Number(message.id));
      if (message.ok === true) call?.resolve(message.value);
      else call?.reject(new Error(String(message.value)));
    }
  },
});

const electron = {
  ipcRenderer,
  contextBridge: {
    exposeInMainWorld: (name: string, api: unknown) => port.expose(name, api),
  },
  // A page made by script knows no paths; Electron answers '' for such files as well.
  webUtils: { getPathForFile: () => '' },
};

const module = { exports: {} };
STAND_IN_PRELOAD(
  (name) => {
    if (name === 'electron') return electron;
    throw new Error(`module not found: ${name} (a sandboxed preload script has only electron)`);
  },
  module,
  module.exports,
  { platform: 'linux', contextIsolated: true, sandboxed: true, env: {} },
);
