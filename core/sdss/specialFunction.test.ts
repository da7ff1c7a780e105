import { describe, expect, it } from 'vitest';
import type { PathParams } from './paramValue.ts';
import { specialFunctions } from './specialFunction.ts';

/** name, parameters, value, and the species where it matters */
type Case = readonly [name: string, params: PathParams, value: string, species?: string];

const cases: readonly Case[] = [
  ['platedir', { plateid: 8485 }, '0084XX/008485'],
  ['platedir', { plateid: '1234567' }, '12345XX/1234567'],
  ['platedir', { plateid: '*' }, '*/*'],
  ['plateid6', { plateid: '266' }, '000266'],
  ['plateid6', { plateid: 10000 }, '10000'],
  ['plateid6', { plateid: 11002 }, '11002'],
  ['plategrp', { plate: '12345' }, '0123XX'],
  ['plategrp', { plate: 0 }, 'XX'],
  ['plategrp', { plate: '0' }, '0000XX'],
  ['definitiondir', { designid: 8405 }, '0084XX'],
  ['healpixgrp', { healpix: 334 }, '0'],
  ['healpixgrp', { healpix: '100234' }, '100'],
  ['cat_id_groups', { cat_id: 106 }, '01/06'],
  ['sdss_id_groups', { sdss_id: '54392544' }, '25/44'],
  ['sdss_id_groups', { sdss_id: 63050394846126565n }, '65/65'],
  ['sdss_id_groups', { sdss_id: -1 }, '99/99'],
  ['sdss_id_groups', { sdss_id: -101n }, '98/99'],
  ['component_default', { component: 'A' }, 'A'],
  ['component_default', { component: null }, ''],
  ['component_default', { component: 0 }, '0'],
  ['apgprefix', { telescope: 'apo1m' }, 'ap'],
  ['apgprefix', { telescope: 'lco25m', instrument: 'apogee-n' }, 'as'],
  ['apgprefix', { telescope: null, instrument: 'apogee-s' }, 'as'],
  ['apgprefix', {}, ''],
  ['apgprefix', { telescope: '*' }, '*'],
  ['apginst', { telescope: 'lco25m' }, 'apogee-s'],
  ['configgrp', { configid: '10012345' }, '100123XX'],
  ['configgrp', { configid: null }, '0000XX'],
  ['configsubmodule', { configid: 12345 }, '012XXX'],
  ['configsubmodule', { configid: '' }, '000XXX'],
  ['tilegrp', { tileid: '11111' }, '0011XX'],
  ['tilegrp', { tileid: 1055360 }, '1055XX'],
  ['tilegrp', { tileid: 0 }, '0000XX'],
  ['tilegrp', { tileid: '*' }, '*XX'],
  ['isplate', { run2d: 'v6_0_4' }, 'p'],
  ['isplate', { run2d: 'v6_0_5' }, ''],
  ['pad_fieldid', { fieldid: '15013', run2d: 'v6_1_3' }, '015013'],
  ['pad_fieldid', { fieldid: '15013', run2d: 'v6_0_4' }, '15013'],
  ['pad_fieldid', { fieldid: '16R000-V1', run2d: 'v6_1_3' }, '16R000-V1'],
  ['pad_fieldid', { fieldid: 0, run2d: 'v6_1_3' }, '000000'],
  ['pad_fieldid', { fieldid: null, run2d: 'v6_1_3' }, 'None'],
  ['fieldgrp', { fieldid: '15013', run2d: 'v6_2_1' }, '015XXX'],
  ['fieldgrp', { fieldid: 'RM-21v2', run2d: 'master' }, 'RM-21v2'],
  ['fieldgrp', { fieldid: '15013', run2d: 'v6_1_3' }, ''],
  ['fieldgrp', { fieldid: '*', run2d: 'v6_2_1' }, '*'],
  ['sptypefolder', { run2d: 'v6_1_3' }, 'epoch/spectra', 'specLite_epoch'],
  ['sptypefolder', { run2d: 'v6_1_3' }, 'epoch', 'spAll_epoch'],
  ['sptypefolder', { run2d: 'v6_1_3' }, '', 'specLite'],
  ['sptypefolder', { run2d: 'v6_2_1' }, 'summary/epoch', 'spAll-lite_epoch'],
  ['sptypefolder', { run2d: 'v6_2_1' }, 'spectra/epoch', 'specFull_epoch'],
  ['sptypefolder', { run2d: 'master' }, 'summary/daily', 'spAllLine'],
  ['sptypefolder', { run2d: 'v6_2_1' }, 'daily', 'spAllField'],
  ['sptypefolder', { run2d: 'v6_2_1' }, 'fields', 'spArc_epoch'],
  ['sptypefolder', { run2d: 26 }, '', 'spAll'],
  ['sptypefolder', { run2d: null }, '', 'spAll'],
  ['spcoaddfolder', { run2d: 'v6_2_1', coadd: 'allepoch' }, 'summary', 'spAll_coadd'],
  ['spcoaddfolder', { run2d: 'v6_2_1', coadd: 'allepoch' }, 'allepoch', 'specLite_coadd'],
  ['spcoaddfolder', { run2d: 'v6_2_1', coadd: 'allepoch' }, 'fields', 'spCOADDS'],
  ['spcoaddfolder', { run2d: 'v5_13_2', coadd: 'allepoch' }, '', 'spAll_coadd'],
  ['spcoaddgrp', { run2d: 'v6_2_1', coadd: 'allepoch' }, 'allepoch'],
  ['spcoaddgrp', { run2d: '103', coadd: 'allepoch' }, ''],
  ['spcoaddobs', { obs: 'APO', run2d: 'v6_1_3' }, ''],
  ['spcoaddobs', { obs: 'LCO', run2d: 'v6_1_3' }, '_lco'],
  ['spcoaddobs', { obs: 'apo', run2d: 'v5_13_2' }, '_apo'],
  ['spcoaddobs', { obs: '*', run2d: 'v6_1_3' }, '*'],
  ['spcoaddobs', { obs: null, run2d: 'v6_2_1' }, ''],
  ['epochflag', { run2d: 'v6_2_1' }, '-epoch'],
  ['epochflag', { run2d: 'v6_1_3' }, ''],
  ['mos_target_num', { ftype: 'fits', num: 7 }, '-7'],
  ['mos_target_num2', { ftype: 'FITS', num: '7' }, '-07'],
  ['mos_target_num3', { num: '0012' }, '-012'],
  ['mos_target_num3', { num: '*' }, '-*'],
  ['mos_target_num', { num: 0 }, ''],
  ['mos_target_num', { num: -3 }, ''],
  ['mos_target_num2', { ftype: 'parquet' }, ''],
  ['mos_target_num_underscore', { num: null }, '_1'],
  ['mos_target_num_underscore', { num: 12 }, '_12'],
];

