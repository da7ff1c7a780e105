import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron';

/** The folder of a workspace, asked for in a native dialog; null if the user cancels. */
export async function chooseFolder(): Promise<string | null> {
  const [path] = await choose({
    title: 'Open workspace',
    buttonLabel: 'Open',
    properties: ['openDirectory', 'createDirectory'],
  });
  return path ?? null;
}

/** Files of spectra to look at; none if the user cancels. */
export function chooseSpectra(): Promise<string[]> {
  return choose({
    title: 'Add spectra',
    buttonLabel: 'Add',
    properties: ['openFile', 'multiSelections'],
    filters: [
      { name: 'FITS files', extensions: ['fits', 'fit', 'fz', 'gz'] },
      { name: 'All files', extensions: ['*'] },
    ],
  });
}

async function choose(options: OpenDialogOptions): Promise<string[]> {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const answer =
    window === undefined
      ? await dialog.showOpenDialog(options)
      : await dialog.showOpenDialog(window, options);
  return answer.canceled ? [] : answer.filePaths;
}
