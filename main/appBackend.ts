import type { Dispatch } from '../core/api/dispatcher.ts';
import type { ApiEvent } from '../core/api/events.ts';

/** The engine as a host sees it: answers calls, tells events. Made once, shared by all its faces. */
export interface AppBackend {
  readonly dispatch: Dispatch;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: ApiEvent) => void): () => void;
  /** Ends runs in good order, writes what is pending and lets go of the workspace. */
  close(): Promise<void>;
}
