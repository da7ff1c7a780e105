import { builtInFamilies } from '../../core/tasks/builtInFamilies.ts';
import { noFetch } from '../../core/tasks/files/archiveFetch.ts';
import { engineWorkerEntry } from '../worker/engineWorkerEntry.ts';
import { runCli } from './runCli.ts';
import { systemTerminal } from './terminal.ts';

// A reader that has seen enough (`astra species | head`) closes the pipe: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const families = () => builtInFamilies(noFetch);
await runCli(process.argv.slice(2), systemTerminal({ families, workerEntry: engineWorkerEntry }));
