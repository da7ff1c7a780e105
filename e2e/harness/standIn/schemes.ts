/** Schemes of `protocol.handle`. Chromium knows no new ones, so they travel as http names. */
type SchemeHandler = (request: Request) => Promise<Response> | Response;

const handlers = new Map<string, SchemeHandler>();

export const protocol = {
  /** Privileges come with http anyway. */
  registerSchemesAsPrivileged(): void {
    if (handlers.size > 0) throw new Error('schemes must be registered before the app is ready');
  },
  handle(scheme: string, handler: SchemeHandler): void {
    handlers.set(scheme, handler);
  },
};

export function handlerOf(url: string): SchemeHandler | undefined {
  return handlers.get(url.split(':', 1)[0] ?? '');
}

/** `app://bundle/x` → `http://bundle.app.localhost/x` */
export function toHttp(url: string): string {
  const [, scheme = '', host = '', rest = ''] = /^([a-z]+):\/\/([^/]*)(.*)$/.exec(url) ?? [];
  return handlers.has(scheme) ? `http://${host}.${scheme}.localhost${rest}` : url;
}

/** The inverse. */
export function toScheme(url: string): string {
  const [, host = '', scheme = '', rest = ''] =
    /^http:\/\/([^/]*)\.([a-z]+)\.localhost(\/.*)?$/.exec(url) ?? [];
  return handlers.has(scheme) ? `${scheme}://${host}${rest === '' ? '/' : rest}` : url;
}
