import { describe, expect, it } from 'vitest';
import { appWindow, browserCandidates, hasDisplay } from './browserCommand.ts';

describe('hasDisplay', () => {
  it.each([
    ['linux', {}, false],
    ['linux', { DISPLAY: '' }, false],
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['darwin', {}, true],
    ['darwin', { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }, false],
    ['win32', {}, true],
  ] as const)('on %s with %j is %s', (platform, env, expected) => {
    expect(hasDisplay(platform, env)).toBe(expected);
  });
});

describe('browserCandidates', () => {
  it('look below every program folder that Windows has', () => {
    const found = browserCandidates('win32', { ProgramFiles: 'C:\\P', LOCALAPPDATA: 'C:\\L' });
    expect(found).toContain('C:\\P\\Google\\Chrome\\Application\\chrome.exe');
    expect(found).toContain('C:\\L\\Microsoft\\Edge\\Application\\msedge.exe');
    expect(found).toHaveLength(6);
  });

  it('are full paths on macOS and names on Linux', () => {
    expect(browserCandidates('darwin', {}).every((path) => path.startsWith('/'))).toBe(true);
    expect(browserCandidates('linux', {}).some((path) => path.includes('/'))).toBe(false);
  });
});

describe('appWindow', () => {
  it('gives up the browser’s sandbox only for root, where it cannot work', () => {
    const user = appWindow('chromium', 'http://a.localhost/', { profile: '/p', root: false });
    expect(user.args).toContain('--app=http://a.localhost/');
    expect(user.args).not.toContain('--no-sandbox');
    const root = appWindow('chromium', 'http://a.localhost/', { profile: '/p', root: true });
    expect(root.args).toContain('--no-sandbox');
  });
});
