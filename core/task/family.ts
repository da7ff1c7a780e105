import { checkDefinition } from './checkDefinition.ts';
import { onlyFile, type OutputSet, type WritersOf } from './output.ts';
import type { Parameter, ParameterSet, ParameterValues, ValuesOf } from './parameter.ts';
import type { Command, Service } from './service.ts';
import { makeTask, type Requirements, type Task } from './task.ts';

export type FamilyGroup = 'Normalise' | 'Measure' | 'Combine' | 'Tidy' | 'Files' | 'Yours';

/** Where a source is looked for: a place in the SAS tree (any root), or one file. */
export type SourceLocation =
  | { readonly kind: 'sas'; readonly relative: string }
  | { readonly kind: 'file'; readonly path: string };

/** What a family needs to know of the machine to understand a path that a user typed. */
export interface Places {
  /** Absolute path of the workspace. */
  readonly workspace: string;
  /** Absolute SAS roots, in reading order. */
  readonly sasRoots: readonly string[];
  /** Absolute folder that relative paths refer to. */
  readonly workingDirectory: string;
  /** The workspace's own defaults by family, as texts; for requests that name other tasks. */
  readonly defaults?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Values in their one normal form, and what was understood differently from how it was written. */
export interface Canonical<V> {
  readonly values: V;
  readonly notes: readonly string[];
}

/** A finished requirement, as `run` sees it. */
export interface InputHandle {
  readonly id: string;
  readonly family: string;
  readonly values: ParameterValues;
  /** The source file, or the first output on disk. */
  readonly path: string;
  /**
   * The content of a small source as it was hashed, so that it need not be read again. Only to be
   * read, and only until `run` ends.
   */
  readonly bytes?: Uint8Array;
  /** Every output on disk by name. */
  readonly paths: Readonly<Record<string, string>>;
  /** The family's JSON result, where it has one. */
  readonly result: unknown;
}

/** The requirements of a running task by the names they were given. */
export interface Inputs {
  /** The only requirement of that name; a bug if there are none or several. */
  one(name?: string): InputHandle;
  all(name?: string): readonly InputHandle[];
}

export interface RunArgs<P extends ParameterSet, O extends OutputSet, U> {
  /** The task's own id, for the headers of its products. */
  readonly id: string;
  readonly params: ValuesOf<P>;
  /** What `prepare` returned for the unit that this task is in. */
  readonly prepared: U;
  readonly input: Inputs;
  readonly outputs: WritersOf<O>;
  /** 0–1; cheap, call it as often as you like. */
  readonly progress: (fraction: number) => void;
  readonly log: (text: string, level?: 'info' | 'warning') => void;
  /** Aborted on cancel and on timeout; long work must look at it. */
  readonly signal: AbortSignal;
  /** More requirements, known only now. The task is started again once they are complete. */
  readonly need: (tasks: readonly Task[]) => readonly InputHandle[];
  /** Asks the engine for what only it can do; rejects with a Problem. */
  readonly service: Service;
  /** Runs a program; rejects if it cannot start or ends with another code than 0. */
  readonly command: Command;
}

/** What an author writes. See docs/guide-tasks.md. */
export interface TaskDefinition<P extends ParameterSet, O extends OutputSet, U = undefined> {
  readonly family: string;
  /** `major.minor` decides identity; a third number never does. */
  readonly version: string;
  readonly summary: string;
  readonly group: FamilyGroup;
  readonly parameters: P;
  readonly outputs: O;
  /** Name of the json or record output that stands for the task in tables. */
  readonly result?: keyof O & string;
  /** A short name for what the task is about, as an astronomer would say it. */
  readonly subject?: (params: ValuesOf<P>) => string;
  /** Pure: the normal form of values that mean the same. */
  readonly canonical?: (params: ValuesOf<P>) => Canonical<ValuesOf<P>>;
  /** Understands what a user typed on this machine (paths); applied once, before `canonical`. */
  readonly interpret?: (params: ValuesOf<P>, places: Places) => Canonical<ValuesOf<P>>;
  readonly requires?: (args: { readonly params: ValuesOf<P> }) => Requirements;
  /** Only for external families: where the file is that the app did not make. */
  readonly source?: (params: ValuesOf<P>) => SourceLocation;
  /** External families: fetches the source. Called only with `use_remote`. */
  readonly fetch?: (params: ValuesOf<P>, place: FetchPlace) => Promise<void>;
  /**
   * Set-up that tasks share whose non-batchable parameters are equal: done once for those of a unit,
   * which may hold tasks of other families too. Must depend on nothing else.
   */
  readonly prepare?: (params: ValuesOf<P>) => U | Promise<U>;
  readonly run?: (args: RunArgs<P, O, U>) => void | Promise<void>;
  /** Higher ones start first where several can; default 0. */
  readonly priority?: number;
  /** Named resources held while running; `cores` defaults to 1. */
  readonly resources?: Readonly<Record<string, number>>;
  readonly timeoutSeconds?: number;
  /** Attempts after a failure marked transient. Default 3. */
  readonly retries?: number;
  /** Largest number of tasks worked through as one unit. Default 64. */
  readonly largestUnit?: number;
  /** Fingerprint of the code, for families of a user's own. */
  readonly code?: string;
  /**
   * `requires` and `interpret` look at nothing but parameters and names of files, so that what was
   * found of a large batch holds until those change. Default: true for families of the app, and for
   * those that have neither.
   */
  readonly pure?: boolean;
}

export interface FetchPlace {
  /** Absolute path that the file must have afterwards. */
  readonly path: string;
  readonly relative: string;
  readonly signal: AbortSignal;
  readonly progress: (fraction: number) => void;
}

/** A family as the engine sees it: types of single parameters erased, everything checked. */
export interface TaskFamily {
  readonly family: string;
  readonly version: string;
  /** `Family@major.minor`: the part of the identity that is not parameters. */
  readonly identityName: string;
  readonly summary: string;
  readonly group: FamilyGroup;
  readonly parameters: ParameterSet;
  /** In the author's order. */
  readonly parameterList: readonly (readonly [string, Parameter])[];
  /** Significant ones, in order of name (code points). */
  readonly significantList: readonly (readonly [string, Parameter])[];
  readonly outputs: OutputSet;
  readonly result: string | undefined;
  /**
   * Name of the only file of every task; empty where there are several files; undefined where there is
   * none, or its name depends on the task.
   */
  readonly onlyFile: string | undefined;
  readonly external: boolean;
  /** No outputs of its own: complete when its requirements are. */
  readonly wrapper: boolean;
  readonly priority: number;
  readonly resources: Readonly<Record<string, number>>;
  readonly timeoutSeconds: number | undefined;
  readonly retries: number;
  readonly largestUnit: number;
  readonly code: string;
  readonly canFetch: boolean;
  /** What its tasks require depends on their parameters alone. */
  readonly pure: boolean;
  /** Its tasks have a set-up that those with equal non-batchable parameters share. */
  readonly hasSetUp: boolean;
  subject(values: ParameterValues): string;
  canonical(values: ParameterValues): Canonical<ParameterValues>;
  interpret(values: ParameterValues, places: Places): Canonical<ParameterValues>;
  requires(values: ParameterValues): Requirements;
  source(values: ParameterValues): SourceLocation | undefined;
  fetch(values: ParameterValues, place: FetchPlace): Promise<void>;
  prepare(values: ParameterValues): Promise<unknown>;
  run(args: ErasedRunArgs): Promise<void>;
  /** The task with these values; takes only the parameters that the family has. */
  with(values: Readonly<Record<string, unknown>>): Task;
}

export interface ErasedRunArgs extends Omit<
  RunArgs<ParameterSet, OutputSet, unknown>,
  'outputs' | 'params'
> {
  readonly params: ParameterValues;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** A family that still knows the names and types of its parameters, for families built on it. */
export interface DefinedFamily<P extends ParameterSet> extends TaskFamily {
  readonly parameters: P;
}

/**
 * Makes a family of a definition. Mistakes of the author (a bad name or version, a result that is
 * no output) throw a TypeError at once; see `checkDefinition`.
 */
export function defineTask<P extends ParameterSet, O extends OutputSet, U = undefined>(
  definition: TaskDefinition<P, O, U>,
): DefinedFamily<P> {
  const { family, version, parameters, outputs } = definition;
  checkDefinition(definition);
  const outputNames = Object.keys(outputs);
  const result =
    definition.result ??
    outputNames.find((name) => outputs[name]?.kind === 'json' || outputs[name]?.kind === 'record');
  const parameterList = Object.entries(parameters);

  // The values that reach these calls went through the parsers of P: the one place where the
  // engine's erased view meets the author's typed one.
  const typed = (values: ParameterValues): ValuesOf<P> => values as ValuesOf<P>;
  const unchanged = (values: ParameterValues) => ({ values, notes: noNotes });
  const { canonical, interpret, requires, source, fetch, prepare, run, subject } = definition;

  const defined: DefinedFamily<P> = {
    family,
    version,
    identityName: `${family}@${version.split('.').slice(0, 2).join('.')}`,
    summary: definition.summary,
    group: definition.group,
    parameters,
    parameterList,
    significantList: parameterList
      .filter(([, parameter]) => parameter.significant)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
    outputs,
    result,
    onlyFile: onlyFile(outputs),
    external: source !== undefined,
    wrapper: source === undefined && outputNames.length === 0,
    priority: definition.priority ?? 0,
    resources: definition.resources === undefined ? oneCore : { cores: 1, ...definition.resources },
    timeoutSeconds: definition.timeoutSeconds,
    retries: definition.retries ?? 3,
    largestUnit: definition.largestUnit ?? 64,
    code: definition.code ?? '',
    canFetch: fetch !== undefined,
    pure:
      definition.pure ??
      (definition.code === undefined || (requires === undefined && interpret === undefined)),
    hasSetUp: prepare !== undefined,
    subject: (values) => subject?.(typed(values)) ?? plainSubject(defined, values),
    canonical: canonical === undefined ? unchanged : (values) => canonical(typed(values)),
    interpret:
      interpret === undefined ? unchanged : (values, places) => interpret(typed(values), places),
    requires: (values) => requires?.({ params: typed(values) }),
    source: (values) => source?.(typed(values)),
    fetch: async (values, place) => fetch?.(typed(values), place),
    prepare: async (values) => prepare?.(typed(values)),
    run: async (args) => {
      // The engine builds one writer for each entry of `outputs`, of its kind.
      const outputWriters = args.outputs as WritersOf<O>;
      const prepared = args.prepared as U; // from this family's own `prepare`
      await run?.({ ...args, params: typed(args.params), outputs: outputWriters, prepared });
    },
    with: (values) => makeTask(defined, values),
  };
  return defined;
}

const noNotes: readonly string[] = [];
/** One object for all families that name no resources: the scheduler looks at them together. */
const oneCore = { cores: 1 };

/** Without a word of the author: the given significant values, joined. */
function plainSubject(family: TaskFamily, values: ParameterValues): string {
  return family.significantList
    .flatMap(([name, { type }]) => {
      const value = values[name];
      return value === null || value === undefined ? [] : [type.format(value)];
    })
    .join(' ');
}
