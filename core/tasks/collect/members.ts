import { createHash } from 'node:crypto';
import { Problem, type Where } from '../../problem/problem.ts';
import { defaultsOf } from '../../task/defaults.ts';
import { diskUse } from '../../task/diskUse.ts';
import type { Canonical, Places, TaskFamily } from '../../task/family.ts';
import { optional, type ParameterValue } from '../../task/parameter.ts';
import { canonicalJson, dictionary, list } from '../../task/parameters/compound.ts';
import { file, string } from '../../task/parameters/text.ts';
import { RequestReader, type ParameterTexts } from '../../task/request.ts';
import { taskOf, type Task } from '../../task/task.ts';
import { useRemote } from '../files/speciesFile.ts';
import { readMemberRows } from './readMemberRows.ts';

/** Finds a family by name; throws Problem `unknown-family`. */
export type FamilyLookup = (family: string) => TaskFamily;

/**
 * How a task names many others of one family: one by one, or by a batch file, which is read once
 * and stands for its rows. The tasks named are requirements, so another set of them is another
 * task.
 */
export const memberParameters = {
  of: string({
    help: 'Family of the results',
    pattern: /^[A-Z][A-Za-z0-9]*$/,
    allowed: 'the name of a task family',
  }),
  members: list(dictionary({ help: 'Parameters of one task' }), {
    help: 'Parameters of each task, as a list of JSON objects; their order does not matter',
    default: [],
  }),
  from: optional(
    file({ help: 'A batch file (CSV, TSV or JSON lines) that names the members instead' }),
  ),
  use_remote: useRemote,
};

export interface MemberValues {
  readonly of: string;
  readonly members: readonly Readonly<Record<string, ParameterValue>>[];
  readonly from: string | null;
  readonly use_remote: boolean;
}

/** Members as a person names them: read from the file, paths and workspace defaults understood. */
export function interpretMembers<V extends MemberValues>(
  lookup: FamilyLookup,
  values: V,
  places: Places,
): Canonical<V> {
  const { of, from } = values;
  diskUse(places).contents = true;
  if (from !== null && values.members.length > 0) {
    throw refused('from', 'the members are given twice', 'Give members or from, not both');
  }
  const family = familyOf(lookup, of);
  const rows: readonly { texts: ParameterTexts; line?: number }[] =
    from === null
      ? values.members.map((member) => ({ texts: textsOf(member) }))
      : readMemberRows(from, places);
  const read = memberReader(family, places);
  const notes = new Set<string>();
  const tasks = rows.map(({ texts, line }, index) => {
    const where =
      from === null || line === undefined
        ? memberPlace(index)
        : { name: '', where: { parameter: 'from', file: from, line } };
    const { task, notes: found } = read(texts, where);
    for (const note of found) notes.add(note);
    return task;
  });
  return {
    values: { ...values, members: canonicalSet(lookup, of, tasks), from: null },
    notes: [...notes],
  };
}

/** The one form of a set of members: significant parameters only, each task once, in order. */
export function canonicalMembers<V extends MemberValues>(
  lookup: FamilyLookup,
  values: V,
): Canonical<V> {
  if (values.from !== null) {
    throw refused('from', 'a batch file must be read first', 'Give its rows as members');
  }
  const known = knownSet(lookup, values) !== undefined;
  const members = known
    ? values.members
    : canonicalSet(lookup, values.of, readMembers(lookup, values));
  if (members.length === 0) {
    throw new Problem('missing-parameter', 'at least one member is needed', {
      where: { parameter: 'members' },
      advice: 'Give members=[{"name": "value"}], or from=FILE with a row for each',
    });
  }
  return { values: { ...values, members }, notes: [] };
}

/** The tasks that canonical members stand for. */
export function memberTasks(lookup: FamilyLookup, values: MemberValues): readonly Task[] {
  const tasks = knownSet(lookup, values) ?? readMembers(lookup, values);
  const family = familyOf(lookup, values.of);
  if (!values.use_remote || !Object.hasOwn(family.parameters, 'use_remote')) return tasks;
  return tasks.map((task) => taskOf(family, { ...task.values, use_remote: true }));
}

function readMembers(lookup: FamilyLookup, values: MemberValues): Task[] {
  const read = memberReader(familyOf(lookup, values.of), undefined);
  return values.members.map((member, index) => read(textsOf(member), memberPlace(index)).task);
}

