import { dialog, Menu, shell } from 'electron';
import { describeProblem, Problem } from '../../core/problem/problem.ts';
import type { AppBackend } from '../appBackend.ts';
import { chooseFolder, chooseSpectra } from './chooseFolder.ts';
import { menuTemplate, type MenuCommand } from './menuTable.ts';

const documentation = 'https://www.sdss.org/dr17/';

/** The native menu; its commands go through the same contract as the page's. */
export function installMenu(backend: AppBackend, onBug: (error: unknown) => void): void {
  const run = (command: MenuCommand): void => {
    runCommand(command, backend).catch((error: unknown) => {
      if (error instanceof Problem) dialog.showErrorBox('Astra Desktop', describeProblem(error));
      else onBug(error);
    });
  };
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, run)));
}

async function runCommand(command: MenuCommand, { dispatch }: AppBackend): Promise<void> {
  switch (command) {
    case 'open-workspace': {
      const path = await chooseFolder();
      if (path !== null) await dispatch('workspace.open', { path });
      return;
    }
    case 'open-sample':
      await dispatch('workspace.openSample', {});
      return;
    case 'add-spectra': {
      const paths = await chooseSpectra();
      if (paths.length > 0) await dispatch('library.add', { paths });
      return;
    }
    case 'documentation':
      await shell.openExternal(documentation);
  }
}
