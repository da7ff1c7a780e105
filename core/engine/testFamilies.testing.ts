import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../problem/problem.ts';
import { inRealFolder } from '../task/diskUse.ts';
import { defineTask, type RunArgs } from '../task/family.ts';
import { bytes, csv, directory, json, record, text, type OutputSet } from '../task/output.ts';
import { optional, type ParameterSet } from '../task/parameter.ts';
import { boolean, integer } from '../task/parameters/number.ts';
import { file, string } from '../task/parameters/text.ts';
import { Registry } from '../task/registry.ts';
import type { Task } from '../task/task.ts';

const help = 'for the test';

/** A file that gets a line for every execution: the one witness that all threads share. */
const trace = string({ help, default: '', significant: false });

function leaveTrace(path: string, line: string): void {
  if (path !== '') appendFileSync(path, `${line}\n`);
}

export const textFile = defineTask({
  family: 'TextFile',
  version: '1.0',
  summary: help,
  group: 'Files',
  parameters: {
    path: file({ help }),
    use_remote: boolean({ help, default: false, significant: false }),
  },
  outputs: {},
  subject: ({ path }) => path,
  source: ({ path }) => ({ kind: 'file', path }),
});

export const mirrorFile = defineTask({
  family: 'MirrorFile',
  version: '1.0',
  summary: help,
  group: 'Files',
  parameters: {
    name: string({ help }),
    use_remote: boolean({ help, default: false, significant: false }),
  },
  outputs: {},
  source: ({ name }) => ({ kind: 'sas', relative: `test/${name}` }),
  fetch: async ({ name }, { path }) => {
    if (name.startsWith('gone')) throw new Problem('not-found', `there is no ${name}`);
    await Promise.resolve();
    writeFileSync(path, `content of ${name}`);
  },
});

/** Depends on its file's length only: other bytes of the same length give the same output. */
export const lengthOf = defineTask({
  family: 'LengthOf',
  version: '1.0',
  summary: help,
  group: 'Measure',
  parameters: { path: file({ help }), trace },
  outputs: { length: json({ help }) },
  requires: ({ params }) => textFile.with(params),
  run({ input, params, outputs }) {
    leaveTrace(params.trace, `LengthOf ${params.path}`);
    outputs.length.write({ length: readFileSync(input.one().path, 'utf8').length });
  },
});

/** Depends on the parity of the length only; two outputs. */
export const parityOf = defineTask({
  family: 'ParityOf',
  version: '1.0',
  summary: help,
  group: 'Measure',
  parameters: { path: file({ help }), order: integer({ help, default: 1 }), trace },
  outputs: { parity: json({ help }), note: text({ help, fileName: 'note-{order}.txt' }) },
  subject: ({ path }) => path,
  requires: ({ params }) => ({ length: lengthOf.with(params) }),
  run({ input, params, outputs }) {
    leaveTrace(params.trace, `ParityOf ${params.path}`);
    const { length } = input.one('length').result as { length: number };
    outputs.parity.write({ odd: length % 2 === 1 });
    outputs.note.write(length % 2 === 1 ? 'odd\n' : 'even\n');
  },
});

export const reportOn = defineTask({
  family: 'ReportOn',
  version: '1.0',
  summary: help,
  group: 'Measure',
  parameters: { path: file({ help }), trace },
  outputs: { report: text({ help }) },
  requires: ({ params }) => parityOf.with(params),
  run({ input, params, outputs }) {
    leaveTrace(params.trace, `ReportOn ${params.path}`);
    outputs.report.write(`report: ${readFileSync(input.one().paths.note ?? '', 'utf8')}`);
  },
});

/** Has nothing on disk: its result is a record in the store. */
export const recorded = defineTask({
  family: 'Recorded',
  version: '1.0',
  summary: help,
  group: 'Measure',
  parameters: { path: file({ help }), trace },
  outputs: { fact: record({ help }) },
  requires: ({ params }) => lengthOf.with(params),
  run({ input, params, outputs }) {
    leaveTrace(params.trace, `Recorded ${params.path}`);
    outputs.fact.write({ of: input.one().result as { length: number } });
  },
});

export const everyOutput = defineTask({
  family: 'EveryOutput',
  version: '1.0',
  summary: help,
  group: 'Measure',
  parameters: { path: file({ help }) },
  outputs: {
    json: json({ help, fileName: '{input.stem}-facts.json' }),
    text: text({ help }),
    csv: csv({ help }),
    bytes: bytes({ help }),
    folder: directory({ help }),
    fact: record({ help }),
  },
  requires: ({ params }) => textFile.with(params),
  run({ outputs }) {
    outputs.json.write({ b: 1, a: [true, null] });
    outputs.text.write('text\n');
    outputs.csv.write(
      ['name', 'value'],
      [
        ['a,"b"', 27021597842567353n],
        [null, 0.1],
      ],
    );
    writeFileSync(outputs.bytes.path, Uint8Array.of(1, 2, 3));
    writeFileSync(join(outputs.folder.path, 'one.txt'), 'one');
    outputs.fact.write({ seen: true });
  },
});

