/** True on macOS, where Ctrl is written ⌘. */
export const isMac: boolean = /Mac/i.test(navigator.userAgent);