interface KnownSet {
  readonly lookup: FamilyLookup;
  readonly of: string;
  readonly tasks: readonly Task[];
}

/**
 * Sets that are canonical already, with their tasks: on the way to a plan they are asked for several
 * times, and reading 20,000 members takes seconds.
 */
const knownSets = new WeakMap<MemberValues['members'], KnownSet>();

function knownSet(
  lookup: FamilyLookup,
  { of, members }: MemberValues,
): readonly Task[] | undefined {
  const known = knownSets.get(members);
  return known?.of === of && known.lookup === lookup ? known.tasks : undefined;
}

/** `EstimateSnr of 3 tasks (1f3a9c02)`: a set has no name of its own. */
export function membersSubject({ of, members }: MemberValues): string {
  const tasks = members.length === 1 ? '1 task' : `${members.length} tasks`;
  const hash = createHash('sha256').update(members.map(canonicalJson).join('\n'));
  return `${of} of ${tasks} (${hash.digest('hex').slice(0, 8)})`;
}

function familyOf(lookup: FamilyLookup, name: string): TaskFamily {
  const family = lookup(name);
  if (!family.external && !family.wrapper) return family;
  throw refused('of', `${name} makes nothing of its own`, 'Name a family that has outputs');
}

/** Where a member was named. */
interface MemberPlace {
  /** What a message begins with, where `where` does not tell the member. */
  readonly name: string;
  readonly where: Where;
}

function memberPlace(index: number): MemberPlace {
  return { name: `member ${index + 1}, `, where: { parameter: 'members' } };
}

type ReadMember = (
  texts: ParameterTexts,
  place: MemberPlace,
) => { task: Task; notes: readonly string[] };

/** Without places the texts are canonical already, up to their spelling. */
function memberReader(family: TaskFamily, places: Places | undefined): ReadMember {
  const readers = new Map<string, RequestReader>();
  const pure: TaskFamily =
    places === undefined ? { ...family, interpret: (v) => ({ values: v, notes: [] }) } : family;
  const anywhere = { workspace: '', sasRoots: [], workingDirectory: '' };
  return (texts, { name, where }) => {
    const names = Object.keys(texts);
    const key = names.join('\0');
    let reader = readers.get(key);
    if (reader === undefined) {
      const defaults = defaultsOf(places?.defaults, family);
      reader = new RequestReader(pure, names, places ?? anywhere, defaults);
      readers.set(key, reader);
    }
    const request = reader.read(Object.values(texts));
    if (request.ok) return { task: taskOf(family, request.task.values), notes: request.notes };
    const [fault] = request.faults;
    throw new Problem(
      'bad-parameter',
      `${name}${fault?.parameter ?? ''}: ${fault?.message ?? 'it is not possible'}`,
      {
        where,
        ...(fault?.allowed === undefined ? {} : { advice: `Expected ${fault.allowed}` }),
      },
    );
  };
}

function textsOf(member: Readonly<Record<string, ParameterValue>>): ParameterTexts {
  return Object.fromEntries(Object.entries(member).map(([name, value]) => [name, textOf(value)]));
}

function textOf(value: ParameterValue): string {
  if (value === null) return '';
  return typeof value === 'object' ? canonicalJson(value) : String(value);
}

/** Ordered by what they are about, then by key; equal tasks once. */
function canonicalSet(
  lookup: FamilyLookup,
  of: string,
  tasks: readonly Task[],
): MemberValues['members'] {
  const byKey = new Map(tasks.map((task) => [task.key, task]));
  const ordered = [...byKey.values()]
    .map((task) => ({ task, subject: task.family.subject(task.values) }))
    .sort((a, b) => compare(a.subject, b.subject) || compare(a.task.key, b.task.key))
    .map(({ task }) => task);
  const members = ordered.map(significantTexts);
  knownSets.set(members, { lookup, of, tasks: ordered });
  return members;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function significantTexts({ family, values }: Task): Record<string, string> {
  return Object.fromEntries(
    family.significantList.flatMap(([name, { type }]) => {
      const value = values[name];
      return value === null || value === undefined ? [] : [[name, type.format(value)]];
    }),
  );
}

function refused(parameter: string, message: string, advice: string): Problem {
  return new Problem('bad-parameter', message, { where: { parameter }, advice });
}
