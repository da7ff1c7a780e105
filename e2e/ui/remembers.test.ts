import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { missing, startApp } from './startApp.ts';

if (missing !== undefined) console.warn(`SKIPPED: what the app remembers, since ${missing}`);

it.skipIf(missing !== undefined)(
  'remembers the theme and the width of a pane at the next start, under another origin',
  async () => {
    const home = mkdtempSync(join(tmpdir(), 'astra-ui-'));
    try {
      const first = await startApp({ home, colorScheme: 'light' });
      const origin = new URL(first.page.url()).origin;
      await first.page.keyboard.press('Control+k');
      await first.page.keyboard.type('>dark');
      await first.page.keyboard.press('Enter');
      await expect
        .poll(() => first.page.evaluate('document.documentElement.dataset.theme'))
        .toBe('dark');
      const handle = await first.page.getByRole('separator').first().boundingBox();
      if (handle === null) throw new Error('there is no handle to drag');
      await first.page.mouse.move(handle.x + handle.width / 2, handle.y + 200);
      await first.page.mouse.down();
      await first.page.mouse.move(handle.x + handle.width / 2 + 60, handle.y + 200, { steps: 4 });
      await first.page.mouse.up();
      const width = (await first.page.getByRole('tree').boundingBox())?.width;
      // Longer than a choice waits before it is sent.
      await first.page.waitForTimeout(800);
      await first.stop();

      const second = await startApp({ home, colorScheme: 'light' });
      try {
        expect(new URL(second.page.url()).origin).not.toBe(origin);
        expect(await second.page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
        const again = (await second.page.getByRole('tree').boundingBox())?.width ?? 0;
        expect(Math.abs(again - (width ?? 0))).toBeLessThanOrEqual(1);
        expect(width).toBeGreaterThan(290);
        expect(second.errors).toEqual([]);
      } finally {
        await second.stop();
      }
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  },
);
