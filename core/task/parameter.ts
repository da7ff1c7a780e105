/** A parameter value as a task sees it. Plain, deeply immutable data. */
export type ParameterValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly ParameterValue[]
  | { readonly [key: string]: ParameterValue };

export type ParameterKind =
  | 'string'
  | 'integer'
  | 'float'
  | 'boolean'
  | 'choice'
  | 'date'
  | 'list'
  | 'dictionary'
  | 'file'
  | 'range';

/** What an author says of a parameter, whatever its type. */
export interface ParameterOptions<T> {
  readonly help: string;
  readonly default?: T;
  /** Shown inside the field and in help; never part of the value. */
  readonly unit?: string;
  /** False: never changes the result, so never part of the identity. Default true. */
  readonly significant?: boolean;
  /** Many values of this parameter may be worked through as one unit. Default false. */
  readonly batchable?: boolean;
  /** Not shown in forms. Default false. */
  readonly hidden?: boolean;
  /** Other spellings, accepted with a note. */
  readonly aliases?: readonly string[];
}

/** A value that cannot be taken; the caller knows the parameter's name. */
export class ValueError extends Error {
  override readonly name = 'ValueError';
  readonly allowed: string;
  constructor(message: string, allowed: string) {
    super(message);
    this.allowed = allowed;
  }
}

/** How texts become values of `T` and back. */
export interface ParameterType<T extends ParameterValue> {
  readonly kind: ParameterKind;
  /** Of a list: the kind of its elements. */
  readonly of?: ParameterKind;
  /** What is allowed, in words that complete "expected …". */
  readonly allowed: string;
  readonly min?: string;
  readonly max?: string;
  readonly choices?: readonly string[];
  /** From the text of a command line or a CSV cell; throws `ValueError`. */
  parse(text: string): T;
  /** From a value that a program or a JSON file gives; throws `ValueError`. */
  check(value: unknown): T;
  /** The one text that stands for this value: hashed, shown and stored. `parse(format(v))` is `v`. */
  format(value: T): string;
}

/** One parameter of a family. `T` includes null if it may be left out. */
export interface Parameter<T extends ParameterValue | null = ParameterValue> {
  readonly type: ParameterType<ParameterValue>;
  readonly help: string;
  readonly unit: string | undefined;
  /** Undefined: the user must give a value. Null: it may be left out. */
  readonly defaultValue: T | undefined;
  readonly significant: boolean;
  readonly batchable: boolean;
  readonly hidden: boolean;
  readonly aliases: readonly string[];
}

export type ParameterSet = Readonly<Record<string, Parameter>>;

/** The values that a set of parameters gives to a task. */
export type ValuesOf<P extends ParameterSet> = {
  readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never;
};

export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** Builds a parameter from its type and what the author says of it. */
export function parameter<T extends ParameterValue>(
  type: ParameterType<T>,
  options: ParameterOptions<T>,
): Parameter<T> {
  return {
    // Values reach `format` only after this type's own `parse` or `check`.
    type: type,
    help: options.help,
    unit: options.unit,
    defaultValue: options.default === undefined ? undefined : type.check(options.default),
    significant: options.significant ?? true,
    batchable: options.batchable ?? false,
    hidden: options.hidden ?? false,
    aliases: options.aliases ?? [],
  };
}

/** The same parameter, which may be left out: its value is then null and takes no part in anything. */
export function optional<T extends ParameterValue>(inner: Parameter<T>): Parameter<T | null> {
  return { ...inner, defaultValue: inner.defaultValue ?? null };
}
