import type { ArchivePath } from './archivePath.ts';
import type { ArchivePaths } from './archivePaths.ts';
import { filesOfCatalogue, type CatalogueRow } from './catalogueFiles.ts';
import { concurrently } from './concurrently.ts';
import type { DirectoryReader } from './directory.ts';
import { findFiles, type RemoteFile } from './findFiles.ts';
import type { LocalFile } from './localMirror.ts';
import type { PlanEvent } from './syncEvent.ts';
import { syncState, totalsOf, type Missing, type PlannedFile } from './syncPlan.ts';
import { defaultSpecies, expandSelection, type SyncSelection } from './syncSelection.ts';
import { keysOfRow } from './targetColumns.ts';

/** Rows of a release's catalogue that belong to a selection, if there is one at hand. */
export type CatalogueOf = (
  release: string,
) => Iterable<CatalogueRow> | AsyncIterable<CatalogueRow> | undefined;

export interface PlanTools {
  readonly paths: ArchivePaths;
  readonly reader: DirectoryReader;
  /** Directories listed, and local files looked at, at a time. */
  readonly connections: number;
  readonly findLocal: (path: ArchivePath) => Promise<LocalFile | undefined>;
  readonly catalogueOf?: CatalogueOf | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Threads of libuv's pool that answer `stat`; more wait in line. */
const STATS_AT_A_TIME = 8;

/**
 * Compares what the archive has of a selection with what is here. With a catalogue of the release
 * the file names come from its rows and nothing is listed (sizes are then unknown beforehand).
 * @throws problems of the selection, and ArchiveProblem if a directory cannot be listed.
 */
export async function* planSync(
  selection: SyncSelection,
  tools: PlanTools,
): AsyncGenerator<PlanEvent, void, undefined> {
  const found = new Map<ArchivePath, RemoteFile & { release: string; species: string }>();
  const missing: Missing[] = [];
  const listed = new Set<string>();
  for (const release of selection.releases) {
    const rows = tools.catalogueOf?.(release);
    if (rows === undefined) continue;
    listed.add(release);
    const species = selection.species.length > 0 ? selection.species : defaultSpecies;
    const wanted = selectRows(rows, selection);
    for await (const file of filesOfCatalogue(wanted, release, species, tools.paths)) {
      found.set(file.path, { release, ...file });
    }
  }
  const releases = selection.releases.filter((release) => !listed.has(release));
  const { requests, notes } =
    releases.length === 0 && listed.size > 0
      ? { requests: [], notes: [] }
      : expandSelection({ ...selection, releases }, tools.paths);
  for (const text of notes) yield { type: 'noted', text };
  for (const request of requests) {
    const { pattern, release, species } = request;
    const files = await findFiles(pattern, {
      read: (path, signal) => tools.reader.read(path, signal),
      connections: tools.connections,
      signal: tools.signal,
    });
    if (files.length === 0) missing.push(request);
    for (const file of files) found.set(file.path, { ...file, release, species });
    yield { type: 'listed', pattern, files: files.length };
  }
  const planned: PlannedFile[] = [];
  await concurrently(found.values(), STATS_AT_A_TIME, async (remote) => {
    tools.signal?.throwIfAborted();
    const { release, species, path, bytes, sums } = remote;
    const local = await tools.findLocal(path);
    planned.push({
      release,
      species,
      path,
      state: syncState(remote, local),
      ...(bytes === undefined ? {} : { bytes }),
      ...(sums === undefined ? {} : { sums }),
      ...(local === undefined ? {} : { local }),
    });
  });
  planned.sort((a, b) => (a.path < b.path ? -1 : 1));
  yield { type: 'planned', plan: { files: planned, missing, totals: totalsOf(planned) } };
}

async function* selectRows(
  rows: Iterable<CatalogueRow> | AsyncIterable<CatalogueRow>,
  { telescopes, fields, targets }: SyncSelection,
): AsyncGenerator<CatalogueRow> {
  const objects =
    targets && new Set(targets.map((target) => keysOfRow(target, ['obj']).params['obj']));
  for await (const row of rows) {
    if (telescopes.length > 0 && !telescopes.includes(row.TELESCOPE.trim())) continue;
    if (fields.length > 0 && !fields.includes(row.FIELD.trim())) continue;
    if (objects !== undefined && !objects.has(row.APOGEE_ID.trim())) continue;
    yield row;
  }
}
