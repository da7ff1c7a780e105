import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron';
import type { BridgeReply, PreloadBridge } from '../core/api/client.ts';

// The same names as in main/electron/channels.ts; preload imports nothing of the main process.
const callChannel = 'astra:call';
const eventChannel = 'astra:event';

/**
 * All that the page can reach of the machine: calls of the contract, which the main process checks,
 * events, and the path of a file the user dropped.
 */
const bridge: PreloadBridge = {
  // What main/electron/connectPage.ts answers; the page checks it once more against the contract.
  call: (method, input) => ipcRenderer.invoke(callChannel, method, input) as Promise<BridgeReply>,
  subscribe(listener) {
    const forward = (_event: IpcRendererEvent, event: unknown): void => listener(event);
    ipcRenderer.on(eventChannel, forward);
    return () => {
      ipcRenderer.removeListener(eventChannel, forward);
    };
  },
  pathOfFile: (file) => (file instanceof File ? webUtils.getPathForFile(file) : ''),
};

contextBridge.exposeInMainWorld('astra', bridge);
