import { sentence } from '../client/problemText.ts';
import { plural } from '../format/number.ts';
import type { FamilyForm } from './formStore.ts';
import { readSweeps } from './sweepText.ts';

/** Why the form cannot be run now, or undefined if it can. */
export function runBlocker(form: FamilyForm): string | undefined {
  const blocker = form.mode === 'one' ? oneBlocker(form) : tableBlocker(form);
  if (blocker !== undefined) return blocker;
  const { problem } = readSweeps(form.sweeps);
  if (problem !== undefined) return problem;
  return form.plan.kind === 'failed' ? form.plan.problem.title : undefined;
}

function oneBlocker({ resolved }: FamilyForm): string | undefined {
  if (resolved === null) return 'The parameters are being read';
  const [error] = resolved.errors;
  if (error === undefined) return undefined;
  return error.parameter === ''
    ? sentence(error.message)
    : `${error.parameter}: ${sentence(error.message)}`;
}

function tableBlocker({ table }: FamilyForm): string | undefined {
  if (table === null) return 'Paste or drop a table first';
  if (table.problem !== undefined) return table.problem.title;
  const { preview } = table;
  if (preview === undefined) return 'The table is being read';
  if (preview.checked === 0 && preview.faults.length === 0) return 'The table has no rows';
  if (preview.faults.length > 0) {
    return preview.faultyRows > 0
      ? `${plural(preview.faultyRows, 'row')} cannot be understood`
      : 'A column cannot be understood';
  }
  return undefined;
}
