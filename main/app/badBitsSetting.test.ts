import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createWorkspace, openWorkspace } from '../../core/workspace/workspace.ts';
import { badBitsText, maskSettings, setBadBits } from './badBitsSetting.ts';

describe('the bits that count as bad in a workspace', () => {
  const home = mkdtempSync(join(tmpdir(), 'astra-bits-'));
  afterAll(() => rmSync(home, { recursive: true }));
  const environment = { home, workingDirectory: home };

  it('are kept in its settings, for everything, beside what a user wrote there', () => {
    const root = join(home, 'ws');
    createWorkspace(root);
    const file = join(root, 'astra.json');
    const onDisk = () => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    const workspace = openWorkspace(root, environment);
    const edited = { ...onDisk(), mine: 1, defaults: { '*': { use_remote: 'true' } } };
    writeFileSync(file, JSON.stringify(edited));
    setBadBits(workspace, 'APOGEE_PIXMASK', [1, 0]);
    expect(badBitsText(workspace)).toBe('APOGEE_PIXMASK=0+1');
    expect(onDisk()).toMatchObject({
      mine: 1,
      defaults: { '*': { use_remote: 'true', bad_bits: 'APOGEE_PIXMASK=0+1' } },
    });
    setBadBits(workspace, 'SPPIXMASK', []);
    const again = openWorkspace(root, environment);
    expect(badBitsText(again)).toBe('APOGEE_PIXMASK=0+1,SPPIXMASK=none');
    const [apogee, spec] = maskSettings(again);
    const bad = apogee?.bits.filter((bit) => bit.bad).map(({ name }) => name);
    expect(bad).toEqual(['BADPIX', 'CRPIX']);
    expect(spec?.bits.some((bit) => bit.bad)).toBe(false);
    expect(spec?.bits.filter((bit) => bit.documented)).toHaveLength(4);
  });

  it('leave no trace where they are as documented', () => {
    const root = join(home, 'plain');
    createWorkspace(root);
    const workspace = openWorkspace(root, environment);
    setBadBits(workspace, 'APOGEE_PIXMASK', [0]);
    setBadBits(workspace, 'APOGEE_PIXMASK', [0, 1, 2, 3, 4, 5, 6, 7, 14]);
    expect(workspace.settings.defaults).toEqual({});
    expect(openWorkspace(root, environment).settings.defaults).toEqual({});
    expect(() => setBadBits(workspace, 'NONE_MASK', [1])).toThrow(/no mask "NONE_MASK"/);
  });

  it('are refused by their place where somebody wrote what they cannot be', () => {
    const settings = { defaults: { '*': { bad_bits: 'APOGEE_PIXMASK=BRIGHTSKY' } } };
    const workspace = { settings: { ...openSettings(), ...settings } };
    expect(() => maskSettings(workspace)).toThrow(/no bit "BRIGHTSKY"/);
  });

  function openSettings() {
    const root = join(home, 'odd');
    createWorkspace(root);
    return openWorkspace(root, environment).settings;
  }
});
