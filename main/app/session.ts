import { basename } from 'node:path';
import type { ApiEvent } from '../../core/api/events.ts';
import type { LibraryEntry } from '../../core/api/library.ts';
import type { Workspace as WorkspaceData } from '../../core/api/workspace.ts';
import { Engine, type EngineOptions } from '../../core/engine/engine.ts';
import { Problem } from '../../core/problem/problem.ts';
import { builtInFamilies } from '../../core/tasks/builtInFamilies.ts';
import { noFetch } from '../../core/tasks/files/archiveFetch.ts';
import { openWorkspace, type Environment } from '../../core/workspace/workspace.ts';
import { archivePlace } from '../archive/archiveSettings.ts';
import { engineServices } from '../storage/engineServices.ts';
import { engineWorkerEntry } from '../worker/engineWorkerEntry.ts';
import { keepDropped } from './keepDropped.ts';
import { Library } from './library.ts';
import { PlanShelf } from './plans/planShelf.ts';
import type { Reader } from './reader.ts';
import { Runs } from './runs.ts';

/** One open workspace: its engine, its runs, its library. */
export class Session {
  readonly engine: Engine;
  readonly runs: Runs;
  readonly plans: PlanShelf;
  readonly library: Library;
  readonly data: WorkspaceData;

  private constructor(
    engine: Engine,
    runs: Runs,
    plans: PlanShelf,
    library: Library,
    data: WorkspaceData,
  ) {
    this.engine = engine;
    this.runs = runs;
    this.plans = plans;
    this.library = library;
    this.data = data;
  }

  /** Opens a workspace for work, or for looking where somebody else works in it. */
  static async open(
    path: string,
    environment: Environment,
    reader: Reader,
    emit: (event: ApiEvent) => void,
    onBug: (error: unknown) => void,
  ): Promise<Session> {
    const workspace = openWorkspace(path, environment);
    const options: EngineOptions = {
      workspace,
      registry: builtInFamilies(noFetch),
      workerEntry: engineWorkerEntry,
      workerData: { archive: archivePlace(workspace, environment.home) },
      services: engineServices,
      what: 'the app',
    };
    const { engine, readOnly } = await openBest(options);
    const plans = new PlanShelf();
    const runs = new Runs(engine, emit, () => plans.outdate(), onBug);
    await engine.offerToOthers(runs);
    const library = new Library(workspace, reader, (changed, total) =>
      emit({ type: 'library', changed, total }),
    );
    await library.scan();
    const data: WorkspaceData = {
      path: workspace.layout.root,
      name: workspace.name,
      sample: workspace.settings.sample ?? false,
      ...(readOnly === undefined ? {} : { readOnly }),
    };
    return new Session(engine, runs, plans, library, data);
  }

  /** A file that a browser sent: kept in the workspace. */
  async upload(name: string, bytes: Uint8Array): Promise<LibraryEntry> {
    const { dropped } = this.engine.workspace.layout;
    const safe = basename(name)
      .replace(/[^\w.+@=-]/g, '_')
      .replace(/^\.+/, '_');
    if (!/\.(fits|fit)(\.gz|\.fz)?$/i.test(safe)) {
      throw new Problem('not-fits', `${name} is not named like a FITS file`, {
        advice: 'Drop files that end in .fits, .fits.gz or .fits.fz',
      });
    }
    const [entry] = await this.library.add([keepDropped(dropped, safe, bytes)]);
    if (entry === undefined) throw new Error('an added file is not in the library');
    return entry;
  }

  async close(): Promise<void> {
    this.library.close();
    await this.runs.close();
    await this.engine.close();
  }
}

async function openBest(options: EngineOptions): Promise<{ engine: Engine; readOnly?: string }> {
  try {
    return { engine: await Engine.open(options) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code !== 'workspace-busy' && error.code !== 'workspace-read-only') throw error;
    return { engine: await Engine.openReader(options), readOnly: error.message };
  }
}
