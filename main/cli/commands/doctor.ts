import { existsSync, renameSync, rmSync } from 'node:fs';
import { takeLock } from '../../../core/engine/lock.ts';
import { clearLeftovers, foldJournals } from '../../../core/engine/recover.ts';
import { openStore } from '../../../core/store/openStore.ts';
import { chooseWorkspace, type WorkspaceOptions } from '../session.ts';
import { printJson, type Terminal } from '../terminal.ts';

export interface DoctorOptions extends WorkspaceOptions {
  readonly rebuild?: boolean;
  readonly json?: boolean;
}

/** `astra doctor [--rebuild]`: checks and mends a workspace; rebuilds its store from the journals. */
export async function doctorCommand(terminal: Terminal, options: DoctorOptions): Promise<void> {
  const workspace = chooseWorkspace(terminal, options);
  const { layout } = workspace;
  const lock = takeLock(layout.state, 'astra doctor', terminal.now());
  try {
    const aside = options.rebuild === true ? setStoreAside(layout.store) : undefined;
    const store = await openStore(layout.store, { mode: 'read-write', thorough: true });
    try {
      const leftovers = clearLeftovers(layout.outputs);
      const folded = await foldJournals(layout.journal, store);
      const records = [...(await store.countByFamily()).values()].reduce((a, b) => a + b, 0);
      const report = { workspace: layout.root, records, ...leftovers, ...folded };
      if (options.json === true) printJson(terminal, { ...report, old_store: aside ?? null });
      else {
        terminal.out(
          `${layout.root}: the store is sound, ${records} records; ${folded.adopted} taken from journals, ` +
            `${leftovers.removed} unfinished removed, ${leftovers.restored} outputs put back, ` +
            `${folded.damaged} journal lines unreadable\n`,
        );
        if (aside !== undefined) terminal.out(`the old store is kept as ${aside}\n`);
      }
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}

/** The old store is kept until the next rebuild. */
function setStoreAside(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const aside = `${path}.before-rebuild`;
  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(aside + suffix, { force: true });
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  return aside;
}
