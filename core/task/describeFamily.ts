import type { TaskFamily } from './family.ts';
import type { Parameter, ParameterKind } from './parameter.ts';

export interface ParameterDescription {
  readonly name: string;
  readonly kind: ParameterKind;
  readonly help: string;
  readonly unit?: string;
  /** Canonical text; absent: the user must give a value, unless `optional`. */
  readonly default?: string;
  readonly optional: boolean;
  readonly min?: string;
  readonly max?: string;
  readonly choices?: string[];
  readonly significant: boolean;
  readonly batchable: boolean;
  readonly hidden: boolean;
  readonly aliases: string[];
}

export interface FamilySummary {
  readonly family: string;
  readonly version: string;
  readonly summary: string;
  readonly group: TaskFamily['group'];
  readonly external: boolean;
  readonly parameters: ParameterDescription[];
  readonly outputs: { name: string; kind: string; help: string }[];
}

/** A family as plain data: what forms, help and batch files are made from. */
export function describeFamily(family: TaskFamily): FamilySummary {
  return {
    family: family.family,
    version: family.version,
    summary: family.summary,
    group: family.group,
    external: family.external,
    parameters: family.parameterList.map(([name, parameter]) => describeParameter(name, parameter)),
    outputs: Object.entries(family.outputs).map(([name, { kind, help }]) => ({ name, kind, help })),
  };
}

function describeParameter(name: string, parameter: Parameter): ParameterDescription {
  const { type, help, unit, defaultValue, significant, batchable, hidden, aliases } = parameter;
  return {
    name,
    kind: type.kind,
    help,
    optional: defaultValue === null,
    significant,
    batchable,
    hidden,
    aliases: [...aliases],
    ...(unit === undefined ? {} : { unit }),
    ...(defaultValue === undefined || defaultValue === null
      ? {}
      : { default: type.format(defaultValue) }),
    ...(type.min === undefined ? {} : { min: type.min }),
    ...(type.max === undefined ? {} : { max: type.max }),
    ...(type.choices === undefined ? {} : { choices: [...type.choices] }),
  };
}
