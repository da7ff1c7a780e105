import type { AstraClient } from '../../core/api/client.ts';
import type { MethodInput } from '../../core/api/contract.ts';
import { readLocal, writeLocal } from './localSettings.ts';

export type SettingValue = MethodInput<'preferences.set'>['value'];

/** The first picture waits this long (ms) for the host's settings, then takes the browser's. */
const PATIENCE = 800;
/** Dragging a pane sets its size many times a second; the last one is sent (ms). */
const PAUSE = 400;

let host: AstraClient | undefined;
let kept: Readonly<Record<string, unknown>> = {};
const pending = new Map<string, SettingValue>();
let timer = 0;

/**
 * Asks the host what the user chose (theme, pane sizes): it remembers across starts, while the web
 * host's page has another origin, and so an empty `localStorage`, each time. Never rejects; a host
 * that is slow or refuses leaves what the browser kept.
 */
export async function loadSettings(client: AstraClient, patience = PATIENCE): Promise<void> {
  host = client;
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, patience, undefined));
  const asked = client.call('preferences.get', {}).catch(() => undefined);
  kept = (await Promise.race([asked, late])) ?? {};
}

/** The value of the host, else of the browser; undefined if nobody ever chose. */
export function readSetting(name: string): unknown {
  return kept[name] ?? readLocal(name);
}

/** Keeps a choice in the browser at once and with the host when the changes pause. */
export function writeSetting(name: string, value: SettingValue): void {
  kept = { ...kept, [name]: value };
  writeLocal(name, value);
  pending.set(name, value);
  clearTimeout(timer);
  timer = window.setTimeout(sendSettings, PAUSE);
}

/** Sends what is waiting; also called when the page goes away. */
export function sendSettings(): void {
  clearTimeout(timer);
  for (const [name, value] of pending) {
    // A host that cannot keep it costs a convenience, not a word on the screen.
    host?.call('preferences.set', { name, value }).catch(() => undefined);
  }
  pending.clear();
}
