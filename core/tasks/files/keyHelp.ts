import { keyDescriptions } from '../../../resources/sdss/keyDescriptions.ts';

/** Spellings that people use and that mean the same key. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  fiber: ['fibre'],
  fiberid: ['fibreid'],
};

/** What a key of the SDSS data model means, for forms and help. */
export function keyHelp(key: string): string {
  return keyDescriptions[key] ?? `Key ${key} of the SDSS data model`;
}

export function keyAliases(key: string): readonly string[] {
  return aliases[key] ?? [];
}

/**
 * The parameter that stands for a key. Nearly always the key itself; a few templates have a key
 * `release` besides the data release, or one with characters that no parameter has.
 */
export function parameterName(key: string): string {
  return key === 'release' || key === 'use_remote' ? `key_${key}` : key.replace(/\W+/g, '_');
}
