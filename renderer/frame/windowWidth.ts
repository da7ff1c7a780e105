import { useSyncExternalStore } from 'react';

/** Below 1200 px the inspector floats, below 1100 the sidebar does as well. */
const inspectorDocked = window.matchMedia('(min-width: 1200px)');
const sidebarDocked = window.matchMedia('(min-width: 1100px)');
const tall = window.matchMedia('(min-height: 760px)');

export interface Room {
  readonly inspector: boolean;
  readonly sidebar: boolean;
  /** Room for the tables under the plot and the queue. */
  readonly tall: boolean;
}

let room = measure();

function measure(): Room {
  return { inspector: inspectorDocked.matches, sidebar: sidebarDocked.matches, tall: tall.matches };
}

/** What fits beside the main area now. */
export function currentRoom(): Room {
  return room;
}

function subscribe(changed: () => void): () => void {
  const update = () => {
    room = measure();
    changed();
  };
  const queries = [inspectorDocked, sidebarDocked, tall];
  for (const query of queries) query.addEventListener('change', update);
  return () => {
    for (const query of queries) query.removeEventListener('change', update);
  };
}

export function useRoom(): Room {
  return useSyncExternalStore(subscribe, currentRoom);
}
