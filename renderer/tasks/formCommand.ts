import { shownPlan, type FamilyForm } from './formStore.ts';

/** The command line that asks for the same; empty until it is known. */
export function formCommand({ mode, sweeps, resolved, plan }: FamilyForm): string {
  if (mode === 'one' && sweeps.length === 0) return resolved?.command ?? '';
  return shownPlan(plan)?.command ?? '';
}
