import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { createDispatcher, type Handlers } from '../../core/api/dispatcher.ts';
import type { ApiEvent } from '../../core/api/events.ts';
import type { AppInfo, Workspace } from '../../core/api/workspace.ts';
import { Problem } from '../../core/problem/problem.ts';
import { createWorkspace, type Environment } from '../../core/workspace/workspace.ts';
import type { AppBackend } from '../appBackend.ts';
import { planHandlers } from './plans/planHandlers.ts';
import { PreferenceFile } from './preferences.ts';
import { Reader } from './reader.ts';
import { RecentWorkspaces } from './recentWorkspaces.ts';
import { runHandlers } from './runHandlers.ts';
import { ensureSampleWorkspace } from './sampleWorkspace.ts';
import { badBitsText, maskSettings, setBadBits } from './badBitsSetting.ts';
import { Session } from './session.ts';
import { taskHandlers } from './taskHandlers.ts';

export interface AppBackendOptions {
  readonly host: AppInfo['host'];
  readonly version: string;
  readonly environment: Environment;
  /** Where recent workspaces are remembered. */
  readonly configurationFolder: string;
  /** A folder dialog, where the host has one. */
  readonly chooseFolder?: () => Promise<string | null>;
  readonly onBug: (error: unknown) => void;
  readonly now: () => Date;
}

/** The app behind all its faces: one workspace at a time, its engine, its library. */
export function createAppBackend(options: AppBackendOptions): AppBackend & {
  readonly openWorkspace: (path: string) => Promise<Workspace>;
  readonly openSample: () => Promise<Workspace>;
} {
  const { environment, onBug, now } = options;
  const listeners = new Set<(event: ApiEvent) => void>();
  const emit = (event: ApiEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const reader = new Reader();
  const recent = new RecentWorkspaces(options.configurationFolder);
  const preferences = new PreferenceFile(options.configurationFolder);
  let session: Session | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const current = (): Session => {
    if (session !== undefined) return session;
    throw new Problem('no-workspace', 'no workspace is open', { advice: 'Open one first' });
  };

  /** One opening at a time; the old workspace is closed only once the new one is open. */
  const openWorkspace = (path: string): Promise<Workspace> => {
    const opening = turn.then(async () => {
      const absolute = resolve(environment.workingDirectory, path);
      if (session?.data.path === absolute) return session.data;
      const next = await Session.open(absolute, environment, reader, emit, onBug);
      const before = session;
      session = next;
      await before?.close();
      recent.add(next.data.path, next.data.name, now());
      emit({ type: 'workspace', workspace: next.data });
      return next.data;
    });
    turn = opening.catch(() => undefined); // the caller hears of it
    return opening;
  };
  const openSample = () => openWorkspace(ensureSampleWorkspace(environment.home));

  const handlers: Handlers = {
    'app.info': async () => ({
      version: options.version,
      host: options.host,
      platform: process.platform,
      workspace: session?.data ?? null,
      workers: session?.engine.workers ?? availableParallelism(),
      recent: recent.list(),
    }),
    'preferences.get': async () => preferences.read(),
    'preferences.set': async ({ name, value }) => {
      preferences.set(name, value);
      return {};
    },
    'workspace.open': ({ path }) => openWorkspace(path),
    'workspace.create': ({ path }) =>
      openWorkspace(createWorkspace(resolve(environment.workingDirectory, path)).root),
    'workspace.openSample': openSample,
    'workspace.choose': async () => ({ path: (await options.chooseFolder?.()) ?? null }),

    'library.list': async ({ filter, offset, limit }) =>
      current().library.page(filter, offset, limit),
    'library.add': ({ paths }) => current().library.add(paths),
    'library.upload': ({ name, bytes }) => current().upload(name, bytes),

    'spectrum.rows': ({ path }) =>
      reader.read<'rows'>({ kind: 'rows', path: current().library.absolute(path) }),
    'spectrum.load': ({ path, row, answer }) =>
      reader.read<'spectrum'>({
        kind: 'spectrum',
        path: current().library.absolute(path),
        name: path,
        row,
        ...(answer === undefined ? {} : { answer }),
        badBits: badBitsText(current().engine.workspace),
      }),
    'spectrum.line': ({ path, row, answer, from, to }) =>
      reader.read<'line'>({
        kind: 'line',
        path: current().library.absolute(path),
        row,
        view: { from, to },
        ...(answer === undefined ? {} : { answer }),
        badBits: badBitsText(current().engine.workspace),
      }),
    'spectrum.candidates': ({ path }) =>
      reader.read<'candidates'>({ kind: 'candidates', path: current().library.absolute(path) }),

    'settings.badBits': async () => maskSettings(current().engine.workspace),
    'settings.setBadBits': async ({ mask, bits }) => {
      const { workspace } = current().engine;
      setBadBits(workspace, mask, bits);
      return maskSettings(workspace);
    },

    ...taskHandlers(current),
    ...planHandlers(current, options.host === 'electron'),
    ...runHandlers(current),
  };

  return {
    dispatch: createDispatcher(handlers),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    openWorkspace,
    openSample,
    close: async () => {
      await turn;
      await session?.close();
      await reader.close();
    },
  };
}
