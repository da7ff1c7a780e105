import { existsSync } from 'node:fs';

const places = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The Chromium that tests drive; `CHROMIUM` names another one. Undefined if there is none. */
export const chromiumProgram: string | undefined = places.find(
  (path) => path !== undefined && existsSync(path),
);

/** Headless, silent on the network, and without the sandbox only where root makes it impossible. */
export const chromiumSwitches: readonly string[] = [
  '--headless',
  '--no-first-run',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];
