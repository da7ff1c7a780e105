import {
  coaddFolder,
  isEarlySdss5,
  isLegacy,
  isPlateRun,
  spectrumTypeFolder,
} from './bossLayout.ts';
import {
  badValue,
  isTruthy,
  isWildcard,
  toWhole,
  valueText,
  type ParamValue,
  type PathParams,
} from './paramValue.ts';
import { Problem } from '../problem/problem.ts';
import { safeText } from './safeText.ts';

/** What `@name|` in a template stands for. */
export interface SpecialFunction {
  /** Keys that must be given. */
  readonly keys: readonly string[];
  /** Keys that it looks at without asking for them. */
  readonly optional: readonly string[];
  /** The text for the path: part of a name, one or two folders, or nothing. */
  readonly value: (params: PathParams, species: string) => string;
}

/**
 * Every special function of SDSS path templates but `spectrodir`, whose value is a folder of the
 * release and which the compiler handles. All of them are pure and throw `bad-value`. Where a
 * number is needed a wildcard gives `*` for each folder.
 */
export const specialFunctions: Readonly<Record<string, SpecialFunction>> = {
  platedir: of(['plateid'], ({ plateid }) =>
    grouped('plateid', plateid, (id) => `${hundreds(id)}/${digits(id, 6)}`, '*/*'),
  ),
  plateid6: of(['plateid'], ({ plateid }) =>
    grouped('plateid', plateid, (id) => (id < 10_000 ? digits(id, 6) : id.toString())),
  ),
  plategrp: of(['plate'], ({ plate }) =>
    isTruthy(plate) ? grouped('plate', plate, hundreds) : 'XX',
  ),
  definitiondir: of(['designid'], ({ designid }) => grouped('designid', designid, hundreds)),
  healpixgrp: of(['healpix'], ({ healpix }) =>
    grouped('healpix', healpix, (id) => String(floorDivide(id, 1000))),
  ),
  cat_id_groups: of(['cat_id'], ({ cat_id }) => grouped('cat_id', cat_id, lastDigits, '*/*')),
  sdss_id_groups: of(['sdss_id'], ({ sdss_id }) => grouped('sdss_id', sdss_id, lastDigits, '*/*')),
  component_default: of(['component'], ({ component }) =>
    component === undefined || component === null
      ? ''
      : safeText('component', valueText(component)),
  ),
  apgprefix: of([], apogeePrefix, ['telescope', 'instrument']),
  apginst: of(['telescope'], apogeeInstrument),
  configgrp: of(['configid'], ({ configid }) =>
    isTruthy(configid) ? grouped('configid', configid, hundreds) : '0000XX',
  ),
  configsubmodule: of(['configid'], ({ configid }) =>
    isTruthy(configid) ? grouped('configid', configid, thousands) : '000XXX',
  ),
  tilegrp: of(['tileid'], ({ tileid }) => {
    if (!isTruthy(tileid)) return '0000XX';
    if (isWildcard(tileid)) return `${safeText('tileid', valueText(tileid))}XX`;
    return `${digits(floorDivide(toWhole('tileid', tileid), 1000), 4)}XX`;
  }),
  isplate: of(['run2d'], ({ run2d = null }) => (isPlateRun(run2d) ? 'p' : '')),
  pad_fieldid: of(['fieldid', 'run2d'], ({ fieldid = null, run2d = null }) => {
    if (!isTruthy(fieldid) && !isTruthy(run2d)) return '';
    const text = safeText('fieldid', valueText(fieldid));
    return isPlateRun(run2d) || !/^\d+$/.test(text) ? text : text.padStart(6, '0');
  }),
  fieldgrp: of(['fieldid', 'run2d'], ({ fieldid, run2d = null }) => {
    if (isLegacy(run2d) || !isTruthy(fieldid)) return '';
    const text = safeText('fieldid', valueText(fieldid));
    return /^\d+$/.test(text) ? thousands(toWhole('fieldid', text)) : text;
  }),
  sptypefolder: of(['run2d'], ({ run2d = null }, species) => spectrumTypeFolder(species, run2d)),
  spcoaddfolder: of(['run2d', 'coadd'], ({ run2d = null, coadd = null }, species) =>
    coaddFolder(species, run2d, safeText('coadd', valueText(coadd))),
  ),
  spcoaddgrp: of(['run2d', 'coadd'], ({ run2d = null, coadd = null }) =>
    isLegacy(run2d) ? '' : safeText('coadd', valueText(coadd)),
  ),
  spcoaddobs: of(['obs', 'run2d'], ({ obs, run2d = null }) => {
    if (!isTruthy(obs)) return '';
    if (typeof obs !== 'string') throw badValue('obs', obs, 'text is needed');
    const observatory = safeText('obs', obs).toLowerCase();
    if (observatory === '*') return '*';
    return isEarlySdss5(run2d) && observatory === 'apo' ? '' : `_${observatory}`;
  }),
  epochflag: of(['run2d'], ({ run2d = null }) => (isLegacy(run2d) ? '' : '-epoch')),
  mos_target_num: of([], targetNumber('-', 0, null), ['ftype', 'num']),
  mos_target_num2: of([], targetNumber('-', 2, null), ['ftype', 'num']),
  mos_target_num3: of([], targetNumber('-', 3, null), ['ftype', 'num']),
  mos_target_num_underscore: of(['num'], targetNumber('_', 0, 1), ['ftype']),
};

