import { spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashOutput } from '../../core/engine/hashOutput.ts';
import { outputFolder } from '../../core/engine/outputFolder.ts';
import type { Engine } from '../../core/engine/engine.ts';
import type { TaskRecord } from '../../core/store/record.ts';
import { createWorkspace } from '../../core/workspace/workspace.ts';
import { openCrashEngine, runAll } from './crashEngine.ts';
import { series, startFile, steps } from './crashFamilies.ts';

/** What one kill left behind and what became of it; `faults` is empty if nothing was wrong. */
export interface CrashReport {
  readonly seed: number;
  /** Tasks that had been recorded when the kill came; −1 if it came after the end. */
  readonly recorded: number;
  readonly adopted: number;
  readonly removed: number;
  readonly restored: number;
  readonly faults: readonly string[];
}

const tasksInAll = series * (steps + 1);

/** A sequence of numbers in [0, 1) that is the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * One crash: a child process works through about 200 tasks and is killed at a moment that the seed
 * chooses (after so many begun tasks, and a few milliseconds); then the workspace is opened again,
 * examined, and worked to its end. In some rounds the store is deleted in between, in some the
 * second process is killed too.
 */
export async function crashRound(seed: number, spectra: readonly string[]): Promise<CrashReport> {
  const random = seeded(seed);
  const root = mkdtempSync(join(tmpdir(), 'astra-crash-'));
  const trace = join(root, 'trace.txt');
  const faults: string[] = [];
  try {
    createWorkspace(root, { workers: 2, useSasBaseDir: false });
    const inputs = spectra.map((path, index) => {
      const name = `spectrum-${index}.fits`;
      copyFileSync(path, join(root, name));
      return name;
    });
    writeFileSync(join(root, startFile), '0');
    const kills = random() < 0.25 ? 2 : 1;
    // In some rounds everything was complete before and is being replaced when the kill comes.
    const firstRun = random() < 0.3 ? await completeRun(root, trace, inputs) : undefined;
    if (firstRun !== undefined) writeFileSync(join(root, startFile), '1000');
    for (let kill = 0; kill < kills; kill += 1) {
      const begun = Math.floor(random() * tasksInAll * 0.9);
      await killAfter(root, trace, inputs, begun, random() * 12);
    }
    if (random() < 0.3) {
      for (const name of readdirSync(join(root, '.astra'))) {
        if (name.startsWith('store.sqlite')) rmSync(join(root, '.astra', name));
      }
    }
    const engine = await openCrashEngine(root);
    const { adopted, removed, restored, damaged } = engine.recovery;
    if (damaged > 0) faults.push(`${damaged} damaged journal lines`);
    const after = await everyRecord(engine);
    // A kill between the rename of a worker and its line leaves new bytes under the old record; such
    // a task is stale, and each kill can catch two workers at that.
    const unsure = firstRun === undefined ? 0 : 2 * kills;
    const seen = examine(root, after);
    if (seen.length > unsure || leftNames(root).length > 0) faults.push(...seen);
    const { run, progress } = await runAll(engine, trace, inputs);
    if (progress.counts.failed + progress.counts.blocked > 0) faults.push('tasks failed');
    for (const { id, state, family } of run.tasks()) {
      const record = after.get(id);
      if (state === 'ran' && record !== undefined && record.run !== firstRun) {
        faults.push(`${family} ${id} had a record and ran again`);
      }
    }
    const final = await everyRecord(engine);
    faults.push(...examine(root, final), ...unrecorded(root, final));
    if (final.size !== tasksInAll + inputs.length) faults.push(`${final.size} records at the end`);
    await engine.close();
    faults.push(...begunTooOften(trace, kills + (firstRun === undefined ? 1 : 2)));
    faults.push(...(await rebuilt(root, final)));
    return { seed, recorded: after.size, adopted, removed, restored, faults };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Starts the child and kills it once so many tasks have begun and so many milliseconds passed. */
async function killAfter(
  root: string,
  trace: string,
  inputs: readonly string[],
  begun: number,
  milliseconds: number,
): Promise<void> {
  const before = lineCount(trace);
  const program = join(import.meta.dirname, 'crashChild.ts');
  const child = spawn(process.execPath, [program, root, trace, ...inputs], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  while (child.exitCode === null && lineCount(trace) - before < begun) await delay(1);
  await delay(milliseconds);
  child.kill('SIGKILL');
  await ended;
}

/** Each process may begin a task once, and none that an earlier one has finished. */
function begunTooOften(trace: string, processes: number): string[] {
  const times = new Map<string, number>();
  for (const line of readFileSync(trace, 'utf8').trimEnd().split('\n')) {
    times.set(line, (times.get(line) ?? 0) + 1);
  }
  return [...times].flatMap(([line, count]) =>
    count > processes ? [`${line}: ${count} times in ${processes} processes`] : [],
  );
}

function lineCount(path: string): number {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function everyRecord({ store }: Engine): Promise<Map<string, TaskRecord>> {
  const records = new Map<string, TaskRecord>();
  for (const family of (await store?.countByFamily())?.keys() ?? []) {
    for (const record of (await store?.recordsOfFamily(family, 0, 10_000)) ?? []) {
      records.set(record.id, record);
    }
  }
  return records;
}

/** Whatever the records promise must be on disk, byte for byte, and nothing unfinished beside it. */
function examine(root: string, records: ReadonlyMap<string, TaskRecord>): string[] {
  const faults: string[] = [];
  const outputs = join(root, 'outputs');
  for (const record of records.values()) {
    const folder = outputFolder(outputs, record.family, record.id);
    for (const { file, sha256, kind } of record.outputs) {
      if (kind !== 'record' && hashOutput(join(folder, file)) !== sha256) {
        faults.push(`${record.family} ${record.id}: ${file} is not as recorded`);
      }
    }
  }
  return [...faults, ...leftNames(root)];
}

function leftNames(root: string): string[] {
  const names = folders(join(root, 'outputs'));
  return names.filter((name) => /\/\.(new|old)-/.test(name)).map((name) => `${name} was left`);
}

/** Works everything through once; the name of that run. */
async function completeRun(
  root: string,
  trace: string,
  inputs: readonly string[],
): Promise<string> {
  const engine = await openCrashEngine(root);
  const { progress } = await runAll(engine, trace, inputs);
  await engine.close();
  return progress.run;
}

/** Folders of outputs that no record knows. */
function unrecorded(root: string, records: ReadonlyMap<string, TaskRecord>): string[] {
  return folders(join(root, 'outputs')).flatMap((name) => {
    const id = name.split('/')[2];
    return id === undefined || records.has(id) ? [] : [`${name} belongs to nobody`];
  });
}

/** `Family/2 hex/name` of everything where outputs are. */
function folders(outputs: string): string[] {
  if (!existsSync(outputs)) return [];
  return readdirSync(outputs).flatMap((family) =>
    readdirSync(join(outputs, family)).flatMap((shard) =>
      readdirSync(join(outputs, family, shard)).map((name) => `${family}/${shard}/${name}`),
    ),
  );
}

/** The store, made again from the journals alone, must be the same record for record. */
async function rebuilt(root: string, records: ReadonlyMap<string, TaskRecord>): Promise<string[]> {
  const aside = join(root, 'aside');
  mkdirSync(aside);
  for (const name of readdirSync(join(root, '.astra'))) {
    if (!name.startsWith('store.sqlite')) continue;
    copyFileSync(join(root, '.astra', name), join(aside, name));
    rmSync(join(root, '.astra', name));
  }
  const engine = await openCrashEngine(root);
  const again = await everyRecord(engine);
  await engine.close();
  const faults: string[] = [];
  if (again.size !== records.size) faults.push(`rebuilt ${again.size} of ${records.size} records`);
  for (const [id, record] of records) {
    if (JSON.stringify(again.get(id)) !== JSON.stringify(record))
      faults.push(`${id} came back other`);
  }
  return faults;
}
