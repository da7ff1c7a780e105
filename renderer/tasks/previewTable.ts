import { astra } from '../client/current.ts';
import { problemText } from '../client/problemText.ts';
import { formOf, put, type FamilyForm } from './formStore.ts';
import { readSweeps } from './sweepText.ts';

/** Shows the columns, first rows and faults of the form's table; true if it can be planned. */
export async function previewTable(
  family: string,
  { table, texts, sweeps }: FamilyForm,
): Promise<boolean> {
  if (table === null) return false;
  const read = readSweeps(sweeps);
  const asked = { family, params: texts, sweeps: read.sweeps, table: table.source };
  const isStill = () => formOf(family).table?.source === table.source;
  try {
    const preview = await astra().call('tasks.batchPreview', asked);
    if (isStill()) put(family, { table: { ...table, preview, problem: undefined } });
    return preview.faults.length === 0 && preview.checked > 0 && read.problem === undefined;
  } catch (error) {
    const problem = problemText(error);
    if (isStill()) put(family, { table: { ...table, preview: undefined, problem } });
    return false;
  }
}
