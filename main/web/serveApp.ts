import type { AppBackend } from '../appBackend.ts';
import { openBrowser, type OpenedBrowser } from './openBrowser.ts';
import { serveWeb, type WebHost } from './serveWeb.ts';

export interface ServeAppOptions {
  readonly backend: AppBackend;
  readonly rendererDir: string;
  /** 0: any free one. */
  readonly port: number;
  /** False: only print the link (`--no-open`). */
  readonly open: boolean;
  /** Ends the server, from a signal or a test. */
  readonly signal: AbortSignal;
  /** One line for the person at the terminal. */
  readonly say: (line: string) => void;
  readonly onBug: (error: unknown) => void;
}

/**
 * `astra serve` whole: serves the app, opens a window for it or prints the link (and says which,
 * and why), and resolves when the window was closed or `signal` aborted. Closes its server, not
 * the backend. Rejects with a `Problem` if the port cannot be had.
 */
export async function serveApp(options: ServeAppOptions): Promise<void> {
  const { backend, rendererDir, port, open, signal, say, onBug } = options;
  const host = await serveWeb({ backend, rendererDir, port, onBug });
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  try {
    const window = open ? openBrowser(host.loginLink()) : null;
    say(describeWindow(window, host));
    if (window?.kind === 'opened') {
      await Promise.race([window.closed, aborted]);
      window.close();
      await window.closed;
    } else {
      await aborted;
    }
  } finally {
    await host.close();
  }
}

function describeWindow(window: OpenedBrowser | null, host: WebHost): string {
  const link = () =>
    `${host.loginLink()}\n(works once, within 10 minutes; from another machine first: ssh -L ${host.port}:127.0.0.1:${host.port} THIS-MACHINE; Ctrl-C ends)`;
  switch (window?.kind) {
    case 'opened':
      return `Astra runs in a window of ${window.browser}, served at ${host.url}; closing the window ends it`;
    case 'no-display':
      return `There is no display, so open this link in a browser: ${link()}`;
    case 'no-browser':
      return `No Chrome, Chromium or Edge was found, so open this link in any browser: ${link()}`;
    case undefined:
      return `Open this link in a browser: ${link()}`;
  }
}
