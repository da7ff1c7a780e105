import { runCli } from '../../main/cli/runCli.ts';
import { systemTerminal } from '../../main/cli/terminal.ts';
import { benchFamilies } from './benchFamilies.ts';

/** The command line as it is shipped, with the families of the benchmark. */
const workerEntry = new URL('./benchWorker.js', import.meta.url);
await runCli(process.argv.slice(2), systemTerminal({ families: benchFamilies, workerEntry }));
