import { BrowserWindow, ipcMain } from 'electron';
import type { BridgeReply } from '../../core/api/client.ts';
import { Problem, toProblemData } from '../../core/problem/problem.ts';
import type { AppBackend } from '../appBackend.ts';
import { answerCall } from '../answerCall.ts';
import { callChannel, eventChannel } from './channels.ts';
import { isTrustedSender } from './senderPolicy.ts';

/** Answers calls of the page and tells every window the events of the engine. */
export function connectPage(backend: AppBackend, onBug: (error: unknown) => void): void {
  ipcMain.handle(callChannel, (event, method: unknown, input: unknown): Promise<BridgeReply> => {
    if (isTrustedSender(event.senderFrame)) {
      return answerCall(backend.dispatch, method, input, onBug);
    }
    const problem = new Problem('not-allowed', 'this page may not call the engine');
    return Promise.resolve({ ok: false, problem: toProblemData(problem) });
  });
  backend.subscribe((event) => {
    for (const window of BrowserWindow.getAllWindows()) {
      if (!window.isDestroyed()) window.webContents.send(eventChannel, event);
    }
  });
}
