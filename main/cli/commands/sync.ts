import { readFileSync } from 'node:fs';
import { describeProblem, Problem, type ProblemData } from '../../../core/problem/problem.ts';
import { createArchive, type Archive } from '../../../core/sdss/archive/archive.ts';
import type { SyncEvent, SyncSummary } from '../../../core/sdss/archive/syncEvent.ts';
import { toFetch, type SyncPlan } from '../../../core/sdss/archive/syncPlan.ts';
import type { SyncSelection } from '../../../core/sdss/archive/syncSelection.ts';
import { parseTargetList } from '../../../core/sdss/archive/targetList.ts';
import { catalogueRows } from '../../archive/catalogueRows.ts';
import { archivePlace } from '../../archive/archiveSettings.ts';
import { exitCode } from '../exitCode.ts';
import { describeSeconds, grouped } from '../progressLine.ts';
import { chooseWorkspace, type WorkspaceOptions } from '../session.ts';
import { alignColumns, printJson, type Terminal } from '../terminal.ts';
import { existingFile } from './spectrum.ts';

export interface SyncOptions extends WorkspaceOptions {
  readonly release: readonly string[];
  readonly telescope: readonly string[];
  readonly field: readonly string[];
  readonly species: readonly string[];
  readonly objects?: string;
  /** An allStar or allVisit file that names the spectra, instead of listings of the archive. */
  readonly catalogue?: string;
  readonly dryRun?: boolean;
  readonly events?: boolean;
  readonly json?: boolean;
}

/** `astra sync`: what exists, what is here, what is new; then fetches that. */
export async function syncCommand(terminal: Terminal, options: SyncOptions): Promise<void> {
  const workspace = chooseWorkspace(terminal, options);
  const archive = createArchive(archivePlace(workspace, terminal.home, terminal.environment));
  const abort = new AbortController();
  const stop = () => {
    if (abort.signal.aborted) process.exit(exitCode.cancelled);
    terminal.err('\nastra: stopping; what has arrived is kept and resumed next time\n');
    abort.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    const noted = await planOf(terminal, archive, options, abort.signal);
    const { plan } = noted;
    if (plan.files.length === 0) {
      report(terminal, options, noted, undefined);
      terminal.exit(exitCode.nothing);
      return;
    }
    if (options.json !== true && options.events !== true) terminal.out(planText(plan));
    const summary =
      options.dryRun === true || toFetch(plan).length === 0
        ? undefined
        : await fetchAll(terminal, archive, plan, options, abort.signal);
    report(terminal, options, noted, summary);
    if (abort.signal.aborted) terminal.exit(exitCode.cancelled);
    else if (summary !== undefined && summary.failed.length + summary.notTried > 0) {
      terminal.exit(exitCode.failed);
    }
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    archive.close();
  }
}

function selectionOf(terminal: Terminal, options: SyncOptions): SyncSelection {
  const { release, telescope, field, species, objects } = options;
  const base = { releases: release, telescopes: telescope, fields: field, species };
  if (objects === undefined) return base;
  const text = readFileSync(existingFile(terminal, objects), 'utf8');
  return { ...base, targets: parseTargetList(text, objects) };
}

/** A plan, and how the selection was understood. */
interface NotedPlan {
  readonly plan: SyncPlan;
  readonly notes: readonly string[];
}

async function planOf(
  terminal: Terminal,
  archive: Archive,
  options: SyncOptions,
  signal: AbortSignal,
): Promise<NotedPlan> {
  const notes: string[] = [];
  const selection = selectionOf(terminal, options);
  const { catalogue } = options;
  const catalogueOf =
    catalogue === undefined
      ? {}
      : { catalogueOf: () => catalogueRows(existingFile(terminal, catalogue)) };
  for await (const event of archive.planSync(selection, { signal, ...catalogueOf })) {
    if (event.type === 'planned') return { plan: event.plan, notes };
    if (event.type === 'noted') {
      notes.push(event.text);
      terminal.err(`astra: ${event.text}\n`);
    } else if (terminal.isTerminal)
      terminal.err(`astra: ${event.files} files match ${event.pattern}\n`);
  }
  throw new Problem('sync-unplanned', 'the archive was not listed to the end');
}

async function fetchAll(
  terminal: Terminal,
  archive: Archive,
  plan: SyncPlan,
  options: SyncOptions,
  signal: AbortSignal,
): Promise<SyncSummary | undefined> {
  let summary: SyncSummary | undefined;
  const show = new TransferLine(terminal);
  for await (const event of archive.runSync(plan, { signal })) {
    if (event.type === 'ended') summary = event.summary;
    if (options.events === true) terminal.out(`${JSON.stringify({ schema: 1, ...event })}\n`);
    else show.event(event);
  }
  show.clear();
  return summary;
}

