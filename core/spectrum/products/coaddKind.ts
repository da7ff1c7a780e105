import { basename } from 'node:path';
import type { MetaValue } from '../spectrum.ts';

/** What an SDSS-V coadd is made of; a coadd of one night is the same as `daily` and as `epoch`. */
export type CoaddKind = 'allepoch' | 'one night' | 'several nights';

const custom = /^spec-(allepoch\w*)-/i;

/**
 * What a coadd of SDSS-V combines, by what its summary row says: its own file name (SPEC_FILE names
 * the custom coadd) and the nights (MJD_LIST, separated by blanks). Only where the row names no
 * file, the name on disk is the hint that is left. Undefined if nothing is said.
 */
export function coaddKind(
  { spec_file: own, mjd_list: nights }: Readonly<Record<string, MetaValue | undefined>>,
  path: string,
): CoaddKind | undefined {
  const named = typeof own === 'string' && own.startsWith('spec-') ? own : basename(path);
  if (custom.test(named)) return 'allepoch';
  const days = typeof nights === 'string' ? (nights.match(/\b\d{5}\b/g) ?? []) : [];
  if (days.length === 0) return undefined;
  return new Set(days).size > 1 ? 'several nights' : 'one night';
}