/** What a member does is the first word of its name. */
async function behave(
  member: string,
  tracePath: string,
  {
    outputs,
    signal,
    progress,
    log,
  }: Pick<
    RunArgs<ParameterSet, { answer: ReturnType<typeof text> }, unknown>,
    'outputs' | 'signal' | 'progress' | 'log'
  >,
): Promise<void> {
  leaveTrace(tracePath, member);
  log(`this is ${member}`);
  const tries = () =>
    readFileSync(tracePath, 'utf8')
      .split('\n')
      .filter((l) => l === member).length;
  switch (member.split('-')[0]) {
    case 'fail':
      throw new Problem('bad-spectrum', `${member} cannot be measured`, { advice: 'Leave it out' });
    case 'bug':
      throw new TypeError('undefined is not a function');
    case 'half':
      outputs.answer.write('half of the ans');
      throw new Problem('bad-spectrum', 'it broke off');
    case 'silent':
      return;
    case 'crash':
      process.exit(3);
      break;
    case 'crashonce':
      if (tries() === 1) process.exit(3);
      break;
    case 'flaky':
      if (tries() < 3) throw new Problem('hiccup', 'the network hiccuped', { transient: true });
      break;
    case 'hopeless':
      throw new Problem('hiccup', 'the network hiccuped', { transient: true });
    case 'slow':
      await sleep(60);
      break;
    case 'wait':
      await sleep(20_000, undefined, { signal });
      break;
    case 'stubborn':
      for (const end = performance.now() + 20_000; performance.now() < end;);
      break;
    default:
      break;
  }
  progress(1);
  outputs.answer.write(`${member} is done\n`);
}

const memberParameters = {
  member: string({ help, batchable: true }),
  group: string({ help, default: 'g' }),
  trace,
};
const answer = { answer: text({ help }) } satisfies OutputSet;

export const member = defineTask({
  family: 'Member',
  version: '1.0',
  summary: help,
  group: 'Measure',
  parameters: memberParameters,
  outputs: answer,
  retries: 3,
  largestUnit: 16,
  prepare: ({ group, trace: path }) => {
    leaveTrace(path, `prepare ${group}`);
    if (group === 'impossible') throw new Problem('bad-group', 'this group cannot be prepared');
    return group.toUpperCase();
  },
  async run(args) {
    if (args.prepared !== args.params.group.toUpperCase()) throw new Error('not prepared');
    await behave(args.params.member, args.params.trace, args);
  },
});

/** Shares units with `member`, with a set-up of its own. */
export const companion = defineTask({
  family: 'Companion',
  version: '1.0',
  summary: help,
  group: 'Measure',
  parameters: memberParameters,
  outputs: answer,
  largestUnit: 16,
  prepare: ({ group, trace: path }) => {
    leaveTrace(path, `prepare companion ${group}`);
    return group.length;
  },
  async run(args) {
    if (args.prepared !== args.params.group.length) throw new Error('not prepared');
    await behave(args.params.member, args.params.trace, args);
  },
});

export const timed = defineTask({
  family: 'Timed',
  version: '1.0',
  summary: help,
  group: 'Measure',
  parameters: memberParameters,
  outputs: answer,
  timeoutSeconds: 0.3,
  run: (args) => behave(args.params.member, args.params.trace, args),
});

export const greedy = defineTask({
  family: 'Greedy',
  version: '1.0',
  summary: help,
  group: 'Measure',
  parameters: memberParameters,
  outputs: answer,
  largestUnit: 1,
  resources: { telescope: 1 },
  async run({ params, outputs }) {
    leaveTrace(params.trace, `begin ${params.member}`);
    await sleep(20);
    leaveTrace(params.trace, `end ${params.member}`);
    outputs.answer.write('done');
  },
});

export const consumer = defineTask({
  family: 'Consumer',
  version: '1.0',
  summary: help,
  group: 'Combine',
  parameters: memberParameters,
  outputs: answer,
  requires: ({ params }) => member.with(params),
  run({ input, params, outputs }) {
    leaveTrace(params.trace, `Consumer ${params.member}`);
    outputs.answer.write(`after ${readFileSync(input.one().path, 'utf8')}`);
  },
});

/** A wrapper: it has no outputs and is complete when all its files' lengths are. */
export const allLengths = defineTask({
  family: 'AllLengths',
  version: '1.0',
  summary: help,
  group: 'Combine',
  parameters: { paths: string({ help }), trace },
  outputs: {},
  requires: ({ params }) =>
    params.paths.split(' ').map((path) => lengthOf.with({ path, trace: params.trace })),
});

