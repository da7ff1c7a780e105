/** A file of the library by its whole path: entries inside the workspace are named relative to it. */
export function absoluteFile(path: string, workspace: string | undefined): string {
  const absolute = /^([a-z]:)?[\\/]/i.test(path);
  return absolute || workspace === undefined ? path : `${workspace}/${path}`;
}
