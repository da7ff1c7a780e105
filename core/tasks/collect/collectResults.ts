import type { InputHandle } from '../../task/family.ts';
import { defineTask } from '../../task/family.ts';
import { bytes, record } from '../../task/output.ts';
import { choice } from '../../task/parameters/text.ts';
import { parameterTexts, taskOf } from '../../task/task.ts';
import {
  canonicalMembers,
  interpretMembers,
  memberParameters,
  membersSubject,
  memberTasks,
  type FamilyLookup,
} from './members.ts';
import type { ResultRow } from './resultRow.ts';
import { openTableFile, pieceRows } from './tableFile.ts';
import { ShapeFinder } from './tableShape.ts';

/** Many results as one table: a row a task, with its parameters and the fields of its result. */
export function collectResultsFamily(lookup: FamilyLookup) {
  return defineTask({
    family: 'CollectResults',
    version: '1.0',
    summary: 'One table of many results, with units and descriptions',
    group: 'Combine',
    parameters: {
      ...memberParameters,
      format: choice(['csv', 'ecsv', 'fits'], {
        help: 'ECSV and FITS keep types, units and descriptions',
        default: 'ecsv',
      }),
    },
    outputs: {
      table: bytes({ help: 'A row for each member', fileName: 'results.{format}' }),
      summary: record({
        help: 'Size of the table',
        fields: {
          rows: { help: 'Tasks in the table', type: 'integer' },
          columns: { help: 'Their parameters and result fields', type: 'integer' },
        },
      }),
    },
    subject: (params) => membersSubject(params),
    interpret: (params, places) => interpretMembers(lookup, params, places),
    canonical: (params) => canonicalMembers(lookup, params),
    requires: ({ params }) => ({ member: memberTasks(lookup, params) }),
    async run({ params, input, outputs, progress, signal }) {
      const family = lookup(params.of);
      const members = input.all('member');
      const rowOf = ({ id, values, result }: InputHandle): ResultRow => ({
        id,
        subject: family.subject(values),
        params: parameterTexts(taskOf(family, values)),
        result,
      });
      const finder = new ShapeFinder(family);
      for (const member of members) finder.add(rowOf(member));
      const { columns, cells } = finder.shape();
      const table = openTableFile(outputs.table.path, params.format, params.of, columns);
      try {
        for (let start = 0; start < members.length; start += pieceRows) {
          signal.throwIfAborted();
          const piece = members.slice(start, start + pieceRows);
          table.append(piece.map((member) => cells(rowOf(member))));
          progress((start + piece.length) / members.length);
          await new Promise(setImmediate); // lets a cancel in
        }
        table.close();
      } catch (error) {
        table.abort();
        throw error;
      }
      outputs.summary.write({ rows: members.length, columns: columns.length });
    },
  });
}
