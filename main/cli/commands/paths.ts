import { createInterface } from 'node:readline';
import { Problem } from '../../../core/problem/problem.ts';
import { canonicalParams } from '../../../core/sdss/canonicalParams.ts';
import { describeRelease, describeSpecies } from '../../../core/sdss/describeSpecies.ts';
import { expandTextPath } from '../../../core/sdss/expandPath.ts';
import { identifyPath } from '../../../core/sdss/identifyPath.ts';
import { pathLine } from '../../../core/sdss/pathLine.ts';
import { pathUrl } from '../../../core/sdss/pathUrl.ts';
import { normaliseRelease, releases, releaseDate } from '../../../core/sdss/release.ts';
import { exitCode } from '../exitCode.ts';
import { parseAssignments } from '../requestArguments.ts';
import { alignColumns, printJson, type Terminal } from '../terminal.ts';
import { speciesText } from './speciesText.ts';

export interface PathOptions {
  readonly release?: string;
  readonly url?: boolean;
  readonly json?: boolean;
}

/** `astra path SPECIES k=v… --release R`: never touches the disk. */
export function pathCommand(
  terminal: Terminal,
  species: string,
  words: readonly string[],
  options: PathOptions,
): void {
  const { release: asKey, ...given } = parseAssignments(words);
  const named = options.release ?? asKey;
  if (named === undefined) {
    throw new Problem('missing-parameter', 'a release is needed', {
      where: { parameter: 'release' },
      advice: 'Give --release DR17, or another one of `astra species`',
    });
  }
  const canonical = canonicalParams(named, species, given);
  const path = expandTextPath({ ...canonical });
  const url = pathUrl(path, 'https', terminal.now());
  const notes = canonical.notes.map(({ key, from, to }) => `${key}: ${from} is read as ${to}`);
  if (options.json === true) {
    const { release, params, filled } = canonical;
    printJson(terminal, { release, species, params, filled, full: path.full, url, notes });
    return;
  }
  for (const note of notes) terminal.err(`astra: ${note}\n`);
  terminal.out(`${options.url === true ? url : path.full}\n`);
}

/** `astra paths --stdin`: JSON lines in, JSON lines out, in the same order. */
export async function pathsCommand(terminal: Terminal): Promise<void> {
  const now = terminal.now();
  let answers: string[] = [];
  const flush = () => {
    if (answers.length > 0) terminal.out(`${answers.join('\n')}\n`);
    answers = [];
  };
  for await (const line of createInterface({ input: terminal.stdin, crlfDelay: Infinity })) {
    // `trim` takes the byte-order mark away that Windows puts before the first line.
    const request = line.trim();
    if (request === '') continue;
    answers.push(pathLine(request, now));
    // Whoever asks line by line and waits for each answer gets it when nothing more has come.
    if (answers.length === 1) setImmediate(flush);
    else if (answers.length === 1000) flush();
  }
  flush();
}

export interface IdentifyOptions {
  readonly release?: string;
  readonly json?: boolean;
}

/** `astra identify PATH…`: release, species and parameters of paths, names or URLs. */
export function identifyCommand(
  terminal: Terminal,
  paths: readonly string[],
  options: IdentifyOptions,
): void {
  const only = options.release === undefined ? {} : { release: options.release };
  const found = paths.map((path) => ({ path, candidates: identifyPath(path, only) }));
  if (options.json === true) printJson(terminal, { paths: found });
  else {
    for (const { path, candidates } of found) {
      terminal.out(`${path}\n`);
      if (candidates.length === 0) terminal.out('  no SDSS file that is known here\n');
      for (const { release, species, params, missing } of candidates) {
        const keys = Object.entries(params).map(([key, value]) => `${key}=${value}`);
        const unknown = missing.map((key) => `${key}=?`);
        terminal.out(`  ${species} release=${release} ${[...keys, ...unknown].join(' ')}\n`);
      }
    }
  }
  if (found.every(({ candidates }) => candidates.length === 0)) terminal.exit(exitCode.nothing);
}

export interface SpeciesOptions {
  readonly release?: string;
  readonly json?: boolean;
}

/** `astra species [NAME] [--release R]`: releases, or what a release has, or one species. */
export function speciesCommand(
  terminal: Terminal,
  name: string | undefined,
  options: SpeciesOptions,
): void {
  if (options.release === undefined) {
    listReleases(terminal, name, options.json === true);
    return;
  }
  const release = normaliseRelease(options.release);
  const species = name === undefined ? describeRelease(release) : [describeSpecies(release, name)];
  if (options.json === true) {
    printJson(terminal, { release, species });
    return;
  }
  const [only] = species;
  if (name !== undefined && only !== undefined) {
    terminal.out(speciesText(only));
    return;
  }
  terminal.out(
    alignColumns(
      species.map((one) => [one.species, one.keys.map(({ key }) => key).join(' '), one.template]),
    ),
  );
}

/** Without a release: all of them, with the species of a name where they have it. */
function listReleases(terminal: Terminal, name: string | undefined, json: boolean): void {
  const rows = releases.map((release) => {
    const species = describeRelease(release);
    return {
      release,
      date: releaseDate(release) ?? null,
      species: species.length,
      ...(name === undefined
        ? {}
        : { template: species.find((s) => s.species === name)?.template ?? null }),
    };
  });
  if (json) printJson(terminal, { releases: rows });
  else {
    terminal.out(
      alignColumns(
        rows.map((row) => [
          row.release,
          row.date ?? '',
          `${row.species} species`,
          'template' in row ? (row.template ?? '—') : '',
        ]),
      ),
    );
  }
}
