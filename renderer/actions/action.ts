import type { Icon } from '@tabler/icons-react';

/** Where a shortcut acts: anywhere, or only while the plot or a table has focus. */
export type ActionScope = 'app' | 'plot' | 'table';

export type ActionGroup =
  'Everywhere' | 'Take away' | 'Plot: move' | 'Plot: look' | 'Tasks and tables';

/** One thing the user can do; feeds the palette, tooltips, the key sheet and the shortcuts. */
export interface Action {
  readonly id: string;
  readonly label: string;
  readonly group: ActionGroup;
  readonly scope: ActionScope;
  /** The first is the one shown. */
  readonly keys: readonly string[];
  readonly icon?: Icon;
  /** A word beside the label in the palette. */
  readonly hint?: string;
  /** Left out of the palette: makes sense only as a key (pan by a tenth). */
  readonly keyOnly?: boolean;
  /** Acts in text fields too. */
  readonly inFields?: boolean;
  /** Why it cannot be done now, or undefined if it can. */
  readonly disabled?: () => string | undefined;
  readonly run: () => void;
}
