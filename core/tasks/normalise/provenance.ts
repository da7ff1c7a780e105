import { basename, isAbsolute } from 'node:path';
import type { CardInput } from '../../fits/write/formatCard.ts';
import type { WritableTable } from '../../fits/write/writableHdu.ts';
import type { InputHandle } from '../../task/family.ts';
import type { ParameterSet, ParameterValue, ParameterValues } from '../../task/parameter.ts';
import { saysNothing } from '../input/spectrumInput.ts';

/** Which task made a product. Nothing here depends on when or where it ran. */
export interface Provenance {
  readonly id: string;
  readonly family: string;
  readonly version: string;
  readonly inputs: readonly Pick<InputHandle, 'id' | 'path'>[];
  /** Significant parameters that were given, as canonical texts. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/** As many inputs as keywords of eight characters can number. */
const mostNamedInputs = 999;

/** TASKID, FAMILY, FVERSION, NINPUTS, then INPUTn and INPIDn from 1 for the first 999. */
export function provenanceCards(provenance: Provenance): CardInput[] {
  const { id, family, version, inputs } = provenance;
  return [
    { keyword: 'TASKID', value: id, comment: 'task' },
    { keyword: 'FAMILY', value: family, comment: 'family of the task' },
    { keyword: 'FVERSION', value: version, comment: 'version of the family' },
    { keyword: 'NINPUTS', value: inputs.length, comment: 'input files' },
    ...inputs.slice(0, mostNamedInputs).flatMap((input, i): CardInput[] => [
      { keyword: `INPUT${i + 1}`, value: ascii(inputName(input.path)), comment: 'input file' },
      { keyword: `INPID${i + 1}`, value: input.id, comment: 'task of the input' },
    ]),
  ];
}

/** The table TASK_PARAMETERS: name and value, both texts. */
export function parameterTable({ parameters }: Provenance): WritableTable {
  const column = (name: string, texts: readonly string[]) => ({
    name,
    values: { kind: 'string', shape: [texts.length], data: texts } as const,
  });
  return {
    kind: 'table',
    name: 'TASK_PARAMETERS',
    columns: [
      column(
        'name',
        parameters.map(([name]) => name),
      ),
      column(
        'value',
        parameters.map(([, value]) => ascii(value)),
      ),
    ],
  };
}

/**
 * The parameters that make a result what it is; not the kind of file that keys would name where a
 * file was given, since it would read as the kind of that file. A file outside the workspace is
 * named by its last part only: its place on this machine is none of the result's business, and INPIDn
 * tells it apart.
 */
export function parameterTexts(set: ParameterSet, values: ParameterValues): [string, string][] {
  const texts = Object.entries(set).flatMap(([name, { type, significant }]): [string, string][] => {
    const value = values[name];
    if (!significant || value === null || value === undefined) return [];
    const hasFiles = type.kind === 'file' || type.kind === 'list';
    return [[name, type.format(hasFiles ? withoutPlaces(value) : value)]];
  });
  const byName = Object.fromEntries(texts);
  return texts.filter(([name]) => !saysNothing(set, name, byName));
}

function withoutPlaces(value: ParameterValue): ParameterValue {
  if (Array.isArray(value)) return value.map((item: ParameterValue) => withoutPlaces(item));
  return typeof value === 'string' && isAbsolute(value) ? basename(value) : value;
}

/** A file's name without the suffix of its packing, which never matters. */
export function inputName(path: string): string {
  return basename(path).replace(/\.(gz|bz2|fz)$/, '');
}

/** Printable ASCII, as FITS wants it; other characters as their percent code (RFC 3986). */
export function ascii(text: string): string {
  return text.replace(/[^ -~]/gu, (character) =>
    encodeURIComponent(character.isWellFormed() ? character : '\ufffd'),
  );
}
