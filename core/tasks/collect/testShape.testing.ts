import { defineTask } from '../../task/family.ts';
import { json } from '../../task/output.ts';
import { optional, type Parameter } from '../../task/parameter.ts';
import { float, integer64, boolean } from '../../task/parameters/number.ts';
import { string } from '../../task/parameters/text.ts';
import type { ResultRow } from './resultRow.ts';
import { ShapeFinder, type TableShape } from './tableShape.ts';

const note: Parameter<string | null> = optional(string({ help: 'A remark' }));

/** A family with a parameter and a declared field of every type. */
export const measured = defineTask({
  family: 'Measured',
  version: '1.0',
  summary: 'Anything',
  group: 'Measure',
  parameters: {
    catalogid: integer64({ help: 'Catalogue id' }),
    width: float({ help: 'Width of the window', unit: 'Angstrom', default: 2 }),
    strict: boolean({ help: 'Refuse doubtful pixels', default: false }),
    note,
    verbose: boolean({ help: 'Say more', default: false, significant: false }),
  },
  outputs: {
    result: json({
      help: 'All of it',
      fields: {
        ew: { help: 'Equivalent width', unit: 'Angstrom', type: 'float' },
        source_id: { help: 'Gaia id', type: 'integer' },
        flag: { help: 'Whether it is good', type: 'boolean' },
        label: { help: 'Spectral type', type: 'string' },
      },
    }),
  },
  run: () => undefined,
});

export function row(
  result: unknown,
  params: Readonly<Record<string, string>> = {},
  id = '0'.repeat(32),
): ResultRow {
  return { id, subject: 'star', params: { catalogid: '1', ...params }, result };
}

export function shapeOf(rows: readonly ResultRow[]): TableShape {
  const finder = new ShapeFinder(measured);
  for (const one of rows) finder.add(one);
  return finder.shape();
}
