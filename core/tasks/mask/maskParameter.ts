import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Problem } from '../../problem/problem.ts';
import type { Places } from '../../task/family.ts';
import { optional } from '../../task/parameter.ts';
import { file } from '../../task/parameters/text.ts';
import { localName } from '../input/localName.ts';
import { maskHash, parseMask, type HandMask } from './handMask.ts';

/** A hand-made mask as a parameter of any task that works on pixels. */
export const maskParameter = optional(
  file({
    help: 'Hand-made mask: its hash in the masks folder, or the path of a mask file',
    batchable: true,
  }),
);

const hashPattern = /^[0-9a-f]{64}$/;
const namedByHash = /^([0-9a-f]{64})\.json$/;

/** What a user gave for a mask as the name of its file: a hash means `masks/<hash>.json`. */
export function maskName(given: string, places: Places): string {
  return hashPattern.test(given) ? `masks/${given}.json` : localName(given, places);
}

/**
 * Reads a mask file. One that is named by a hash must have that content: it was the content that the
 * user chose. Throws `mask-changed`, `mask-malformed`.
 */
export function readMask(path: string): HandMask {
  const content = readFileSync(path);
  const name = basename(path);
  const said = namedByHash.exec(name)?.[1];
  if (said !== undefined && maskHash(content) !== said) {
    throw new Problem('mask-changed', 'the content of the mask is not what its name says', {
      where: { file: name, parameter: 'mask' },
      advice: 'Masks are never edited in place; save the changed mask under its own hash',
    });
  }
  return parseMask(content.toString('utf8'), name);
}
