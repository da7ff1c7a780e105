import { Problem } from '../problem/problem.ts';
import type { SdssPath } from './expandPath.ts';
import { isPublic, type Release } from './release.ts';

/**
 * How to reach a file: the archive over HTTPS, its mirror, or rsync. Products come from svn,
 * which `https` and `svn` both mean for them.
 */
export type Transport = 'https' | 'mirror' | 'rsync' | 'svn';

/** Hosts of the SDSS archive, as `sdss_access` 3.0.10 has them. */
export const hosts = {
  public: 'data.sdss.org',
  proprietary: 'data.sdss5.org',
  mirror: 'data.mirror.sdss.org',
  rsync: 'dtn.sdss.org',
  svn: 'svn.sdss.org',
} as const;

/** The host that serves a release over HTTPS at a time: its own one until its day of release. */
export function archiveHost(release: Release, now: Date): string {
  return isPublic(release, now) ? hosts.public : hosts.proprietary;
}

/**
 * The URL of a path. `+` and `*` stay as they are; a character that no URL may hold is
 * percent-encoded. Throws `no-such-transport` for a product by rsync or mirror, or for an SAS file
 * by svn.
 */
export function pathUrl(path: SdssPath, transport: Transport, now: Date): string {
  const location = encoded(path.location);
  if (path.place === 'product') {
    if (transport === 'https' || transport === 'svn') {
      const visibility = isPublic(path.release, now) ? 'public/' : '';
      return `https://${hosts.svn}/${visibility}${tagged(location)}`;
    }
    throw noSuchTransport(path, transport, 'it is a product, and products come from svn');
  }
  switch (transport) {
    case 'https':
      return `https://${archiveHost(path.release, now)}/sas/${location}`;
    case 'mirror':
      return `https://${hosts.mirror}/sas/${location}`;
    case 'rsync':
      return isPublic(path.release, now)
        ? `rsync://${hosts.rsync}/${location}`
        : `rsync://sdss5@${hosts.rsync}/${location}`;
    case 'svn':
      throw noSuchTransport(path, transport, 'it is on the SAS');
  }
}

function noSuchTransport(path: SdssPath, transport: Transport, why: string): Problem {
  return new Problem('no-such-transport', `${path.full} has no ${transport} address: ${why}`);
}

const unsafe = /[^A-Za-z0-9\-._~/+*:=,;!&'()@$]/u;

function encoded(location: string): string {
  if (!unsafe.test(location)) return location;
  return location
    .split('/')
    .map((name) =>
      encodeURIComponent(name).replace(/%(2B|3A|3D|2C|3B|26|40|24)/g, decodeURIComponent),
    )
    .join('/');
}

/**
 * Repositories keep released versions below `tags/`. Where a template does not say so, the first
 * folder that looks like a version is taken for one, as `sdss_access` does.
 */
function tagged(location: string): string {
  if (/tags\/v?[0-9._]/.test(location)) return location;
  return `/${location}`.replace(/\/v?[0-9._]+\//, '/tags$&').slice(1);
}
