import { app, BrowserWindow } from 'electron';
import type { AppBackend } from '../appBackend.ts';
import { chooseFolder } from './chooseFolder.ts';
import { connectPage } from './connectPage.ts';
import { installGuards, installPermissionGuards } from './guards.ts';
import { installMenu } from './menu.ts';
import { registerAppScheme, servePage } from './servePage.ts';
import { openWindow } from './window.ts';

export interface ElectronHostOptions {
  /** Makes the engine, once, when the app is ready and is the only instance. */
  readonly createBackend: (host: {
    readonly chooseFolder: () => Promise<string | null>;
  }) => Promise<AppBackend>;
  /** Folder of the built page (`out/renderer`). */
  readonly rendererDir: string;
  /** The built preload script. */
  readonly preload: string;
  /** Told of errors that are bugs; they never end the app. */
  readonly onBug: (error: unknown) => void;
}

/** Runs the app in Electron until it is quit. */
export async function runElectron(options: ElectronHostOptions): Promise<void> {
  const { createBackend, rendererDir, preload, onBug } = options;
  registerAppScheme();
  app.enableSandbox();
  installGuards();
  if (!app.requestSingleInstanceLock()) {
    // The first instance is told of this one and shows its window.
    app.quit();
    return;
  }
  app.on('second-instance', showWindow);

  await app.whenReady();
  installPermissionGuards();
  servePage(rendererDir);
  const backend = await createBackend({ chooseFolder });
  connectPage(backend, onBug);
  installMenu(backend, onBug);
  closeBeforeQuit(backend, onBug);

  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow(preload).catch(onBug);
  });
  await openWindow(preload);
}

function showWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window?.isMinimized() === true) window.restore();
  window?.focus();
}

/** Holds the end of the app until the engine has written what is pending. */
function closeBeforeQuit(backend: AppBackend, onBug: (error: unknown) => void): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void backend
      .close()
      .catch(onBug)
      .finally(() => {
        closed = true;
        app.quit();
      });
  });
}
