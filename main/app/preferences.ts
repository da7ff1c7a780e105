import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';

const preferencesSchema = z.record(z.string(), z.json());
export type Preferences = z.infer<typeof preferencesSchema>;

/**
 * What a user chose for the interface (theme, pane sizes): a file of the user's configuration
 * folder, since the page of the web host has another origin, and so another storage, each time.
 */
export class PreferenceFile {
  readonly #path: string;

  constructor(configurationFolder: string) {
    this.#path = join(configurationFolder, 'preferences.json');
  }

  /** A damaged file is a lost convenience, not an error. */
  read(): Preferences {
    try {
      const parsed = preferencesSchema.safeParse(JSON.parse(readFileSync(this.#path, 'utf8')));
      return parsed.success ? parsed.data : {};
    } catch {
      return {};
    }
  }

  set(name: string, value: Preferences[string]): void {
    mkdirSync(dirname(this.#path), { recursive: true });
    const temporary = `${this.#path}.${process.pid}.tmp`;
    writeFileSync(temporary, JSON.stringify({ ...this.read(), [name]: value }, null, 2));
    renameSync(temporary, this.#path);
  }
}
