import { sentence } from '../client/problemText.ts';
import type { FamilyForm } from './formStore.ts';

/** Why the form cannot be run now, or undefined if it can. */
export function runBlocker({ resolved, plan }: FamilyForm): string | undefined {
  if (resolved === null) return 'The parameters are being read';
  const [error] = resolved.errors;
  if (error !== undefined) {
    return error.parameter === ''
      ? sentence(error.message)
      : `${error.parameter}: ${sentence(error.message)}`;
  }
  if (plan.kind === 'failed') return plan.problem.title;
  return undefined;
}
