import { describe, expect, it } from 'vitest';
import type { Action } from './action.ts';
import { findItems } from './paletteItems.ts';

const action = (label: string, more: Partial<Action> = {}): Action => ({
  id: label,
  label,
  group: 'Everywhere',
  scope: 'app',
  keys: [],
  run: () => undefined,
  ...more,
});
const sources = {
  actions: [
    action('Go to Tasks'),
    action('Undo', { disabled: () => 'Nothing to undo' }),
    action('Pan', { keyOnly: true }),
  ],
  entries: [
    {
      path: 'sas/v.fits',
      name: 'v.fits',
      origin: 'mirror' as const,
      size: 1,
      product: 'apVisit',
      object: '2M0118',
    },
  ],
  families: [],
};

describe('palette', () => {
  it('finds commands and spectra by any word of them', () => {
    expect(findItems('tasks', sources).map(({ label }) => label)).toEqual(['Go to Tasks']);
    expect(findItems('apvisit 2m01', sources).map(({ id }) => id)).toEqual(['sas/v.fits']);
  });

  it('keeps to commands after > and to spectra after @', () => {
    expect(findItems('>', sources).map(({ section }) => section)).toEqual(['Commands', 'Commands']);
    expect(findItems('@', sources).map(({ section }) => section)).toEqual(['Spectra']);
  });

  it('says why a command cannot run, and leaves out what makes sense only as a key', () => {
    expect(findItems('undo', sources)[0]?.disabled).toBe('Nothing to undo');
    expect(findItems('pan', sources)).toEqual([]);
  });
});
