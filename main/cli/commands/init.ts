import { resolve } from 'node:path';
import { createWorkspace } from '../../../core/workspace/workspace.ts';
import { printJson, type Terminal } from '../terminal.ts';

/** `astra init DIR`: makes a folder a workspace; what is in it stays. */
export function initCommand(
  terminal: Terminal,
  folder: string,
  options: { readonly json?: boolean },
): void {
  const { created, root } = createWorkspace(resolve(terminal.workingDirectory, folder));
  if (options.json === true) printJson(terminal, { workspace: root, created });
  else terminal.out(created ? `made the workspace ${root}\n` : `${root} is a workspace already\n`);
}
