import type { MaskSetting } from '../../core/api/settings.ts';
import { formatBadBits, parseBadBits, pixelMasks } from '../../core/spectrum/bitmask/badBits.ts';
import { readSettings, writeSettings } from '../../core/workspace/settings.ts';
import type { Workspace } from '../../core/workspace/workspace.ts';
import { badBitsPlace } from './badBitsPlace.ts';

/** The set of bad bits that a workspace has for everything, as it is written; empty: as documented. */
export function badBitsText({ settings }: Pick<Workspace, 'settings'>): string {
  return settings.defaults['*']?.['bad_bits'] ?? '';
}

/** The masks with what counts as bad in a workspace. Throws `bad-parameter` for a setting that is none. */
export function maskSettings(workspace: Pick<Workspace, 'settings'>): MaskSetting[] {
  const sets = parseBadBits(badBitsText(workspace), badBitsPlace);
  return pixelMasks.map(({ name, title, bits, badBits }) => {
    const bad = sets.get(name) ?? badBits;
    return {
      name,
      title,
      bits: bits.map((bit) => ({
        ...bit,
        bad: bad.includes(bit.bit),
        documented: badBits.includes(bit.bit),
      })),
    };
  });
}

/** Which bits of a mask count as bad from now on: kept in the workspace's settings. */
export function setBadBits(workspace: Workspace, mask: string, bits: readonly number[]): void {
  const words = bits.length === 0 ? 'none' : bits.join('+');
  const chosen = parseBadBits(`${mask}=${words}`);
  const before = parseBadBits(badBitsText(workspace), badBitsPlace);
  const kept = [...before].filter(([name]) => name !== mask);
  const text = formatBadBits(new Map([...kept, ...chosen]));
  // As it is on disk now: a user may have edited it beside the open app.
  const settings = readSettings(workspace.layout.settings);
  for (const { defaults } of [settings, workspace.settings]) {
    const others = Object.entries(defaults['*'] ?? {}).filter(([name]) => name !== 'bad_bits');
    const next = text === '' ? others : [...others, ['bad_bits', text] as const];
    if (next.length > 0) defaults['*'] = Object.fromEntries<string>(next);
    else delete defaults['*'];
  }
  writeSettings(workspace.layout.settings, settings);
}
