import { mkdirSync, mkdtempSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outputFolder } from '../../core/engine/outputFolder.ts';
import { Expander } from '../../core/task/identity.ts';
import { bundleBenchCli } from './bundle.ts';
import { benchFamilies } from './benchFamilies.ts';
import { measure, type Command } from './measure.ts';

/** A folder with workspaces and batch files that lasts for the benchmark. */
export class Site {
  readonly root: string;
  readonly #cli: string;

  private constructor(root: string, cli: string) {
    this.root = root;
    this.#cli = cli;
  }

  /** The bundle must lie in the checkout: it loads sqlite3 from there. */
  static async open(): Promise<Site> {
    const cli = await bundleBenchCli(join(import.meta.dirname, '../../out/bench/cli'));
    return new Site(mkdtempSync(join(tmpdir(), 'astra-bench-')), cli);
  }

  close(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  folder(name: string): string {
    const folder = join(this.root, name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** `astra …`, started as `bin/astra.js` does: the compiled code is kept between starts. */
  astra(folder: string, ...args: readonly string[]): Command {
    const environment = { NODE_COMPILE_CACHE: join(this.root, 'compiled') };
    return { program: process.execPath, args: [this.#cli, ...args], folder, environment };
  }

  /** A new, empty workspace; whatever was there is gone. */
  workspace(name: string): string {
    const folder = join(this.root, name);
    rmSync(folder, { recursive: true, force: true });
    measure(this.astra(this.root, 'init', folder));
    return folder;
  }

  /** A CSV with a row each. */
  batch(name: string, columns: string, count: number, row: (n: number) => string): string {
    const path = join(this.root, name);
    const lines = Array.from({ length: count }, (_, n) => row(n));
    writeFileSync(path, `${columns}\n${lines.join('\n')}\n`);
    return path;
  }
}

/** `count` source files, `<folder>/s/<n>`, written once. */
export function makeSources(folder: string, count: number): void {
  mkdirSync(join(folder, 's'), { recursive: true });
  for (let n = 0; n < count; n += 1) writeFileSync(join(folder, 's', String(n)), `${n}\n`);
}

/** Outputs of the peers, as if they had made them, younger than the sources. */
export function makePeerOutputs(folder: string, count: number): void {
  mkdirSync(join(folder, 'out'), { recursive: true });
  for (let n = 0; n < count; n += 1) writeFileSync(join(folder, 'out', String(n)), `${n}\n`);
}

/** Removes the output of one task of case (a), which must be there. */
export function removeOutput(workspace: string, n: number): void {
  const task = benchFamilies().get('BenchPlain').with({ n });
  const { id } = new Expander().expand(task);
  const file = join(outputFolder(join(workspace, 'outputs'), 'BenchPlain', id), 'out.txt');
  statSync(file);
  unlinkSync(file);
}
