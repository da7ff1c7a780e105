import { fileURLToPath } from 'node:url';
import { runElectron } from '../../main/electron/runElectron.ts';
import { createTinyBackend } from '../harness/tinyBackend.ts';

/** The real Electron host and preload script around a tiny engine and a bare page. */
const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

await runElectron({
  createBackend({ chooseFolder }) {
    const backend = createTinyBackend();
    return Promise.resolve({
      ...backend,
      async dispatch(method, input) {
        if (method === 'workspace.choose') return { path: await chooseFolder() };
        if (method === 'calls') return backend.calls;
        if (method === 'tell') {
          backend.emit({ type: 'workspace', workspace: null });
          return null;
        }
        return backend.dispatch(method, input);
      },
    });
  },
  rendererDir: path('../harness/barePage/'),
  preload: path('../../out/preload/preload.cjs'),
  onBug: (error) => process.stderr.write(`bug, as expected: ${String(error)}\n`),
});
