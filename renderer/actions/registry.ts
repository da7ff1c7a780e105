import { create } from 'zustand';
import type { Action } from './action.ts';

interface RegistryState {
  readonly actions: readonly Action[];
}

/** Every action of the application, in the order of the key sheet. Filled once, by `App`. */
export const useRegistry = create<RegistryState>(() => ({ actions: [] }));

export function registerActions(actions: readonly Action[]): void {
  useRegistry.setState({ actions });
}

export function actionById(id: string): Action | undefined {
  return useRegistry.getState().actions.find((action) => action.id === id);
}

/** Runs the action unless it says why not. */
export function runAction(action: Action): void {
  if (action.disabled?.() === undefined) action.run();
}
