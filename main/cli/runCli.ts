import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { appVersion } from '../app/appVersion.ts';
import type { MeasureOptions } from './commands/measure.ts';
import type { SpectrumOptions } from './commands/spectrum.ts';
import type { SyncOptions } from './commands/sync.ts';
import { exitCode } from './exitCode.ts';
import { reportFailure, type Terminal } from './terminal.ts';

/**
 * The command line. Each command loads its own code when it is used, so that `astra path` starts
 * without SQLite and `astra --help` without anything. Never rejects: failures become a sentence and
 * an exit code.
 */
export async function runCli(words: readonly string[], terminal: Terminal): Promise<void> {
  const program = commands(terminal);
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help and version come here too, with code 0; commander has printed what there is to say.
      terminal.exit(error.exitCode === 0 ? exitCode.done : exitCode.wrongUse);
      return;
    }
    reportFailure(terminal, error, words.includes('--json'));
  }
}

function commands(terminal: Terminal): Command {
  const program = new Command('astra')
    .description('Tasks, paths and spectra of SDSS on this machine')
    .version(appVersion)
    .option('-w, --workspace <dir>', 'work in this workspace instead of the one around this folder')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(astra --help lists the commands)');
  const command = (usage: string, description: string): Command =>
    program.command(usage).description(description).option('--json', 'print one JSON document');
  const inWorkspace = <O extends object>(options: O): O & { workspace?: string } => ({
    ...program.opts<{ workspace?: string }>(),
    ...options,
  });

  command('init <dir>', 'make a folder a workspace').action(
    async (dir: string, options: { json?: boolean }) => {
      const { initCommand } = await import('./commands/init.ts');
      initCommand(terminal, dir, options);
    },
  );

  taskOptions(
    command(
      'run <family> [parameters...]',
      'run tasks of a family, or of several: only what is missing or stale',
    ),
  )
    .usage(taskUsage)
    .option('--workers <n>', 'worker threads (default: one a core)', wholeNumber)
    .option('--keep-going', 'go on after a failure (the default)', true)
    .option('--no-keep-going', 'start nothing new after a failure')
    .option('--strict', 'exit 1 if anything is waiting for a source')
    .option('--force', 'run what is asked for even if it is complete')
    .option('--events', 'print what happens as JSON lines')
    .addOption(
      new Option('--executor <name>', 'where tasks run').choices(['local']).default('local'),
    )
    .action(async (family: string, parameters: string[], options: object) => {
      const { runCommand } = await import('./commands/run.ts');
      await runCommand(terminal, family, parameters, inWorkspace(options));
    });

  taskOptions(command('plan <family> [parameters...]', 'say what a run would do, and why'))
    .usage(taskUsage)
    .option('--why', 'list every task with its reason (with --json: JSON lines)')
    .action(async (family: string, parameters: string[], options: object) => {
      const { planCommand } = await import('./commands/plan.ts');
      await planCommand(terminal, family, parameters, inWorkspace(options));
    });

  command('tasks [family]', 'list the task families, or the parameters of one').action(
    async (family: string | undefined, options: { json?: boolean }) => {
      const { tasksCommand } = await import('./commands/tasks.ts');
      tasksCommand(terminal, family, options);
    },
  );

  command('status [id]', 'show the last runs, or what is recorded of a task').action(
    async (id: string | undefined, options: object) => {
      const { statusCommand } = await import('./commands/status.ts');
      await statusCommand(terminal, id, inWorkspace(options));
    },
  );

  command('log <id>', 'show what a task said while it ran').action(
    async (id: string, options: object) => {
      const { logCommand } = await import('./commands/status.ts');
      await logCommand(terminal, id, inWorkspace(options));
    },
  );

  command('retry [run]', 'run again what failed in the last run, or in another')
    .option('--workers <n>', 'worker threads (default: one a core)', wholeNumber)
    .action(async (run: string | undefined, options: object) => {
      const { retryCommand } = await import('./commands/retry.ts');
      await retryCommand(terminal, run, inWorkspace(options));
    });

  command('cancel [run]', 'stop the runs of this workspace, or one of them')
    .option('--task <id>', 'only this task')
    .action(async (run: string | undefined, options: object) => {
      const { cancelCommand } = await import('./commands/retry.ts');
      await cancelCommand(terminal, run, inWorkspace(options));
    });

  command('results <family>', 'collect results into a table, a row a task')
    .option('--csv [file]', 'write CSV to a file, or to the standard output')
    .option('--ecsv [file]', 'the same with types, units and descriptions, as astropy reads it')
    .option('--fits <file>', 'write a FITS binary table')
    .action(async (family: string, options: object) => {
      const { resultsCommand } = await import('./commands/results.ts');
      await resultsCommand(terminal, family, inWorkspace(options));
    });

  command('trash', 'list what cleaning moved away')
    .option('--empty [batch]', 'delete it for good: all, or one batch')
    .action(async (options: object) => {
      const { trashCommand } = await import('./commands/trash.ts');
      trashCommand(terminal, inWorkspace(options));
    });

  command('undo [batch]', 'put back what cleaning moved away: the last batch, or another').action(
    async (batch: string | undefined, options: object) => {
      const { undoCommand } = await import('./commands/trash.ts');
      undoCommand(terminal, batch, inWorkspace(options));
    },
  );

  command('path <species> [keys...]', 'the path of a file of the SDSS data model')
    .option('-r, --release <release>', 'data release, e.g. DR17 (or release=DR17)')
    .option('--url', 'print its address in the archive instead')
    .action(async (species: string, keys: string[], options: { release?: string }) => {
      const { pathCommand } = await import('./commands/paths.ts');
      pathCommand(terminal, species, keys, options);
    });

  program
    .command('paths')
    .description('expand many paths: JSON lines in, JSON lines out')
    .requiredOption('--stdin', 'read {"release", "species", "params"} a line')
    .action(async () => {
      const { pathsCommand } = await import('./commands/paths.ts');
      await pathsCommand(terminal);
    });

  command('identify <path...>', 'release, species and parameters of paths, file names or URLs')
    .option('-r, --release <release>', 'consider only this release')
    .action(async (paths: string[], options: { json?: boolean; release?: string }) => {
      const { identifyCommand } = await import('./commands/paths.ts');
      identifyCommand(terminal, paths, options);
    });

  command('species [name]', 'list releases, the species of a release, or one species')
    .option('-r, --release <release>', 'data release, e.g. DR17')
    .action(async (name: string | undefined, options: { json?: boolean; release?: string }) => {
      const { speciesCommand } = await import('./commands/paths.ts');
      speciesCommand(terminal, name, options);
    });

  command('spectrum <file>', 'show a spectrum file')
    .option('--row <n>', 'which spectrum of the file, from 0', wholeNumber, 0)
    .option('--csv', 'print the pixels as CSV')
    .option('--wavelength <place>', 'for files of other kinds: where the wavelengths are')
    .option('--flux <place>', 'where the fluxes are: HDU:COLUMN, HDU[ROW]')
    .option('--error <place>', 'where the errors are')
    .option('--ivar <place>', 'where the inverse variances are')
    .addOption(
      new Option(
        '--wavelength-unit <unit>',
        'of the wavelengths (default: as the file says, else Å)',
      ).choices(['Å', 'nm', 'µm', 'log10(Å)']),
    )
    .addOption(
      new Option(
        '--medium <medium>',
        'of the wavelengths (default: as the file says, else vacuum)',
      ).choices(['vacuum', 'air']),
    )
    .addOption(
      new Option(
        '--frame <frame>',
        'of the wavelengths (default: as the file says, else topocentric)',
      ).choices(['topocentric', 'barycentric', 'rest']),
    )
    .action(async (file: string, options: SpectrumOptions) => {
      const { spectrumCommand } = await import('./commands/spectrum.ts');
      spectrumCommand(terminal, file, options);
    });

  command('measure <file>', 'measure a range of wavelengths, or a line over its continuum')
    .option('--row <n>', 'which spectrum of the file, from 0', wholeNumber, 0)
    .requiredOption('--range <from:to>', 'what to measure, in Å as the file has them')
    .option(
      '--continuum <from:to>',
      'measure the line in the range over a straight continuum fitted here; repeat for the other side',
      collect,
      [],
    )
    .option('--all-pixels', 'keep the pixels that the mask of the survey calls bad')
    .option(
      '--bad-bits <text>',
      'the bits that make a pixel bad: MASK=bit+bit (default: as documented)',
    )
    .action(async (file: string, options: MeasureOptions) => {
      const { measureCommand } = await import('./commands/measure.ts');
      measureCommand(terminal, file, options);
    });

  command('fits <file>', 'show what is inside a FITS file')
    .option('--header <hdu>', 'print the header of an HDU', wholeNumber)
    .option('--hdu <hdu>', 'print the data of an HDU as JSON', wholeNumber)
    .option('--column <name>', 'with --hdu: only this column of a table')
    .option('--verify', 'check CHECKSUM and DATASUM of every HDU')
    .action(async (file: string, options: object) => {
      const { fitsCommand } = await import('./commands/fits.ts');
      fitsCommand(terminal, file, options);
    });

  command(
    'sync',
    'bring files of releases and fields here from the archive; options for several values are repeated, or hold commas',
  )
    .addOption(several('-r, --release <release>', 'data release, e.g. DR17', 'none; needed'))
    .addOption(several('-t, --telescope <name>', 'apo25m, apo1m or lco25m', 'all'))
    .addOption(several('-f, --field <name>', 'field, e.g. 000+14', 'those of --objects'))
    .addOption(several('--species <names>', 'kinds of file', 'apStar,apVisit,aspcapStar'))
    .option('--objects <file>', 'a list of object ids, or a CSV of data-model keys')
    .option(
      '--catalogue <file>',
      'an allStar or allVisit file: its rows name the files, nothing is listed',
    )
    .option('--dry-run', 'only say what exists, what is here and what is new')
    .option('--events', 'print what happens as JSON lines')
    .action(async (options: SyncOptions) => {
      const { syncCommand } = await import('./commands/sync.ts');
      await syncCommand(terminal, inWorkspace(options));
    });

  program
    .command('serve')
    .description('open the app in a browser of this machine')
    .option('--port <n>', 'port on 127.0.0.1 (default: any free one)', wholeNumber, 0)
    .option('--no-open', 'only print the link')
    .option('--sample', 'open the bundled sample workspace')
    .action(async (options: { port: number; open: boolean; sample?: boolean }) => {
      const { serveCommand } = await import('./commands/serve.ts');
      await serveCommand(terminal, inWorkspace(options));
    });

  command('doctor', 'check and mend a workspace')
    .option('--rebuild', 'make the store again from the journals')
    .action(async (options: object) => {
      const { doctorCommand } = await import('./commands/doctor.ts');
      await doctorCommand(terminal, inWorkspace(options));
    });

  return program;
}

const taskUsage = '[options] <family...> [name=value...]';

function taskOptions(command: Command): Command {
  return command
    .option('--batch <file>', 'a task for each row of a CSV, TSV or JSON lines file; - for stdin')
    .option('--sweep <name=v,v>', 'a task for each value; repeat for a grid', collect, [])
    .option('--verify', 'compare the bytes of outputs, not only size and time');
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

/** An option for a list (`--field a,b --field c`: all three); `otherwise` says what holds without it. */
function several(flags: string, description: string, otherwise: string): Option {
  return new Option(flags, description).argParser(separated).default([], otherwise);
}

function separated(value: string, before: readonly string[]): string[] {
  const given = value.split(',').map((word) => word.trim());
  return [...before, ...given.filter((word) => word !== '')];
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('a whole number is needed.');
  return Number(text);
}
