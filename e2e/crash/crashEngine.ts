import { Engine } from '../../core/engine/engine.ts';
import type { Run } from '../../core/engine/run.ts';
import type { RunProgress } from '../../core/engine/status.ts';
import { openWorkspace } from '../../core/workspace/workspace.ts';
import { crashRegistry, crashTasks } from './crashFamilies.ts';

/** The engine of a crash workspace; how it is opened is the same before and after the kill. */
export function openCrashEngine(root: string): Promise<Engine> {
  return Engine.open({
    workspace: openWorkspace(root, { home: root, workingDirectory: root }),
    registry: crashRegistry(),
    workerEntry: new URL('./crashWorker.ts', import.meta.url),
    workers: 2,
    what: 'the crash test',
  });
}

/** Runs everything there is to run. */
export async function runAll(
  engine: Engine,
  trace: string,
  spectra: readonly string[],
): Promise<{ progress: RunProgress; run: Run }> {
  const plan = await engine.plan(crashTasks(engine.registry, trace, spectra));
  const run = engine.run(plan, 'Total', () => undefined);
  return { progress: await run.execute(), run };
}
