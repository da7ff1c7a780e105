/** What the app did to the world outside, for tests to read back. */
export interface Diary {
  /** URLs given to the user's browser. */
  readonly openedOutside: string[];
  /** Navigations and windows that were prevented. */
  readonly blocked: string[];
  /** Titles of dialogs, and texts of error boxes. */
  readonly dialogs: string[];
}

export const diary: Diary = { openedOutside: [], blocked: [], dialogs: [] };
