/**
 * What the page of the app may do, in both hosts: run its own scripts, show its own pictures, talk
 * to its own host. Everything else is denied.
 *
 * `style-src` needs 'unsafe-inline' because the component library writes its theme variables into
 * a style element; styles cannot fetch or run anything under the other directives.
 *
 * @param connect origins the page may talk to besides its own (`ws://name:port`)
 */
export function contentSecurityPolicy(connect: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
