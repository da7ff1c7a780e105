import type { FamilyDescription } from '../../core/api/tasks.ts';
import type { TaskFamily } from '../../core/task/family.ts';

/** What the fields of a family's results mean, as its outputs say. */
export function resultDescriptions({
  outputs,
}: Pick<TaskFamily, 'outputs'>): FamilyDescription['results'] {
  return Object.values(outputs).flatMap(({ fields }) =>
    Object.entries(fields).map(([name, { help, unit }]) => ({
      name,
      help,
      ...(unit === undefined ? {} : { unit }),
    })),
  );
}
