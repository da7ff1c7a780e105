import { Problem } from '../../../problem/problem.ts';

/** Web proxies as the environment names them; plain data, since worker threads get it too. */
export interface ProxySettings {
  /** For `https` addresses. */
  readonly https?: string;
  /** For `http` addresses. */
  readonly http?: string;
  /** Hosts that are asked directly: names with all below them, `*` for all, `:port` if need be. */
  readonly except?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, the lower-case names first, as curl has them. */
export function proxiesOf(environment: Environment): ProxySettings {
  const read = (name: string) => {
    const value = environment[name] ?? environment[name.toUpperCase()];
    return value === undefined || value.trim() === '' ? undefined : value.trim();
  };
  const all = read('all_proxy');
  const [https, http] = [read('https_proxy') ?? all, read('http_proxy') ?? all];
  const except = read('no_proxy');
  return {
    ...(https === undefined ? {} : { https }),
    ...(http === undefined ? {} : { http }),
    ...(except === undefined ? {} : { except }),
  };
}

/**
 * The proxy through which a URL is asked for; undefined for none. This computer itself is always
 * asked directly.
 * @throws Problem `proxy-unusable` for one that is not an `http` or `https` address. The message
 * does not show it, since it may hold a password.
 */
export function proxyFor(url: URL, settings: ProxySettings): URL | undefined {
  const text = url.protocol === 'https:' ? settings.https : settings.http;
  if (text === undefined || isLoopback(url.hostname) || isExcepted(url, settings.except)) {
    return undefined;
  }
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const proxy = URL.canParse(address) ? new URL(address) : undefined;
  if (proxy !== undefined && ['http:', 'https:'].includes(proxy.protocol)) return proxy;
  const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  throw new Problem('proxy-unusable', `the proxy that ${name} names cannot be used`, {
    advice: `Set ${name} to an address such as http://proxy.example.org:3128, or unset it`,
  });
}

/** `Proxy-Authorization` for a proxy with a user name in its address. For that proxy only. */
export function proxyAuthorization(proxy: URL): string | undefined {
  if (proxy.username === '' && proxy.password === '') return undefined;
  const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return `Basic ${Buffer.from(login, 'utf8').toString('base64')}`;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function isExcepted(url: URL, except = ''): boolean {
  const host = url.hostname.toLowerCase();
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return except
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', only] = /^(?:\*?\.)?(.*?)(?::(\d+))?$/.exec(entry) ?? [];
      if (name === '' || (only !== undefined && only !== port)) return false;
      return host === name || host.endsWith(`.${name}`);
    });
}
