import { expect, it } from 'vitest';
import { isPermitted } from './permissionPolicy.ts';

const page = 'app://bundle/index.html';

it('grants the app to write the clipboard, as page and as bare origin', () => {
  expect(isPermitted('clipboard-sanitized-write', page)).toBe(true);
  expect(isPermitted('clipboard-sanitized-write', 'app://bundle')).toBe(true);
});

it.each(['clipboard-read', 'media', 'geolocation', 'notifications', 'openExternal', 'fullscreen'])(
  'denies %s',
  (permission) => {
    expect(isPermitted(permission, page)).toBe(false);
  },
);

it('grants nothing to other pages', () => {
  for (const url of ['https://sdss.org/', 'app://bundle.evil/', 'app://other/', '']) {
    expect(isPermitted('clipboard-sanitized-write', url), url).toBe(false);
  }
});
