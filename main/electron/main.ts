import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describeProblem } from '../../core/problem/problem.ts';
import { appVersion } from '../app/appVersion.ts';
import { configurationFolder } from '../app/configurationFolder.ts';
import { createAppBackend } from '../app/createAppBackend.ts';
import { RecentWorkspaces } from '../app/recentWorkspaces.ts';
import { openFirstWorkspace } from './openFirstWorkspace.ts';
import { runElectron } from './runElectron.ts';

/** The desktop app: Electron's main process, beside the built page and preload script. */
const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const folder = configurationFolder(process.platform, process.env, homedir());

await runElectron({
  rendererDir: beside('../renderer'),
  preload: beside('../preload/preload.cjs'),
  onBug,
  async createBackend({ chooseFolder }) {
    const backend = createAppBackend({
      host: 'electron',
      version: appVersion,
      environment: {
        home: homedir(),
        workingDirectory: process.cwd(),
        sasBaseDir: process.env.SAS_BASE_DIR,
      },
      configurationFolder: folder,
      chooseFolder,
      onBug,
      now: () => new Date(),
    });
    const problem = await openFirstWorkspace({
      recent: new RecentWorkspaces(folder).list(),
      sample: process.argv.includes('--sample'),
      openWorkspace: backend.openWorkspace,
      openSample: backend.openSample,
    });
    if (problem !== null) process.stderr.write(`astra: ${describeProblem(problem)}\n`);
    return backend;
  },
});

function onBug(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`astra: this is a bug in Astra Desktop: ${text}\n`);
}
