import { join } from 'node:path';

/** Where things are inside a workspace. All absolute. */
export interface Layout {
  readonly root: string;
  readonly settings: string;
  readonly state: string;
  /** What was found of large batches; can be deleted at any time. */
  readonly batches: string;
  readonly store: string;
  readonly journal: string;
  readonly log: string;
  readonly trash: string;
  /** The local mirror, laid out like the SAS; every write of a fetched file goes here. */
  readonly sas: string;
  readonly outputs: string;
  readonly tasks: string;
  readonly masks: string;
  /** Files that a user dropped on the page of the web host. */
  readonly dropped: string;
}

export const settingsFileName = 'astra.json';

export function layoutOf(root: string): Layout {
  const state = join(root, '.astra');
  return {
    root,
    settings: join(root, settingsFileName),
    state,
    batches: join(state, 'batches'),
    store: join(state, 'store.sqlite'),
    journal: join(state, 'journal'),
    log: join(state, 'log'),
    trash: join(state, 'trash'),
    sas: join(root, 'sas'),
    outputs: join(root, 'outputs'),
    tasks: join(root, 'tasks'),
    masks: join(root, 'masks'),
    dropped: join(root, 'dropped'),
  };
}
