import { describe, expect, it } from 'vitest';
import { canonicalParams } from './canonicalParams.ts';
import type { PathParams } from './paramValue.ts';

const visit = { telescope: 'apo25m', field: '000+14', plate: 8485, mjd: 59221 };

function params(release: string, species: string, given: PathParams) {
  return canonicalParams(release, species, given).params;
}

describe('canonical parameters', () => {
  it('are the same however a fibre is written', () => {
    const spellings = [7, '7', '07', '007', 7n, 7.0].map((fiber) =>
      params('dr17', 'apVisit', { ...visit, fiber }),
    );
    expect(new Set(spellings.map((item) => JSON.stringify(item))).size).toBe(1);
    expect(spellings[0]).toEqual({
      apred: 'dr17',
      telescope: 'apo25m',
      field: '000+14',
      plate: '8485',
      mjd: '59221',
      prefix: 'ap',
      fiber: '7',
    });
  });

  it('keep zeros that make another file', () => {
    expect(params('dr17', 'apVisit', { ...visit, fiber: '0007' }).fiber).toBe('0007');
    expect(params('dr17', 'apVisit', { ...visit, fiber: 0 }).fiber).toBe('0');
    expect(params('dr17', 'apVisit', { ...visit, fiber: '' }).fiber).toBe('0');
  });

  it('say which values follow from release and telescope', () => {
    const star = { telescope: 'lco25m', field: '120+12', obj: '2M00000002+7417074' };
    expect(canonicalParams('DR16', 'apStar', star)).toMatchObject({
      release: 'dr16',
      params: { apred: 'r12', apstar: 'stars', prefix: 'as' },
      filled: ['apred', 'apstar', 'prefix'],
    });
    expect(params('dr16', 'apStar', { ...star, apred: 'r13' })['apred']).toBe('r13');
  });

  it('say what was taken for another spelling', () => {
    const { params: taken, notes } = canonicalParams('dr17', 'apVisit', {
      ...visit,
      telescope: 'APO25',
      fibre: 7,
    });
    expect(taken).toMatchObject({ telescope: 'apo25m', fiber: '7' });
    expect(notes).toEqual([
      { key: 'fiber', from: 'fibre', to: 'fiber' },
      { key: 'telescope', from: 'APO25', to: 'apo25m' },
    ]);
  });

  it('drop what the template ignores', () => {
    const given = { ...visit, fiber: 7, instrument: 'apogee-n', colour: 'red' };
    expect(Object.keys(params('dr17', 'apVisit', given))).not.toContain('colour');
    expect(Object.keys(params('dr17', 'apVisit', given))).not.toContain('instrument');
    const target = { v_targ: '1.0.1', ftype: 'parquet', num: 3 };
    expect(params('dr20', 'mos_target_allwise', target)).toEqual({
      v_targ: '1.0.1',
      ftype: 'parquet',
    });
  });

  it('are fixed points', () => {
    const once = canonicalParams('dr20', 'specFull_coadd', {
      run2d: 'v6_1_3',
      coadd: 'allepoch',
      obs: null,
      mjd: 59221,
      catalogid: 63050394846126565n,
    });
    expect(once.params).toMatchObject({ obs: 'apo', catalogid: '63050394846126565' });
    expect(canonicalParams('dr20', 'specFull_coadd', once.params).params).toEqual(once.params);
  });

  it('still need what nothing implies', () => {
    expect(() => canonicalParams('dr17', 'apVisit', { fiber: 7 })).toThrow(
      'apVisit also needs field, mjd, plate, prefix, telescope',
    );
    expect(() => canonicalParams('dr12', 'spAll', {})).toThrow('spAll also needs run2d');
  });
});
