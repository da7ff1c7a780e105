import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plotOf, viewOf } from './plotPage.ts';
import { missing, startApp, type RunningApp } from './startApp.ts';

if (missing !== undefined) console.warn(`SKIPPED: the keyboard in a browser, since ${missing}`);

/**
 * Name and outline of what has the focus. Two draw the ring elsewhere: a separator on the line
 * between the panes, the tree on its active row.
 */
const FOCUS = `(() => {
  const element = document.activeElement;
  const name = element.getAttribute('aria-label') ?? element.textContent;
  const role = element.getAttribute('role');
  if (element === document.body) return [name, 'page'];
  if (role === 'separator') return [name, getComputedStyle(element, '::after').backgroundColor];
  const ringed = role === 'tree' ? element.querySelector('[data-active]') : element;
  return [name, getComputedStyle(ringed ?? element).outlineStyle];
})()`;

describe.skipIf(missing !== undefined)('the app by keyboard alone', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(async () => {
    await app.stop();
  });

  const paneWithFocus = () =>
    app.page.evaluate<string | null>(
      "document.activeElement?.closest('[data-pane]')?.getAttribute('data-pane') ?? null",
    );

  it('walks over the panes with F6, and comes back to where it was', async () => {
    const { page } = app;
    const seen: (string | null)[] = [];
    for (let step = 0; step < 5; step += 1) {
      await page.keyboard.press('F6');
      seen.push(await paneWithFocus());
    }
    expect(new Set(seen)).toEqual(new Set(['topbar', 'rail', 'sidebar', 'main', 'inspector']));
  });

  it('shows where it is at every Tab stop', async () => {
    const { page } = app;
    await page.getByRole('button', { name: /^Sample/ }).focus();
    const stops: string[] = [];
    const hidden: string[] = [];
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press('Tab');
      const [name, ring] = await page.evaluate<[string, string]>(FOCUS);
      stops.push(name);
      if (ring === 'none') hidden.push(name);
    }
    expect(new Set(stops)).toContain('Zoom box');
    expect(new Set(stops)).toContain('Shade BADPIX');
    expect(new Set(stops)).toContain('Undo: Nothing to undo');
    expect(hidden).toEqual([]);
    await app.picture('keyboard-focus');
  });

  it('opens a spectrum from the tree and looks closer', async () => {
    const { page } = app;
    const tree = page.getByRole('tree');
    await tree.focus();
    await page.keyboard.press('Home');
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('treeitem', { selected: true }).waitFor();
    await page.keyboard.press('F6');
    await plotOf(page).focus();
    const whole = await viewOf(page);
    await page.keyboard.press('+');
    await expect.poll(async () => (await viewOf(page)).from).toBeGreaterThan(whole.from);
    await page.keyboard.press('Home');
  });

  it('goes to a view with G and a letter, and never from inside a field', async () => {
    const { page } = app;
    await plotOf(page).focus();
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.getByRole('main', { name: 'Storage' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('v');
    await page.getByLabel('Filter the library').focus();
    await page.keyboard.type('gt');
    expect(await page.getByRole('main', { name: 'Viewer' }).count()).toBe(1);
    await page.getByLabel('Filter the library').fill('');
  });

  it('hides and shows the panes', async () => {
    const { page } = app;
    await page.keyboard.press('Control+b');
    await page.getByRole('tree').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+b');
    await page.getByRole('tree').waitFor();
    await page.keyboard.press('Control+i');
    await page.getByRole('checkbox', { name: 'Shade BADPIX' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Control+i');
  });

  it('shows every shortcut under ?', async () => {
    const { page } = app;
    await plotOf(page).focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Whole spectrum').waitFor();
    await app.picture('keys');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('finds a task in the palette, fills it in and runs it to its result', async () => {
    const { page } = app;
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /Search/ }).waitFor();
    await page.keyboard.type('EstimateSnr mean');
    await page.keyboard.press('Enter');
    const field = page.getByLabel('input', { exact: true });
    await field.focus();
    await page.keyboard.type('apVisit');
    await page
      .getByRole('option', { name: /apVisit-/ })
      .first()
      .waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Run 1 task' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByTestId('result').waitFor();
    await app.picture('task-result-light');
    expect(app.errors).toEqual([]);
  });

  it('changes the theme by a command, and says which one is on', async () => {
    const { page } = app;
    await page.keyboard.press('Control+k');
    await page.keyboard.type('>dark');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    await page.getByRole('button', { name: /^Theme: dark/ }).waitFor();
  });
});
