import { describe, expect, it } from 'vitest';
import { companion, greedy, member, shell, timed } from './testFamilies.testing.ts';
import { UnitKeys } from './unitKeys.ts';

describe('tasks that may share a unit', () => {
  const of = (group: string, name = 'ok') => ({ member: name, group, trace: '/nowhere' });

  it('are those of all families with the first set-up of each', () => {
    const units = new UnitKeys();
    const key = units.of(member.with(of('a')));
    expect(units.of(companion.with(of('b')))).toBe(key);
    expect(units.of(member.with(of('a', 'other')))).toBe(key);
  });

  it('are only those of one family for every other set-up', () => {
    const units = new UnitKeys();
    const keys = ['a', 'b', 'c', 'b'].flatMap((group) => [
      units.of(member.with(of(group))),
      units.of(companion.with(of(group))),
    ]);
    expect(new Set(keys).size).toBe(5);
    expect(keys[2]).toBe(keys[6]);
  });

  it('are of the same largest unit, and have no time limit', () => {
    const units = new UnitKeys();
    const keys = [
      units.of(member.with(of('a'))),
      units.of(greedy.with(of('a'))),
      units.of(timed.with(of('a'))),
      units.of(shell.with({ script: '' })),
    ];
    expect(new Set(keys).size).toBe(4);
  });
});
