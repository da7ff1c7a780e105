import { availableParallelism } from 'node:os';
import { Engine } from '../../core/engine/engine.ts';
import {
  createWorkspace,
  defaultWorkspace,
  findWorkspace,
  openWorkspace,
  type Environment,
  type Workspace,
} from '../../core/workspace/workspace.ts';
import { archivePlace } from '../archive/archiveSettings.ts';
import { engineServices } from '../storage/engineServices.ts';
import type { Terminal } from './terminal.ts';

export interface WorkspaceOptions {
  /** `--workspace DIR`. */
  readonly workspace?: string;
}

interface EngineUse extends WorkspaceOptions {
  readonly workers?: number;
  /** A large plan comes next. */
  readonly manyTasks?: boolean;
}

export function environmentOf(terminal: Terminal): Environment {
  return {
    home: terminal.home,
    workingDirectory: terminal.workingDirectory,
    sasBaseDir: terminal.environment.SAS_BASE_DIR,
  };
}

/**
 * The workspace of a command: named, or `$ASTRA_WORKSPACE`, or the one around the working folder,
 * or `~/Astra`, which is made when it is first needed.
 */
export function chooseWorkspace(terminal: Terminal, options: WorkspaceOptions): Workspace {
  const environment = environmentOf(terminal);
  const named = options.workspace ?? terminal.environment.ASTRA_WORKSPACE;
  if (named !== undefined && named !== '') return openWorkspace(named, environment);
  const around = findWorkspace(terminal.workingDirectory);
  if (around !== undefined) return openWorkspace(around, environment);
  const fallback = defaultWorkspace(environment);
  if (createWorkspace(fallback).created) terminal.err(`astra: made the workspace ${fallback}\n`);
  return openWorkspace(fallback, environment);
}

/** The engine for a command that runs tasks. Close it. */
export async function openEngine(
  terminal: Terminal,
  options: EngineUse,
  what: string,
): Promise<Engine> {
  const workspace = chooseWorkspace(terminal, options);
  const engine = await Engine.open({
    ...engineOptions(terminal, workspace, options),
    what,
  });
  const { adopted, removed, restored, damaged } = engine.recovery;
  if (adopted + removed + restored + damaged > 0) {
    terminal.err(
      `astra: mended after an interrupted run: ${adopted} finished tasks recorded, ` +
        `${removed} unfinished removed, ${restored} outputs put back, ${damaged} journal lines unreadable\n`,
    );
  }
  return engine;
}

/** The engine for a command that only looks. */
export function openReader(terminal: Terminal, options: EngineUse): Promise<Engine> {
  const workspace = chooseWorkspace(terminal, options);
  return Engine.openReader({ ...engineOptions(terminal, workspace, options), what: 'a reader' });
}

function engineOptions(terminal: Terminal, workspace: Workspace, options: EngineUse) {
  const { workers, manyTasks = false } = options;
  return {
    workspace,
    registry: terminal.families(),
    workerEntry: terminal.workerEntry,
    workerData: { archive: archivePlace(workspace, terminal.home, terminal.environment) },
    services: engineServices,
    manyTasks,
    planHere: true,
    program: manyTasks ? terminal.program() : undefined,
    workers: workers ?? workspace.settings.workers ?? availableParallelism(),
  };
}
