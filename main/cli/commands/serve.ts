import { fileURLToPath } from 'node:url';
import { createAppBackend } from '../../app/createAppBackend.ts';
import { configurationFolder } from '../../app/configurationFolder.ts';
import { appVersion } from '../../app/appVersion.ts';
import { serveApp } from '../../web/serveApp.ts';
import { chooseWorkspace, environmentOf, type WorkspaceOptions } from '../session.ts';
import type { Terminal } from '../terminal.ts';

export interface ServeOptions extends WorkspaceOptions {
  readonly port: number;
  readonly open: boolean;
  /** Open the bundled sample instead of a workspace of one's own. */
  readonly sample?: boolean;
}

/** The built pages: beside the built program, or where the build puts them for the source. */
const rendererDir = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../../out/renderer' : '../renderer',
    import.meta.url,
  ),
);

/** `astra serve`: the app in a browser of this machine. Ends with its window, or by Ctrl C. */
export async function serveCommand(terminal: Terminal, options: ServeOptions): Promise<void> {
  const environment = environmentOf(terminal);
  const onBug = (error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.err(`astra: this is a bug in Astra Desktop: ${text}\n`);
  };
  const backend = createAppBackend({
    host: 'web',
    version: appVersion,
    environment,
    configurationFolder: configurationFolder(process.platform, terminal.environment, terminal.home),
    onBug,
    now: terminal.now,
  });
  const stop = new AbortController();
  const end = () => stop.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  try {
    if (options.sample === true) await backend.openSample();
    else await backend.openWorkspace(chooseWorkspace(terminal, options).layout.root);
    await serveApp({
      backend,
      rendererDir,
      port: options.port,
      open: options.open,
      signal: stop.signal,
      say: (line) => terminal.out(`${line}\n`),
      onBug,
    });
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, end);
    await backend.close();
  }
}