/** One moving line on a terminal; failures and missing files get lines of their own. */
class TransferLine {
  readonly #terminal: Terminal;
  #shown = 0;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  event(event: SyncEvent): void {
    switch (event.type) {
      case 'progress': {
        if (!this.#terminal.isTerminal) return;
        const { bytes, totalBytes, files, totalFiles, rate, etaSeconds } = event;
        const eta = etaSeconds === undefined ? '' : `, about ${describeSeconds(etaSeconds)} left`;
        this.#draw(
          `${files} of ${totalFiles} files, ${byteText(bytes)} of ${byteText(totalBytes)}, ${byteText(rate)}/s${eta}`,
        );
        break;
      }
      case 'failed':
        this.#line(`failed: ${event.path}: ${whyOf(event.problem)}`);
        break;
      case 'missing':
        this.#line(`missing in the archive: ${event.path}`);
        break;
      case 'started':
      case 'fetched':
      case 'unchanged':
      case 'ended':
        break;
    }
  }

  clear(): void {
    if (this.#shown > 0) this.#terminal.err(`\r${' '.repeat(this.#shown)}\r`);
    this.#shown = 0;
  }

  #draw(text: string): void {
    this.clear();
    this.#terminal.err(text);
    this.#shown = text.length;
  }

  #line(text: string): void {
    this.clear();
    this.#terminal.err(`astra: ${text}\n`);
  }
}

/** Without the address, which says what the path of the file says. */
function whyOf({ code, message, advice }: ProblemData): string {
  return describeProblem(new Problem(code, message, advice === undefined ? {} : { advice }));
}

function report(
  terminal: Terminal,
  options: SyncOptions,
  { plan, notes }: NotedPlan,
  summary: SyncSummary | undefined,
): void {
  const { files, bytesHere, bytesToFetch, unsized } = plan.totals;
  if (options.json === true) {
    printJson(terminal, {
      files,
      bytes_here: bytesHere,
      bytes_to_fetch: bytesToFetch,
      unsized,
      notes,
      nothing_matches: plan.missing.map(({ pattern }) => pattern),
      to_fetch: toFetch(plan).map(({ path, state, bytes }) => ({
        path,
        state,
        bytes: bytes ?? null,
      })),
      fetched: summary?.fetched ?? 0,
      unchanged: summary?.unchanged ?? 0,
      missing: summary?.missing ?? [],
      failed: summary?.failed ?? [],
      not_tried: summary?.notTried ?? 0,
      bytes: summary?.bytes ?? 0,
      verified: summary?.verified ?? 0,
      unlisted: summary?.unlisted ?? 0,
      seconds: summary?.seconds ?? 0,
    });
    return;
  }
  for (const { release, species, pattern } of plan.missing) {
    terminal.err(`astra: ${release} has no ${species} here: ${pattern}\n`);
  }
  if (options.events === true) return;
  if (plan.files.length === 0)
    terminal.err('astra: the archive has nothing of what was asked for\n');
  else if (options.dryRun === true) terminal.out('Nothing was fetched (--dry-run).\n');
  else if (summary === undefined)
    terminal.out('Everything is here already; nothing was fetched.\n');
  else {
    const { fetched, unchanged, missing, failed, notTried, bytes, verified, unlisted } = summary;
    terminal.out(
      `${grouped(fetched)} fetched (${byteText(bytes)}; ${grouped(verified)} verified, ` +
        `${grouped(unlisted)} without a published checksum), ${grouped(unchanged)} unchanged, ` +
        `${grouped(missing.length)} missing, ${grouped(failed.length)} failed, ` +
        `${grouped(notTried)} not tried, in ${describeSeconds(summary.seconds)}.\n`,
    );
  }
}

function planText({ totals, files }: SyncPlan): string {
  const bySpecies = new Map<string, { here: number; fetch: number; bytes: number }>();
  for (const { release, species, state, bytes } of files) {
    const key = `${release} ${species}`;
    const row = bySpecies.get(key) ?? { here: 0, fetch: 0, bytes: 0 };
    if (state === 'here') row.here += 1;
    else {
      row.fetch += 1;
      row.bytes += bytes ?? 0;
    }
    bySpecies.set(key, row);
  }
  const rows = [...bySpecies].map(([name, { here, fetch, bytes }]) => [
    name,
    `${grouped(here + fetch)} exist`,
    `${grouped(here)} here`,
    `${grouped(fetch)} to fetch`,
    byteText(bytes),
  ]);
  const unsized = totals.unsized === 0 ? '' : `, and ${grouped(totals.unsized)} of unknown size`;
  return `${alignColumns(rows)}${byteText(totals.bytesToFetch)} to fetch${unsized}\n`;
}

/** Decimal units, as disks and networks are sold. */
function byteText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : value.toPrecision(2)} ${units[unit] ?? ''}`;
}
