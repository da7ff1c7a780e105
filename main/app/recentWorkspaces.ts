import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { settingsFileName } from '../../core/workspace/layout.ts';

const recentSchema = z.array(
  z.object({ path: z.string(), name: z.string(), openedAt: z.string() }),
);
type Recent = z.infer<typeof recentSchema>;

const mostRemembered = 12;

/** Workspaces opened before, newest first; a file in the user's configuration folder. */
export class RecentWorkspaces {
  readonly #file: string;

  constructor(configurationFolder: string) {
    this.#file = join(configurationFolder, 'recent.json');
  }

  list(): (Recent[number] & { missing: boolean })[] {
    return this.#read().map((entry) => ({
      ...entry,
      missing: !existsSync(join(entry.path, settingsFileName)),
    }));
  }

  add(path: string, name: string, now: Date): void {
    const others = this.#read().filter((entry) => entry.path !== path);
    const entries = [{ path, name, openedAt: now.toISOString() }, ...others];
    mkdirSync(dirname(this.#file), { recursive: true });
    const temporary = `${this.#file}.${process.pid}.tmp`;
    writeFileSync(temporary, JSON.stringify(entries.slice(0, mostRemembered), null, 2));
    renameSync(temporary, this.#file);
  }

  /** A damaged list is a lost convenience, not an error. */
  #read(): Recent {
    try {
      const parsed = recentSchema.safeParse(JSON.parse(readFileSync(this.#file, 'utf8')));
      return parsed.success ? parsed.data : [];
    } catch {
      return [];
    }
  }
}
