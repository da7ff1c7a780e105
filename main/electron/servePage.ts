import { protocol } from 'electron';
import { readAsset } from '../page/readAsset.ts';
import { securityHeaders } from '../page/securityHeaders.ts';
import { appOrigin, appScheme } from './appOrigin.ts';

/** Must run before the app is ready: gives our scheme the rights and duties of https. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Answers `app://bundle/…` with the files of the built page, and nothing else. */
export function servePage(rendererDir: string): void {
  protocol.handle(appScheme, async (request) => {
    const { pathname } = new URL(request.url);
    const own = request.url.startsWith(`${appOrigin}/`) && request.method === 'GET';
    const asset = own ? await readAsset(rendererDir, pathname) : null;
    if (asset === null) return new Response('', { status: 404, headers: securityHeaders() });
    return new Response(asset.bytes, {
      headers: { ...securityHeaders(), 'Content-Type': asset.type },
    });
  });
}
