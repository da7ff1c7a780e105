import { app, session, shell } from 'electron';
import { judgeNavigation } from './navigationPolicy.ts';
import { isPermitted } from './permissionPolicy.ts';

/** Puts the policies in force for every window there will ever be. Call before the first one. */
export function installGuards(): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-navigate', (event, url) => {
      if (judgeNavigation(url) === 'stay') return;
      event.preventDefault();
      openOutside(url);
    });
    contents.on('will-redirect', (event, url) => {
      if (judgeNavigation(url) !== 'stay') event.preventDefault();
    });
    contents.setWindowOpenHandler(({ url }) => {
      openOutside(url);
      return { action: 'deny' };
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

/** Permissions belong to the session, which exists once the app is ready. */
export function installPermissionGuards(): void {
  session.defaultSession.setPermissionRequestHandler((contents, permission, grant) => {
    grant(isPermitted(permission, contents.getURL()));
  });
  session.defaultSession.setPermissionCheckHandler((_contents, permission, origin) =>
    isPermitted(permission, origin),
  );
}

function openOutside(url: string): void {
  // A browser that does not start is the user's to notice; the app goes on.
  if (judgeNavigation(url) === 'browser') void shell.openExternal(url).catch(() => undefined);
}