const prefixOfTelescope = { apo25m: 'ap', apo1m: 'ap', lco25m: 'as' };
const prefixOfInstrument = { 'apogee-n': 'ap', 'apogee-s': 'as' };
const instrumentOfTelescope = { apo25m: 'apogee-n', apo1m: 'apogee-n', lco25m: 'apogee-s' };

/**
 * `ap` for spectra of the northern APOGEE instrument, `as` for the southern. The telescope decides,
 * else the instrument; '' if neither is given.
 */
export function apogeePrefix({ telescope = null, instrument = null }: PathParams): string {
  if (telescope !== null) return chosen('telescope', telescope, prefixOfTelescope);
  if (instrument !== null) return chosen('instrument', instrument, prefixOfInstrument);
  return '';
}

/** The APOGEE instrument at the telescope, '' if none is given. */
export function apogeeInstrument({ telescope = null }: PathParams): string {
  return telescope === null ? '' : chosen('telescope', telescope, instrumentOfTelescope);
}

function of(
  keys: readonly string[],
  value: SpecialFunction['value'],
  optional: readonly string[] = [],
): SpecialFunction {
  return { keys, optional, value };
}

function chosen(key: string, value: ParamValue, table: Readonly<Record<string, string>>): string {
  if (isWildcard(value)) return '*';
  const choice =
    typeof value === 'string' && Object.hasOwn(table, value) ? table[value] : undefined;
  if (choice !== undefined) return choice;
  throw badValue(key, value, `one of ${Object.keys(table).join(', ')} is needed`);
}

function grouped(
  key: string,
  value: ParamValue | undefined,
  write: (whole: bigint | number) => string,
  wildcard = '*',
): string {
  return isWildcard(value) ? wildcard : write(toWhole(key, value ?? null));
}

/** MOS target tables: the number of a FITS part; Parquet tables are in one part. */
function targetNumber(
  separator: string,
  width: number,
  otherwise: number | null,
): SpecialFunction['value'] {
  return ({ ftype = 'fits', num = null }) => {
    if (isWildcard(ftype)) return '*';
    const type = typeof ftype === 'string' ? ftype.toLowerCase() : '';
    if (type === 'parquet') return '';
    if (type !== 'fits') throw badValue('ftype', ftype, 'fits or parquet is needed');
    const number = num ?? otherwise;
    if (number === null) {
      throw new Problem('missing-keys', 'a FITS table needs num, the number of its part', {
        where: { parameter: 'num' },
      });
    }
    if (isWildcard(number)) return `${separator}*`;
    const whole = toWhole('num', number);
    return whole > 0 ? separator + digits(whole, width) : '';
  };
}

function hundreds(id: bigint | number): string {
  return `${digits(floorDivide(id, 100), 4)}XX`;
}

function thousands(id: bigint | number): string {
  return `${digits(floorDivide(id, 1000), 3)}XXX`;
}

/** `AA/BB`: hundreds and units of an id, so that folders stay small. */
function lastDigits(id: bigint | number): string {
  return `${digits(modulo(floorDivide(id, 100), 100), 2)}/${digits(modulo(id, 100), 2)}`;
}

function digits(whole: bigint | number, width: number): string {
  return whole.toString().padStart(width, '0');
}

/** Rounds down, as Python does, also below zero. */
function floorDivide(whole: bigint | number, by: number): bigint | number {
  if (typeof whole === 'number') return Math.floor(whole / by);
  return (whole - BigInt(modulo(whole, by))) / BigInt(by);
}

/** From 0 to `by` - 1, also below zero. */
function modulo(whole: bigint | number, by: number): number {
  const rest = typeof whole === 'number' ? whole % by : Number(whole % BigInt(by));
  return rest < 0 ? rest + by : rest;
}
