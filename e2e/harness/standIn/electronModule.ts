/**
 * What `import … from 'electron'` means under the stand-in: the part of Electron's main-process
 * API that the app uses, on Node and a stock Chromium. See README.md beside this file for what is
 * and what is not faithful.
 */
export { app } from './app.ts';
export { BrowserWindow } from './browserWindow.ts';
export { dialog, shell } from './dialogs.ts';
export { ipcMain } from './ipcMain.ts';
export { Menu } from './menu.ts';
export { protocol } from './schemes.ts';
export { session } from './session.ts';
