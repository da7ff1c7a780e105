import { BrowserWindow } from 'electron';
import { appPage } from './appOrigin.ts';

/** The window of the app. Its page has no Node, only what the preload script exposes. */
export async function openWindow(preload: string): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    title: 'Astra Desktop',
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 560,
    show: false,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  await window.loadURL(appPage);
  return window;
}