describe('special functions', () => {
  const named = cases.map(([name, params, value, species = 'x']) => ({
    name,
    params,
    value,
    species,
  }));

  it.each(named)('$name of $params is "$value" ($species)', ({ name, params, value, species }) => {
    expect(specialFunctions[name]?.value(params, species)).toBe(value);
  });

  it.each<[string, PathParams, string]>([
    ['platedir', { plateid: '' }, 'bad-value'],
    ['healpixgrp', { healpix: '1.5' }, 'bad-value'],
    ['apgprefix', { telescope: 'apo25' }, 'bad-value'],
    ['apgprefix', { telescope: 'toString' }, 'bad-value'],
    ['configgrp', { configid: 'x' }, 'bad-value'],
    ['mos_target_num', { ftype: 'csv' }, 'bad-value'],
    ['mos_target_num', { ftype: null }, 'bad-value'],
    ['mos_target_num', { ftype: 'fits' }, 'missing-keys'],
    ['pad_fieldid', { fieldid: '../x', run2d: 'v6_0_4' }, 'bad-value'],
    ['component_default', { component: '/x' }, 'bad-value'],
    ['spcoaddgrp', { coadd: '..', run2d: 'v6_2_1' }, 'bad-value'],
    ['spcoaddobs', { obs: 7, run2d: 'v6_2_1' }, 'bad-value'],
    ['spcoaddobs', { obs: 'a/b', run2d: 'v6_2_1' }, 'bad-value'],
    ['tilegrp', { tileid: '*/..' }, 'bad-value'],
    ['epochflag', { run2d: null }, 'bad-value'],
    ['fieldgrp', { fieldid: 15143, run2d: 6.2 }, 'bad-value'],
    ['spcoaddgrp', { coadd: 'daily', run2d: true }, 'bad-value'],
  ])('%s of %o is refused: %s', (name, params, code) => {
    expect(() => specialFunctions[name]?.value(params, 'x')).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('are 26 with spectrodir', () => {
    expect(Object.keys(specialFunctions)).toHaveLength(25);
  });
});
