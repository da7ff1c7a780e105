import { AttachedEngine } from '../../../core/engine/attachClient.ts';
import type { Engine } from '../../../core/engine/engine.ts';
import { socketPath } from '../../../core/engine/socketPath.ts';
import { Problem } from '../../../core/problem/problem.ts';
import type { Task } from '../../../core/task/task.ts';
import { exitCode } from '../exitCode.ts';
import { chooseWorkspace, openReader, type WorkspaceOptions } from '../session.ts';
import { printJson, type Terminal } from '../terminal.ts';
import { runTasks, type RunOptions } from './run.ts';

/** `astra retry [RUN]`: what failed in a run (default: the last one) and is not complete since. */
export async function retryCommand(
  terminal: Terminal,
  run: string | undefined,
  options: RunOptions,
): Promise<void> {
  const reader = await openReader(terminal, options);
  const { id, families } = await failedIn(reader, run).finally(() => reader.close());
  if (families.size === 0) {
    terminal.err(
      id === undefined ? 'astra: nothing has run here yet\n' : `astra: nothing failed in ${id}\n`,
    );
    terminal.exit(exitCode.nothing);
    return;
  }
  await runTasks(terminal, options, (engine) =>
    [...families].flatMap(([family, texts]) => tasksOf(engine, family, texts)),
  );
}

type Texts = Readonly<Record<string, string>>;

async function failedIn(
  engine: Engine,
  named: string | undefined,
): Promise<{ id: string | undefined; families: ReadonlyMap<string, readonly Texts[]> }> {
  const runs = (await engine.store?.runs(1000)) ?? [];
  const run = runs.find((candidate) => named === undefined || candidate.run.startsWith(named));
  if (run === undefined && named !== undefined) {
    throw new Problem('unknown-id', `there is no run ${named}`, {
      advice: '`astra status` lists the runs',
    });
  }
  const families = new Map<string, Map<string, Texts>>();
  for (const { id, family, params } of run === undefined
    ? []
    : ((await engine.store?.failures(run.run)) ?? [])) {
    if (params === null || params === undefined) continue;
    const ofFamily = families.get(family) ?? new Map<string, Texts>();
    ofFamily.set(id, JSON.parse(params) as Texts); // written by the engine from parameter texts
    families.set(family, ofFamily);
  }
  const listed = [...families].map(([family, texts]) => [family, [...texts.values()]] as const);
  return { id: run?.run, families: new Map(listed) };
}

function tasksOf(engine: Engine, family: string, list: readonly Texts[]): Task[] {
  return list.flatMap((texts) => {
    const request = engine.request(family, texts, engine.workspace.layout.root);
    return request.ok ? [request.task] : [];
  });
}

export interface CancelOptions extends WorkspaceOptions {
  readonly json?: boolean;
  /** Cancel only this task, by the beginning of its id. */
  readonly task?: string;
}

/** `astra cancel [RUN]`: stops what works in the workspace, from another terminal. */
export async function cancelCommand(
  terminal: Terminal,
  run: string | undefined,
  options: CancelOptions,
): Promise<void> {
  const workspace = chooseWorkspace(terminal, options);
  const path = socketPath(workspace.layout.state, process.platform);
  const attached = await AttachedEngine.connect(path);
  const cancelled =
    (await attached?.cancel({
      ...(run === undefined ? {} : { run }),
      ...(options.task === undefined ? {} : { task: options.task }),
    })) ?? 0;
  if (options.json === true) printJson(terminal, { cancelled });
  else terminal.out(cancelled === 0 ? 'nothing to cancel\n' : `cancelled in ${cancelled} runs\n`);
  if (cancelled === 0) terminal.exit(exitCode.nothing);
}
