/** A Chromium-like browser, and how to show one page in a window of its own, without tabs and bars. */
export interface BrowserCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/** Where Chromium-like browsers lie; names without a folder are looked up on PATH. */
export function browserCandidates(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  switch (platform) {
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'].map(
        (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
      );
    case 'win32':
      return [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA]
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => [
          `${folder}\\Google\\Chrome\\Application\\chrome.exe`,
          `${folder}\\Chromium\\Application\\chrome.exe`,
          `${folder}\\Microsoft\\Edge\\Application\\msedge.exe`,
        ]);
    default:
      return [
        'chromium',
        'chromium-browser',
        'google-chrome',
        'google-chrome-stable',
        'microsoft-edge',
        'brave-browser',
      ];
  }
}

/** Whether a window can be shown at all. */
export function hasDisplay(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (platform === 'darwin' || platform === 'win32') return env.SSH_CONNECTION === undefined;
  return (env.DISPLAY ?? '') !== '' || (env.WAYLAND_DISPLAY ?? '') !== '';
}

/**
 * The command that shows `url` as an app window, with a profile of its own so that closing the
 * window ends the process and the user's own windows are left alone.
 *
 * @param options.root Chromium refuses to run as root inside its own sandbox
 */
export function appWindow(
  command: string,
  url: string,
  options: { readonly profile: string; readonly root: boolean },
): BrowserCommand {
  return {
    command,
    args: [
      `--app=${url}`,
      `--user-data-dir=${options.profile}`,
      '--window-size=1440,900',
      '--no-first-run',
      '--no-default-browser-check',
      ...(options.root ? ['--no-sandbox'] : []),
    ],
  };
}
