import { settingsFileName } from '../../core/workspace/layout.ts';

/** Where the set of bad bits of a workspace stands, for messages. */
export const badBitsPlace = { file: settingsFileName, parameter: 'defaults.*.bad_bits' };
