import type { TaskFamily } from '../../task/family.ts';
import type { ResultField, ResultFields } from '../../task/output.ts';
import type { ParameterKind } from '../../task/parameter.ts';
import type { ParameterTexts } from '../../task/request.ts';
import type { Cell } from './tableColumn.ts';

/** A complete task as tables take it. */
export interface ResultRow {
  readonly id: string;
  readonly subject: string;
  /** Of the family that made it; left out where all rows have the same. */
  readonly version?: string;
  /** Canonical texts of the parameters that were given. */
  readonly params: ParameterTexts;
  readonly result: unknown;
}

/** Fields of a family's result that have more to say than their name. */
export function resultFields(family: TaskFamily): ResultFields {
  return family.result === undefined ? {} : (family.outputs[family.result]?.fields ?? {});
}

/** A parameter's canonical text as a value of its kind. */
export function parameterCell(text: string | undefined, kind: ParameterKind | undefined): Cell {
  if (text === undefined) return null;
  switch (kind) {
    case 'integer':
      return /^-?\d+$/.test(text) ? BigInt(text) : text;
    case 'float':
      return text.trim() !== '' && (text === 'NaN' || !Number.isNaN(Number(text)))
        ? Number(text)
        : text;
    case 'boolean':
      return text === 'true' || text === 'false' ? text === 'true' : text;
    default:
      return text;
  }
}

/** A result as named values; one that is no object becomes the field `result`. */
export function fieldsOf(result: unknown): Readonly<Record<string, unknown>> {
  if (result === null || result === undefined) return {};
  if (typeof result !== 'object' || Array.isArray(result)) return { result };
  return result as Readonly<Record<string, unknown>>;
}

/** A field of a result as a cell; lists and objects as their JSON. */
export function fieldCell(value: unknown, field: ResultField | undefined): Cell {
  switch (typeof value) {
    case 'boolean':
    case 'bigint':
      return value;
    case 'number':
      return field?.type !== 'float' && Number.isSafeInteger(value) ? BigInt(value) : value;
    case 'string':
      if (field?.type === 'integer' && /^-?\d+$/.test(value)) return BigInt(value);
      if (field?.type === 'float' && /^(NaN|-?Infinity)$/.test(value)) return Number(value);
      return value;
    case 'object':
      return value === null ? null : JSON.stringify(value);
    default:
      return null;
  }
}
