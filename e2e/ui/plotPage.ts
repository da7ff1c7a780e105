import type { Locator, Page } from 'playwright';

/** The plot of the viewer. */
export function plotOf(page: Page): Locator {
  return page.getByRole('img', { name: /^Flux of/ });
}

/** The wavelengths in view, from the handles of the overview. */
export async function viewOf(page: Page): Promise<{ from: number; to: number }> {
  const value = async (name: string) =>
    Number(await page.getByRole('slider', { name }).getAttribute('aria-valuenow'));
  return { from: await value('Start of the view'), to: await value('End of the view') };
}

/** A term of the read-out, as it is on screen. */
export async function readoutOf(page: Page, term: string): Promise<string> {
  const value = page.locator('.readout dt', { hasText: term }).locator('+ dd');
  return (await value.first().innerText()).replaceAll('−', '-');
}

/** Moves the pointer to a fraction of the plot's width. */
export async function pointAt(page: Page, fraction: number): Promise<void> {
  const box = await plotOf(page).boundingBox();
  if (box === null) throw new Error('the plot is not on screen');
  await page.mouse.move(box.x + 64 + (box.width - 78) * fraction, box.y + box.height / 3);
}
