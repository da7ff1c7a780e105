import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { makeFolder } from '../disk/makeFolder.ts';
import { realPath } from '../disk/realPath.ts';
import { Problem } from '../problem/problem.ts';
import { layoutOf, settingsFileName, type Layout } from './layout.ts';
import { readSettings, writeSettings, type Settings } from './settings.ts';

/** An opened workspace: its folder, its settings and the SAS roots that reads search. */
export interface Workspace {
  readonly layout: Layout;
  readonly settings: Settings;
  readonly name: string;
  /** SAS roots in reading order. */
  readonly sasRoots: readonly string[];
  /** The SAS root that fetched files are written to: one of `sasRoots`. */
  readonly mirror: string;
}

export interface Environment {
  readonly home: string;
  readonly workingDirectory: string;
  /** `$SAS_BASE_DIR`, where set. */
  readonly sasBaseDir?: string | undefined;
}

/**
 * @throws Problem `no-workspace` if the folder holds no `astra.json`; those of `readSettings`
 */
export function openWorkspace(folder: string, environment: Environment): Workspace {
  const root = realPath(resolve(environment.workingDirectory, folder));
  const layout = layoutOf(root);
  if (!existsSync(layout.settings)) {
    throw new Problem('no-workspace', 'this folder is not a workspace', {
      where: { file: root },
      advice: `Make it one with: astra init ${folder}`,
    });
  }
  const settings = readSettings(layout.settings);
  return {
    layout,
    settings,
    name: settings.name ?? basename(root),
    sasRoots: sasRootsOf(layout, settings, environment),
    mirror: mirrorOf(layout, settings, environment),
  };
}

/** Another folder than the workspace's own is written to only if the user said so. */
function mirrorOf(layout: Layout, settings: Settings, environment: Environment): string {
  const base = environment.sasBaseDir;
  if (!settings.writeToSasBaseDir || !settings.useSasBaseDir) return layout.sas;
  return base === undefined || !isAbsolute(base) ? layout.sas : realPath(resolve(base));
}

/** The workspace's own mirror first, then the user's further ones, then `$SAS_BASE_DIR`. */
function sasRootsOf(layout: Layout, settings: Settings, environment: Environment): string[] {
  const roots = [layout.sas, ...settings.sasRoots.map((root) => resolve(layout.root, root))];
  const base = environment.sasBaseDir;
  if (settings.useSasBaseDir && base !== undefined && isAbsolute(base)) roots.push(resolve(base));
  return [...new Set(roots.map(realPath))];
}

/**
 * Makes a folder a workspace. What is in it stays; a folder that is one already is left as it is.
 *
 * @throws Problem `not-a-folder` | `cannot-write`
 */
export function createWorkspace(
  folder: string,
  settings: Partial<Settings> = {},
): { created: boolean; root: string } {
  const root = resolve(folder);
  if (existsSync(root) && !statSync(root).isDirectory()) {
    throw new Problem('not-a-folder', 'a file of this name is in the way', {
      where: { file: root },
    });
  }
  try {
    makeFolder(root);
    const layout = layoutOf(realPath(root));
    if (existsSync(layout.settings)) return { created: false, root: layout.root };
    for (const made of [layout.sas, layout.outputs, layout.tasks, layout.masks, layout.journal]) {
      mkdirSync(made, { recursive: true });
    }
    writeSettings(layout.settings, {
      schema: 1,
      sasRoots: [],
      useSasBaseDir: true,
      writeToSasBaseDir: false,
      limits: {},
      defaults: {},
      ...settings,
    });
    return { created: true, root: layout.root };
  } catch (error) {
    if (error instanceof Problem) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw new Problem('cannot-write', `the workspace cannot be made: ${detail}`, {
      where: { file: root },
      advice: 'Choose a folder that you may write to',
    });
  }
}

/** The workspace that a folder lies in, looking upwards; undefined if none. */
export function findWorkspace(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, settingsFileName))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** Where work goes outside any workspace. */
export function defaultWorkspace(environment: Environment): string {
  return join(environment.home, 'Astra');
}

/** True if the folder is missing or holds nothing. */
export function isEmptyFolder(path: string): boolean {
  return !existsSync(path) || (statSync(path).isDirectory() && readdirSync(path).length === 0);
}