export const afterAll = defineTask({
  family: 'AfterAll',
  version: '1.0',
  summary: help,
  group: 'Combine',
  parameters: { paths: string({ help }), trace },
  outputs: answer,
  requires: ({ params }) => allLengths.with(params),
  run({ params, outputs }) {
    leaveTrace(params.trace, `AfterAll ${params.paths}`);
    outputs.answer.write(params.paths);
  },
});

/** Reads names out of a file while it runs, and needs the length of each; then one thing more. */
export const asker = defineTask({
  family: 'Asker',
  version: '1.0',
  summary: help,
  group: 'Combine',
  parameters: {
    path: file({ help }),
    then: optional(string({ help })),
    trace,
  },
  outputs: answer,
  requires: ({ params }) => textFile.with(params),
  run({ input, params, outputs, need }) {
    leaveTrace(params.trace, `Asker ${params.path}`);
    const paths = readFileSync(input.one().path, 'utf8').split(' ');
    const common = { trace: params.trace };
    const lengths = need(paths.map((path) => lengthOf.with({ path, ...common })));
    const facts = need(paths.map((path) => recorded.with({ path, ...common })));
    const more: Task[] =
      params.then === null ? [] : [member.with({ member: params.then, ...common })];
    need(more);
    const results = [...lengths, ...facts].map(({ family, result }) => ({ family, result }));
    outputs.answer.write(JSON.stringify(results));
  },
});

/** Two tasks that ask for each other while they run. */
export const narcissus = defineTask({
  family: 'Narcissus',
  version: '1.0',
  summary: help,
  group: 'Combine',
  parameters: { of: string({ help }) },
  outputs: answer,
  run({ params, outputs, need }) {
    need([narcissus.with({ of: params.of === 'a' ? 'b' : 'a' })]);
    outputs.answer.write('never');
  },
});

/** Night n needs night n − 1. */
export const night = defineTask({
  family: 'Night',
  version: '1.0',
  summary: help,
  group: 'Combine',
  parameters: { n: integer({ help, min: 0 }), trace },
  outputs: { sum: record({ help }) },
  requires: ({ params }): Task | undefined =>
    params.n === 0 ? undefined : night.with({ ...params, n: params.n - 1 }),
  run({ params, input, outputs }) {
    leaveTrace(params.trace, `Night ${params.n}`);
    const before = params.n === 0 ? 0 : (input.one().result as { sum: number }).sum;
    outputs.sum.write({ sum: before + params.n });
  },
});

/** Knows a file by its real name, whichever links lead there. */
export const realName = defineTask({
  family: 'RealName',
  version: '1.0',
  summary: help,
  group: 'Measure',
  parameters: { path: file({ help }) },
  outputs: answer,
  interpret: ({ path }, places) => ({ values: { path: inRealFolder(path, places) }, notes: [] }),
  run: ({ params, outputs }) => outputs.answer.write(params.path),
});

/** A family of a user's own that may require anything, such as what is in a folder at the time. */
export const ownRequiring = defineTask({
  family: 'OwnRequiring',
  version: '1.0',
  summary: help,
  group: 'Yours',
  parameters: { path: file({ help }) },
  outputs: answer,
  code: 'of its own',
  requires: ({ params }) => textFile.with(params),
  run: ({ outputs }) => outputs.answer.write('own'),
});

/** A family of a user's own; `code` is the hash of its file. */
export function ownFamily(code: string) {
  return defineTask({
    family: 'Own',
    version: '1.0',
    summary: help,
    group: 'Yours',
    parameters: { trace },
    outputs: answer,
    code,
    run({ params, outputs }) {
      leaveTrace(params.trace, 'Own');
      outputs.answer.write('own');
    },
  });
}

/** A command task: a program writes the output, and talks on both streams. */
export const shell = defineTask({
  family: 'Shell',
  version: '1.0',
  summary: help,
  group: 'Measure',
  parameters: { script: string({ help }) },
  outputs: { out: bytes({ help, fileName: 'out.txt' }) },
  run: ({ params, command, outputs }) =>
    command(process.execPath, ['-e', params.script], { env: { OUT: outputs.out.path } }),
});

export function testRegistry(code = 'first'): Registry {
  return new Registry([
    textFile,
    mirrorFile,
    lengthOf,
    parityOf,
    reportOn,
    recorded,
    everyOutput,
    member,
    companion,
    timed,
    greedy,
    consumer,
    allLengths,
    afterAll,
    asker,
    narcissus,
    night,
    shell,
    realName,
    ownRequiring,
    ownFamily(code),
  ]);
}

/** The lines that tasks left, in order; empty if there are none yet. */
export function traceLines(path: string): string[] {
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : [];
}
