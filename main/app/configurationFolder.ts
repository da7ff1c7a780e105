import { join } from 'node:path';

/** Where a program keeps what belongs to the user rather than to a workspace. */
export function configurationFolder(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Astra Desktop');
    case 'win32':
      return join(environment.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Astra Desktop');
    default:
      // https://specifications.freedesktop.org/basedir-spec/latest/
      return join(environment.XDG_CONFIG_HOME ?? join(home, '.config'), 'astra-desktop');
  }
}
