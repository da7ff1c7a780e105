import { expect, it } from 'vitest';
import { createSessions } from './sessions.ts';

it('a session is known by its cookie, wherever in the header it stands', () => {
  const sessions = createSessions(() => 'abc');
  const cookie = sessions.open().split(';')[0] ?? '';
  expect(sessions.includes(cookie)).toBe(true);
  expect(sessions.includes(`theme=dark; ${cookie}; x=1`)).toBe(true);
  expect(sessions.includes(`astra_session=old; ${cookie}`)).toBe(true);
});

it('nothing else passes for a session', () => {
  const sessions = createSessions(() => 'abc');
  sessions.open();
  for (const header of [undefined, '', 'abc', 'astra_session=', 'astra_session=abd', 'x=abc']) {
    expect(sessions.includes(header), String(header)).toBe(false);
  }
});

it('scripts and other sites never see the cookie', () => {
  const cookie = createSessions(() => 'abc').open();
  expect(cookie).toContain('HttpOnly');
  expect(cookie).toContain('SameSite=Strict');
});
