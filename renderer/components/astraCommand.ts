/** Characters that a shell leaves alone; anything else is quoted. */
const PLAIN = /^[\w@%+=:,./~-]+$/;

/** A command line of `astra` that works from any folder: the workspace is named, quoted if need be. */
export function astraCommand(workspace: string, words: string): string {
  if (workspace === '') return `astra ${words}`;
  const path = PLAIN.test(workspace)
    ? workspace
    : `'${workspace.replaceAll("'", String.raw`'\''`)}'`;
  return `astra -w ${path} ${words}`;
}
