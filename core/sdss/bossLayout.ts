import { badValue, isTruthy, valueText, type ParamValue } from './paramValue.ts';

/*
 * How the BOSS pipeline (idlspec2d) lays out its folders depends on its version, `run2d`:
 * - legacy: v5*, v6_0*, v6_1* and the SDSS-I/II runs 26, 103, 104;
 * - newer, v6_2 on (and any name that is no version, such as `master`).
 */

const sdssRuns: ReadonlySet<string> = new Set(['26', '103', '104']);
const plateRuns: ReadonlySet<string> = new Set(['v6_0_1', 'v6_0_2', 'v6_0_3', 'v6_0_4']);

const epochSpectra: ReadonlySet<string> = new Set([
  'speclite_epoch',
  'specfull_epoch',
  'spallfield_epoch',
  'spalllinefield_epoch',
]);
const epochSummaries: ReadonlySet<string> = new Set([
  'fieldlist_epoch',
  'spall_epoch',
  'spall-lite_epoch',
  'spallline_epoch',
]);
const dailySummaries: ReadonlySet<string> = new Set([
  'conflist',
  'fieldlist',
  'spall',
  'spall-lite',
  'spallline',
]);
const dailySpectra: ReadonlySet<string> = new Set([
  'speclite',
  'specfull',
  'spallfield',
  'spalllinefield',
]);
const coaddSummaries: ReadonlySet<string> = new Set([
  'spall_coadd',
  'spall-lite_coadd',
  'spallline_coadd',
]);
const coaddSpectra: ReadonlySet<string> = new Set([
  'speclite_coadd',
  'specfull_coadd',
  'spallfield_coadd',
  'spalllinefield_coadd',
]);

/** Whether `run2d` is one of the SDSS-I/II runs, kept apart from BOSS. */
export function isSdssRun(run2d: ParamValue): boolean {
  return sdssRuns.has(valueText(run2d));
}

/** Whether `run2d` marks plate folders with a `p`. */
export function isPlateRun(run2d: ParamValue): boolean {
  return plateRuns.has(valueText(run2d));
}

/** v6_0 and v6_1: the first SDSS-V runs, which wrote no observatory for APO. */
export function isEarlySdss5(run2d: ParamValue): boolean {
  const run = runName(run2d);
  return run.includes('v6_0') || run.includes('v6_1');
}

export function isLegacy(run2d: ParamValue): boolean {
  const run = runName(run2d);
  return run.includes('v5') || sdssRuns.has(run) || isEarlySdss5(run2d);
}

/** The name of a run: text or a whole number. What is neither has no layout. Throws `bad-value`. */
function runName(run2d: ParamValue): string {
  if (typeof run2d === 'string') return run2d;
  if (typeof run2d === 'bigint' || Number.isInteger(run2d)) return valueText(run2d);
  throw badValue('run2d', run2d, 'the name of a run, text or a whole number, is needed');
}

/** `sptypefolder`: where daily and epoch spectra and summaries are, by species. */
export function spectrumTypeFolder(species: string, run2d: ParamValue): string {
  if (!isTruthy(run2d)) return '';
  const kind = species.toLowerCase();
  if (isEarlySdss5(run2d)) {
    if (epochSpectra.has(kind)) return 'epoch/spectra';
    return kind.includes('epoch') ? 'epoch' : '';
  }
  if (isLegacy(run2d)) return '';
  if (epochSummaries.has(kind)) return 'summary/epoch';
  if (epochSpectra.has(kind)) return 'spectra/epoch';
  if (dailySummaries.has(kind)) return 'summary/daily';
  if (dailySpectra.has(kind)) return 'daily';
  return 'fields';
}

/** `spcoaddfolder`: where co-added spectra and summaries are, by species and kind of co-add. */
export function coaddFolder(species: string, run2d: ParamValue, coadd: string): string {
  if (isLegacy(run2d)) return '';
  const kind = species.toLowerCase();
  if (coaddSummaries.has(kind)) return 'summary';
  return coaddSpectra.has(kind) ? coadd : 'fields';
}
