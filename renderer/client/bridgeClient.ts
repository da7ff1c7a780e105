import type { AstraClient, PreloadBridge } from '../../core/api/client.ts';
import { checkEvent, checkReply } from './checkReply.ts';

/** Electron: what the preload script exposes, with replies checked and problems thrown. */
export function createBridgeClient(bridge: PreloadBridge): AstraClient {
  return {
    call: async (method, input) => checkReply(method, await bridge.call(method, input)),
    subscribe: (listener) =>
      bridge.subscribe((raw) => {
        const event = checkEvent(raw);
        if (event !== undefined) listener(event);
      }),
    pathOfFile: (file) => bridge.pathOfFile(file),
  };
}
