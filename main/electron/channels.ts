/** The two channels between page and main process; the preload script uses the same names. */
export const callChannel = 'astra:call';
export const eventChannel = 'astra:event';
