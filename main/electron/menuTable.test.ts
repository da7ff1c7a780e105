import { expect, it } from 'vitest';
import type { MenuItemConstructorOptions } from 'electron';
import { menuTemplate, type MenuCommand } from './menuTable.ts';

function itemsOf(platform: NodeJS.Platform): {
  items: MenuItemConstructorOptions[];
  chosen: MenuCommand[];
} {
  const chosen: MenuCommand[] = [];
  const menus = menuTemplate(platform, (command) => chosen.push(command));
  const items = menus.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
  return { items, chosen };
}

it('every entry of our own tells its own command', () => {
  const { items, chosen } = itemsOf('linux');
  const own = items.filter(({ id }) => id !== undefined);
  for (const { click } of own) Reflect.apply(click ?? (() => undefined), undefined, []);
  expect(chosen).toEqual(['open-workspace', 'open-sample', 'add-spectra', 'documentation']);
  expect(chosen).toEqual(own.map(({ id }) => id));
});

it('no two entries share an accelerator', () => {
  const keys = itemsOf('linux').items.flatMap(({ accelerator }) => accelerator ?? []);
  expect(new Set(keys).size).toBe(keys.length);
});

it('quits from the File menu, but on macOS only closes the window there', () => {
  expect(itemsOf('win32').items.some(({ role }) => role === 'quit')).toBe(true);
  const mac = itemsOf('darwin').items;
  expect(mac.some(({ role }) => role === 'quit')).toBe(false);
  expect(mac.some(({ role }) => role === 'close')).toBe(true);
  expect(menuTemplate('darwin', () => undefined)[0]).toEqual({ role: 'appMenu' });
});

it('offers neither reload nor developer tools', () => {
  for (const { role } of itemsOf('linux').items) {
    expect(['reload', 'forceReload', 'toggleDevTools']).not.toContain(role);
  }
});
