import { appOrigin } from './appOrigin.ts';

/** What becomes of a link or a script that wants to leave the page or open a window. */
export type NavigationVerdict = 'stay' | 'browser' | 'block';

/** Sites the app's own texts link to; they open in the user's browser. Names or their subdomains. */
const linkedSites = ['sdss.org', 'doi.org', 'ui.adsabs.harvard.edu'];

/**
 * Within the app's own origin the window may navigate; links to the sites that the app names open
 * in the browser; all else is blocked. No URL ever opens a second window of the app.
 */
export function judgeNavigation(url: string): NavigationVerdict {
  if (!URL.canParse(url)) return 'block';
  const { protocol, host, username, password } = new URL(url);
  if (`${protocol}//${host}` === appOrigin) return 'stay';
  const plain = username === '' && password === '';
  const linked = linkedSites.some((site) => host === site || host.endsWith(`.${site}`));
  return protocol === 'https:' && plain && linked ? 'browser' : 'block';
}
