import { appOrigin } from './appOrigin.ts';

/** "Copy as command" writes the clipboard; the app needs nothing else of the machine. */
const granted: readonly string[] = ['clipboard-sanitized-write'];

/** Whether a page gets a permission of the browser; everything that is not named is denied. */
export function isPermitted(permission: string, url: string): boolean {
  return granted.includes(permission) && (url === appOrigin || url.startsWith(`${appOrigin}/`));
}
