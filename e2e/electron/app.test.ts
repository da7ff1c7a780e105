import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumProgram } from '../harness/chromiumProgram.ts';
import {
  besideTest,
  launchElectronStandIn,
  type StandInApp,
} from '../harness/launchElectronStandIn.ts';

if (chromiumProgram === undefined) {
  console.warn('SKIPPED: the built desktop app under its stand-in, since there is no Chromium');
}

describe.skipIf(chromiumProgram === undefined)('the built desktop app', () => {
  let home: string;
  const errors: string[] = [];
  let app: StandInApp;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'astra-home-'));
    app = await launchElectronStandIn({
      main: besideTest(import.meta.url, '../../out/main/electron.js'),
      env: { HOME: home, XDG_CONFIG_HOME: join(home, '.config'), SAS_BASE_DIR: '' },
    });
    app.page.on('pageerror', (error) => errors.push(error.message));
    app.page.on('console', (line) => {
      if (line.type() === 'error') errors.push(line.text());
    });
    await app.page.reload();
  });
  afterAll(async () => {
    await app.close();
    rmSync(home, { recursive: true, force: true });
  });

  const call = (method: string, input: string): Promise<unknown> =>
    app.page.evaluate(`window.astra.call('${method}', ${input}).then((reply) => {
      if (!reply.ok) throw new Error(JSON.stringify(reply.problem));
      return reply.value;
    })`);

  it('opens the sample workspace at its very first start', async () => {
    expect(await call('app.info', '{}')).toMatchObject({
      host: 'electron',
      workspace: { path: join(home, 'Astra', 'sample'), sample: true },
    });
    await app.page.getByText('SYN1841+0137').first().waitFor();
  });

  it('reads a bundled spectrum through main process, bridge and contract', async () => {
    const listed = `window.astra.call('library.list', { offset: 0, limit: 100, filter: '' })`;
    const shape = await app.page.evaluate(`${listed}
      .then(({ value }) => value.entries.find(({ product }) => product === 'apVisit').path)
      .then((path) => window.astra.call('spectrum.load', { path, row: 0 }))
      .then(({ value: { wavelength, flux, ivar, masks } }) => ({
        type: wavelength.constructor.name,
        lengths: [wavelength.length, flux.length, ivar.length, masks[0].values.length],
        ascends: wavelength.every((value, i) => i === 0 || value > wavelength[i - 1]),
      }))`);
    // Three chips of 4096 pixels.
    expect(shape).toEqual({
      type: 'Float64Array',
      lengths: [12288, 12288, 12288, 12288],
      ascends: true,
    });
  });

  it('says what is wrong with a call in the words of the contract', async () => {
    await expect(call('spectrum.load', '{}')).rejects.toThrow(/bad-input.*spectrum\.load/);
  });

  it('runs under its own content security policy without a complaint', () => {
    expect(errors).toEqual([]);
  });

  it('lets go of the workspace and ends when it is quit', async () => {
    expect(await app.quit()).toBe(0);
  });
});
