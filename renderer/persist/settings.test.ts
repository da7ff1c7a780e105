import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AstraClient } from '../../core/api/client.ts';
import { loadSettings, readSetting, sendSettings, writeSetting } from './settings.ts';

/** A host that keeps preferences, and what it was told. */
function fakeHost(answer: () => Promise<unknown>) {
  const told: unknown[] = [];
  const client = {
    call: (method: string, input: unknown) => {
      if (method === 'preferences.get') return answer();
      told.push(input);
      return Promise.resolve({});
    },
    subscribe: () => () => undefined,
  };
  // The fake answers the two methods that settings use.
  return { client: client as unknown as AstraClient, told };
}

const local = new Map<string, string>();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => local.get(key) ?? null,
    setItem: (key: string, text: string) => local.set(key, text),
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  local.clear();
});

describe('settings', () => {
  it('take what the host keeps over what the browser kept', async () => {
    local.set('astra.theme', '"light"');
    const { client } = fakeHost(() => Promise.resolve({ theme: 'dark' }));
    await loadSettings(client);
    expect(readSetting('theme')).toBe('dark');
  });

  it('take what the browser kept when the host is silent or refuses', async () => {
    local.set('astra.theme', '"light"');
    const silent = loadSettings(fakeHost(() => new Promise(() => undefined)).client, 100);
    await vi.advanceTimersByTimeAsync(100);
    await silent;
    expect(readSetting('theme')).toBe('light');
    await loadSettings(fakeHost(() => Promise.reject(new Error('no'))).client);
    expect(readSetting('theme')).toBe('light');
  });

  it('send the last of many changes, once', async () => {
    const { client, told } = fakeHost(() => Promise.resolve({}));
    await loadSettings(client);
    for (const size of [200, 210, 220]) writeSetting('panes', { 'viewer.sidebar': size });
    expect(readSetting('panes')).toEqual({ 'viewer.sidebar': 220 });
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    sendSettings();
    expect(told).toEqual([{ name: 'panes', value: { 'viewer.sidebar': 220 } }]);
    expect(local.get('astra.panes')).toBe('{"viewer.sidebar":220}');
  });
});
