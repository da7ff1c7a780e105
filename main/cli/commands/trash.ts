import { takeLock } from '../../../core/engine/lock.ts';
import { emptyTrash, listTrash, undoTrash, type TrashBatch } from '../../../core/storage/trash.ts';
import type { Workspace } from '../../../core/workspace/workspace.ts';
import { chooseWorkspace, type WorkspaceOptions } from '../session.ts';
import { alignColumns, printJson, type Terminal } from '../terminal.ts';

export interface TrashOptions extends WorkspaceOptions {
  readonly json?: boolean;
  /** Everything, or the name of one batch. */
  readonly empty?: true | string;
}

/** `astra trash [--empty [BATCH]]` */
export function trashCommand(terminal: Terminal, options: TrashOptions): void {
  const workspace = chooseWorkspace(terminal, options);
  const { layout } = workspace;
  const { empty } = options;
  const batches =
    empty === undefined
      ? listTrash(layout)
      : alone(terminal, workspace, 'astra trash', () =>
          emptyTrash(layout, empty === true ? undefined : empty),
        );
  if (options.json === true) {
    printJson(terminal, { emptied: empty !== undefined, batches: batches.map(batchDocument) });
    return;
  }
  if (batches.length === 0) terminal.out('the trash is empty\n');
  else if (empty === undefined) terminal.out(alignColumns(batches.map(batchLine)));
  else {
    const bytes = batches.reduce((sum, batch) => sum + batch.bytes, 0);
    terminal.out(`deleted ${batches.length} batches, ${bytes} bytes\n`);
  }
}

/** `astra undo [BATCH]` */
export function undoCommand(
  terminal: Terminal,
  batch: string | undefined,
  options: WorkspaceOptions & { readonly json?: boolean },
): void {
  const workspace = chooseWorkspace(terminal, options);
  const undone = alone(terminal, workspace, 'astra undo', () => undoTrash(workspace.layout, batch));
  if (options.json === true) {
    printJson(terminal, undone);
    return;
  }
  terminal.out(`${undone.batch}: ${undone.restored.length} task folders are back\n`);
  if (undone.left.length > 0) {
    terminal.out(`${undone.left.length} were made again since and stay in the trash\n`);
  }
}

/** Nothing else may work in the workspace while its outputs come and go. */
function alone<T>(terminal: Terminal, workspace: Workspace, what: string, action: () => T): T {
  const lock = takeLock(workspace.layout.state, what, terminal.now());
  try {
    return action();
  } finally {
    lock.release();
  }
}

function batchLine({ batch, at, by, items, bytes }: TrashBatch): string[] {
  return [batch, at, `${items.length} tasks`, `${bytes} bytes`, by];
}

function batchDocument({ batch, at, by, items, bytes }: TrashBatch) {
  return { batch, at, by, tasks: items.length, bytes, items };
}
