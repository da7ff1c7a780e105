import { Problem } from '../../problem/problem.ts';
import {
  badBitsAllowed,
  formatBadBits,
  parseBadBits,
  withBadBits,
} from '../../spectrum/bitmask/badBits.ts';
import type { Spectrum } from '../../spectrum/spectrum.ts';
import { optional, parameter, ValueError } from '../../task/parameter.ts';

/**
 * Which bits of the survey's masks make a pixel bad, where that is not the documented set. The same
 * default for all families may stand in the settings of a workspace, under `defaults`, `*`.
 */
export const badBitsParameter = optional(
  parameter(
    {
      kind: 'string',
      allowed: badBitsAllowed,
      parse: normalForm,
      check: (value) => {
        if (typeof value !== 'string') throw new ValueError('it is not a text', badBitsAllowed);
        return normalForm(value);
      },
      format: (value: string) => value,
    },
    {
      help: 'Mask bits that make a pixel bad: APOGEE_PIXMASK=BADPIX+14; default: those of the workspace (Settings), else the documented ones',
    },
  ),
);

function normalForm(text: string): string {
  try {
    return formatBadBits(parseBadBits(text));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new ValueError(error.message, badBitsAllowed);
  }
}

interface BadBitsValue {
  readonly bad_bits: string | null;
}

/** The documented sets are no choice: a task that names them is the one that does not. */
export function canonicalBadBits<V extends BadBitsValue>(values: V): V {
  return values.bad_bits === '' ? { ...values, bad_bits: null } : values;
}

/** The spectrum, with the bits that the task asks for. */
export function withBadBitsOf<S extends Pick<Spectrum, 'maskTable'>>(
  spectrum: S,
  { bad_bits: text }: BadBitsValue,
): S {
  return text === null ? spectrum : withBadBits(spectrum, parseBadBits(text));
}
