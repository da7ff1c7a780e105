import { describe, expect, it } from 'vitest';
import { decodeFlagWord, withFlagNames } from './flagWords.ts';

const names = (word: string, value: number | bigint): string[] =>
  (decodeFlagWord(word, value) ?? []).map(({ name }) => name);

describe('words of flags', () => {
  it.each([
    // STARFLAGs of real files, decoded by hand with the survey's table.
    ['starflag', 4, ['BRIGHT_NEIGHBOR']],
    ['starflag', 1028, ['BRIGHT_NEIGHBOR', 'PERSIST_MED']],
    ['starflag', 196608, ['SUSPECT_RV_COMBINATION', 'SUSPECT_BROAD_LINES']],
    ['andflag', 512, ['PERSIST_HIGH']],
    ['zwarning', 4, ['SMALL_DELTA_CHI2']],
    ['aspcapflag', -2147483648, ['NO_ASPCAP_RESULT']],
    ['aspcapflag', 2 ** 41 + 2 ** 23, ['STAR_BAD', 'MULTIPLE_SUSPECT']],
    ['aspcapflag', 1n << 36n, ['FERRE_FAIL']],
    ['starflag', 1 << 30, ['BIT_30']],
  ])('%s %s is %j', (word, value, expected) => {
    expect(names(word, value)).toEqual(expected);
  });

  it('are nothing for other metadata, and for what is no whole number', () => {
    expect(decodeFlagWord('snr', 4)).toBeUndefined();
    expect(decodeFlagWord('starflag', 'LOW_SNR')).toBeUndefined();
    expect(decodeFlagWord('starflag', null)).toBeUndefined();
  });

  it('stand beside their names, in the order of the metadata', () => {
    const meta = withFlagNames({ object: 'A', starflag: 1028, snr: 1, zwarning: 0 });
    expect(Object.entries(meta)).toEqual([
      ['object', 'A'],
      ['starflag', 1028],
      ['starflag_names', 'BRIGHT_NEIGHBOR PERSIST_MED'],
      ['snr', 1],
      ['zwarning', 0],
      ['zwarning_names', 'none'],
    ]);
  });
});
