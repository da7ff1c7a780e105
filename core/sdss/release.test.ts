import { describe, expect, it } from 'vitest';
import { isPublic, normaliseRelease, releaseOfTopFolder, releases } from './release.ts';

describe('releases', () => {
  it('are known in any spelling', () => {
    const spellings = ['DR17', 'dr-17', ' Dr17 ', 'IPL-3', 'ipl3', 'SDSSWORK'];
    expect(spellings.map((name) => normaliseRelease(name))).toEqual([
      'dr17',
      'dr17',
      'dr17',
      'ipl3',
      'ipl3',
      'sdsswork',
    ]);
    expect(releases).toHaveLength(19);
  });

  it.each([
    ['dr99', 'dr9'],
    ['work', 'sdsswork'],
    ['dr1', 'dr10'],
    ['DR71', 'dr17'],
    ['zzz', 'Known: dr7'],
    ['', 'Known: dr7'],
  ])('%j is refused, never taken for another, with advice', (name, advice) => {
    expect(() => normaliseRelease(name)).toThrow(
      expect.objectContaining({
        code: 'unknown-release',
        advice: expect.stringContaining(advice) as string,
      }),
    );
  });

  it('are public from their day on, internal ones never', () => {
    const at = (name: string, day: string) => isPublic(normaliseRelease(name), new Date(day));
    expect(at('dr20', '2026-07-29T23:59:59Z')).toBe(false);
    expect(at('dr20', '2026-07-30T00:00:00Z')).toBe(true);
    expect(at('ipl3', '2030-01-01T00:00:00Z')).toBe(false);
    expect(at('sdsswork', '2030-01-01T00:00:00Z')).toBe(false);
  });

  it('have one top folder each', () => {
    expect(releaseOfTopFolder('ipl-3')).toBe('ipl3');
    expect(releaseOfTopFolder('ipl3')).toBeUndefined();
  });
});
