/** Characters that a shell leaves alone; anything else is quoted. */
const PLAIN = /^[\w@%+=:,./~-]+$/;

/** A command line of `astra` that works from any folder: the workspace is named, quoted if need be. */
export function astraCommand(workspace: string, words: string): string {
  if (workspace === '') return `astra ${words}`;
  return `astra -w ${shellWord(workspace)} ${words}`;
}

/** A text as one word of a shell, quoted if need be. */
export function shellWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
