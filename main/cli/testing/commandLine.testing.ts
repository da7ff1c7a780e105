import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { Registry } from '../../../core/task/registry.ts';
import { builtInFamilies } from '../../../core/tasks/builtInFamilies.ts';
import { noFetch } from '../../../core/tasks/files/archiveFetch.ts';
import { engineWorkerEntry } from '../../worker/engineWorkerEntry.ts';
import { runCli } from '../runCli.ts';
import type { Terminal } from '../terminal.ts';
import { testFamilies } from './testFamilies.testing.ts';

export interface Said {
  readonly out: string;
  readonly err: string;
  /** 0 where the command said nothing else, as a process would. */
  readonly code: number;
}

const testWorkerEntry = new URL('./testWorker.testing.ts', import.meta.url);

/**
 * The command line in this process, in a folder of its own that holds a workspace `ws`. Everything
 * a command writes is collected; the folder is gone afterwards.
 */
export class CommandLine implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'astra-cli-'));
  environment: Record<string, string> = { ASTRA_WORKSPACE: join(this.folder, 'ws') };
  readonly #workerEntry: URL;

  /** `families`: which of them a worker knows. All can be planned. */
  constructor(families: 'test' | 'built-in') {
    this.#workerEntry = families === 'test' ? testWorkerEntry : engineWorkerEntry;
  }

  /** Runs `astra …words`. */
  async run(words: readonly string[], stdin = ''): Promise<Said> {
    let [out, err, code] = ['', '', 0];
    const input = new PassThrough();
    input.end(stdin);
    const terminal: Terminal = {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      isTerminal: false,
      columns: 100,
      stdin: input,
      workingDirectory: this.folder,
      home: join(this.folder, 'home'),
      environment: this.environment,
      now: () => new Date(),
      exit: (wanted) => {
        code = wanted;
      },
      families: () => new Registry([...builtInFamilies(noFetch).list(), ...testFamilies]),
      workerEntry: this.#workerEntry,
      program: () => 'tests',
    };
    await runCli(words, terminal);
    return { out, err, code };
  }

  /** The same, with the one JSON document that it prints. */
  async json(words: readonly string[], stdin = ''): Promise<Said & { document: Document }> {
    const said = await this.run([...words, '--json'], stdin);
    return { ...said, document: JSON.parse(said.out) as Document };
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  write(name: string, content: string | Uint8Array): string {
    writeFileSync(this.path(name), content);
    return this.path(name);
  }

  copy(from: string, name: string): string {
    cpSync(from, this.path(name), { recursive: true });
    return this.path(name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  /** Every file below the workspace's outputs, relative to them. */
  outputs(): string[] {
    return readdirSync(this.path('ws/outputs'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name)
      .sort();
  }

  /** Temporary folders of the outputs: there should be none. */
  leftovers(): string[] {
    return readdirSync(this.path('ws/outputs'), { recursive: true, encoding: 'utf8' }).filter(
      (name) => /(^|[\\/])\.(new|old)-/.test(name),
    );
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A `--json` document as tests look into it: any shape, checked by what they expect. */
export type Document = Readonly<Record<string, unknown>> & {
  readonly tasks?: readonly TaskDocument[];
  readonly error?: { readonly code: string; readonly message: string };
};

export interface TaskDocument {
  readonly id: string;
  readonly family: string;
  readonly subject: string;
  readonly state: string;
  readonly why: string;
  readonly outputs: readonly string[];
  readonly result?: Readonly<Record<string, unknown>>;
  readonly seconds: number | null;
  readonly error?: { readonly code: string };
}

/** A command line with its workspace made. */
export async function commandLine(families: 'test' | 'built-in' = 'test'): Promise<CommandLine> {
  const made = new CommandLine(families);
  const { code, err } = await made.run(['init', 'ws']);
  if (code !== 0) throw new Error(err);
  return made;
}

/** Of the task that the command asked for, not of what it requires. */
export function taskOf({ tasks }: Document, family: string): TaskDocument {
  const found = tasks?.find((task) => task.family === family);
  if (found === undefined) throw new Error(`no ${family} in ${JSON.stringify(tasks)}`);
  return found;
}
