import { runCli } from './runCli.ts';
import { systemTerminal } from './terminal.ts';

// A reader that has seen enough (`astra species | head`) closes the pipe: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

await runCli(process.argv.slice(2), systemTerminal());
