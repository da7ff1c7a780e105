import type { AstraClient, PreloadBridge } from '../../core/api/client.ts';
import { createBridgeClient } from './bridgeClient.ts';
import { setConnection } from './connectionStore.ts';
import { createSocketClient } from './socketClient.ts';

declare global {
  interface Window {
    /** Present in Electron only. */
    readonly astra?: PreloadBridge;
  }
}

/** The one place that knows of two hosts: Electron's preload, or the server of this page. */
export function createClient(): AstraClient {
  if (window.astra !== undefined) {
    setConnection('connected');
    return createBridgeClient(window.astra);
  }
  const url = `${window.location.origin.replace('http', 'ws')}/api`;
  return createSocketClient(() => new WebSocket(url), setConnection);
}
