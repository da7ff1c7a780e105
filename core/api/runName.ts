const between = ' + ';

/** What a run is called where runs are listed: its families, in the order they were asked for. */
export function runName(families: Iterable<string>): string {
  return [...new Set(families)].join(between);
}

/** Whether a run of that name was (also) of the family. */
export function isRunOf(name: string, family: string): boolean {
  return name.split(between).includes(family);
}
