import { defineTask, type TaskFamily } from '../../core/task/family.ts';
import { text } from '../../core/task/output.ts';
import { optional } from '../../core/task/parameter.ts';
import { integer } from '../../core/task/parameters/number.ts';
import { list } from '../../core/task/parameters/compound.ts';
import { file } from '../../core/task/parameters/text.ts';
import { Registry } from '../../core/task/registry.ts';
import { localFile } from '../../core/tasks/files/localFile.ts';
import { localName } from '../../core/tasks/input/localName.ts';

/** Case (a): no requirements, one small output. */
const plain = defineTask({
  family: 'BenchPlain',
  version: '1.0',
  summary: 'Writes its own number',
  group: 'Measure',
  parameters: { n: integer({ help: 'Any number', batchable: true }) },
  outputs: { out: text({ help: 'The number' }) },
  run: ({ params, outputs }) => outputs.out.write(`${params.n}\n`),
});

/** Case (b): the same, each with a source file of its own. */
const sourced = defineTask({
  family: 'BenchSourced',
  version: '1.0',
  summary: 'Writes its own number, after a look at a file',
  group: 'Measure',
  parameters: {
    n: integer({ help: 'Any number', batchable: true }),
    source: file({ help: 'A file of its own', batchable: true }),
  },
  outputs: { out: text({ help: 'The number' }) },
  interpret: (values, places) => ({
    values: { ...values, source: localName(values.source, places) },
    notes: [],
  }),
  requires: ({ params }) => localFile.with({ path: params.source }),
  run: ({ params, outputs }) => outputs.out.write(`${params.n}\n`),
});

/** A layered graph: each node requires the ten nodes named `after` of the layer below. */
const node: TaskFamily = defineTask({
  family: 'BenchNode',
  version: '1.0',
  summary: 'A node of a diamond graph',
  group: 'Measure',
  parameters: {
    layer: integer({ help: 'Layer, 0 at the bottom' }),
    n: integer({ help: 'Number within the layer', batchable: true }),
    width: optional(list(integer({ help: 'Nodes a layer' }), { help: 'Nodes of each layer' })),
  },
  outputs: { out: text({ help: 'Where it stands' }) },
  requires: ({ params: { layer, n, width } }) => {
    const below = width?.[0] ?? 0;
    if (layer === 0 || below === 0) return undefined;
    return Array.from({ length: 10 }, (_, k) =>
      node.with({ layer: layer - 1, n: (n * 7 + k) % below, width }),
    );
  },
  run: ({ params, outputs }) => outputs.out.write(`${params.layer} ${params.n}\n`),
});

export function benchFamilies(): Registry {
  return new Registry([plain, sourced, node, localFile]);
}
