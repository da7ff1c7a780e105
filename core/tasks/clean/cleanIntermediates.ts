import { defineTask } from '../../task/family.ts';
import { json } from '../../task/output.ts';
import {
  canonicalMembers,
  interpretMembers,
  memberParameters,
  membersSubject,
  memberTasks,
  type FamilyLookup,
} from '../collect/members.ts';

/**
 * Moves to the trash what some results were made from, as far as it can be made again. The report
 * says what is gone, not when or in which step it went: cleaning what is clean reports the same.
 */
export function cleanIntermediatesFamily(lookup: FamilyLookup) {
  return defineTask({
    family: 'CleanIntermediates',
    version: '1.0',
    summary: 'Move the intermediates of finished results to the trash',
    group: 'Tidy',
    parameters: memberParameters,
    outputs: {
      report: json({
        help: 'tasks, bytes: what is gone; cleaned: each of them; kept: what was left, and why',
        fields: {
          tasks: { help: 'Tasks of which the outputs are gone', type: 'integer' },
          bytes: { help: 'Size of those outputs', unit: 'byte', type: 'integer' },
          left: { help: 'Intermediates that were left in place', type: 'integer' },
        },
      }),
    },
    subject: (params) => membersSubject(params),
    interpret: (params, places) => interpretMembers(lookup, params, places),
    canonical: (params) => canonicalMembers(lookup, params),
    requires: ({ params }) => ({ protect: memberTasks(lookup, params) }),
    async run({ input, outputs, log, service }) {
      const protect = input.all('protect').map(({ family, values }) => ({ family, values }));
      const { cleaned, kept, moved } = await service({ kind: 'clean', protect });
      log(
        moved === null
          ? 'nothing had to be moved'
          : `${moved.count} task folders are in the trash; astra undo ${moved.batch} puts them back`,
      );
      outputs.report.write({
        tasks: cleaned.length,
        bytes: cleaned.reduce((sum, { bytes }) => sum + bytes, 0),
        left: kept.length,
        cleaned: cleaned.map((task) => ({ ...task })),
        kept: kept.map((task) => ({ ...task })),
      });
    },
  });
}
