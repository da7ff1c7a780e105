import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { Problem } from '../problem/problem.ts';

/** Settings of a workspace. Keys that this version does not know are kept as they are. */
export const settingsSchema = z.looseObject({
  schema: z.literal(1),
  /** Shown in the top bar; default: the folder's name. */
  name: z.string().optional(),
  /** True only for the bundled sample. */
  sample: z.boolean().optional(),
  /** Further SAS roots to read, after the workspace's own `sas/` and before `$SAS_BASE_DIR`. */
  sasRoots: z.array(z.string()).default([]),
  /** Read an existing `$SAS_BASE_DIR` too. */
  useSasBaseDir: z.boolean().default(true),
  /** Write fetched files to `$SAS_BASE_DIR` instead of the workspace's `sas/`. */
  writeToSasBaseDir: z.boolean().default(false),
  /** Worker threads; default: one for each core. */
  workers: z.int().min(1).max(256).optional(),
  /** Upper limits of named resources that tasks hold while they run (`sas`: files fetched at once). */
  limits: z.record(z.string(), z.number().positive()).default({}),
  /** Hosts, connections and limits of the archive client; checked where it is used. */
  archive: z.record(z.string(), z.unknown()).optional(),
  /** Default parameter texts, by family (`*`: all that have it) and parameter. */
  defaults: z.record(z.string(), z.record(z.string(), z.string())).default({}),
});
export type Settings = z.infer<typeof settingsSchema>;

/**
 * Reads and checks `astra.json`.
 *
 * @throws Problem `settings-unreadable` | `settings-newer` | `settings-invalid`, naming the key
 */
export function readSettings(path: string): Settings {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Problem('settings-unreadable', 'the settings cannot be read', {
      where: { file: path },
      cause: error,
    });
  }
  return parseSettings(text, path);
}

export function parseSettings(text: string, path: string): Settings {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new Problem('settings-invalid', `the settings are not JSON: ${detail}`, {
      where: { file: path },
      advice: 'Mend the file, or move it away to start with the defaults',
    });
  }
  if (isNewer(data)) {
    throw new Problem('settings-newer', 'the settings were written by a newer version', {
      where: { file: path },
      advice: 'Update Astra Desktop to open this workspace',
    });
  }
  const parsed = settingsSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Problem('settings-invalid', issue?.message ?? 'the settings are malformed', {
    where: { file: path, parameter: issue?.path.join('.') ?? '' },
    advice: 'Correct this key in astra.json',
  });
}

function isNewer(data: unknown): boolean {
  return (
    typeof data === 'object' &&
    data !== null &&
    'schema' in data &&
    typeof data.schema === 'number' &&
    data.schema > 1
  );
}

/** Written beside and renamed, so that a crash leaves the old settings or the new ones. */
export function writeSettings(path: string, settings: Settings): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(settings, null, 2)}\n`);
  renameSync(temporary, path);
}
