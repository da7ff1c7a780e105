import { pathTableText } from '../../resources/sdss/pathTable.ts';

/** What the table says of one release, parents included. */
export interface ReleaseTable {
  /** Top folder below the SAS base: `dr17`, `ipl-3`. */
  readonly top: string;
  /** Day of public release, `YYYY-MM-DD`; `undefined` for what is never released. */
  readonly released: string | undefined;
  /** Folder of each variable, relative to the SAS base, or beginning with `$PRODUCT_ROOT`. */
  readonly folders: ReadonlyMap<string, string>;
  /** Template of each species. */
  readonly templates: ReadonlyMap<string, string>;
}

const paragraphs = new Map<string, string>();
for (const paragraph of pathTableText.split('\n\n')) {
  paragraphs.set(paragraph.slice(0, paragraph.indexOf(' ')), paragraph);
}

const tables = new Map<string, ReleaseTable>();

/** Names of all releases in the table: `dr7` … `dr20`, `ipl1` …, `sdsswork`. */
export const releaseNames: readonly string[] = [...paragraphs.keys()];

/** The table of a release; read on first use. The name must be one of `releaseNames`. */
export function releaseTable(name: string): ReleaseTable {
  const known = tables.get(name);
  if (known !== undefined) return known;
  const table = readRelease(name);
  tables.set(name, table);
  return table;
}

function readRelease(name: string): ReleaseTable {
  const lines = linesOf(name);
  const [, , top = '', released = '-'] = lines[0]?.split(' ') ?? [];
  const variables = new Map<string, string>();
  const templates = new Map<string, string>();
  for (const ancestor of lineage(name)) {
    for (const line of linesOf(ancestor).slice(1)) applyLine(line, variables, templates);
  }
  const folders = new Map<string, string>();
  for (const [variable, folder] of variables) {
    folders.set(variable, folder.startsWith('~') ? top + folder.slice(1) : folder);
  }
  return { top, released: released === '-' ? undefined : released, folders, templates };
}

function applyLine(
  line: string,
  variables: Map<string, string>,
  templates: Map<string, string>,
): void {
  if (line.startsWith('-$')) {
    variables.delete(line.slice(2));
  } else if (line.startsWith('-')) {
    templates.delete(line.slice(1));
  } else {
    const gap = line.indexOf(' ');
    const [name, value] = [line.slice(0, gap), line.slice(gap + 1)];
    if (name.startsWith('$')) variables.set(name.slice(1), value);
    else templates.set(name, value);
  }
}

/** The release and its ancestors, oldest first. */
function lineage(name: string): string[] {
  const line: string[] = [];
  for (let next = name; next !== '-'; next = linesOf(next)[0]?.split(' ')[1] ?? '-') {
    line.unshift(next);
  }
  return line;
}

function linesOf(name: string): string[] {
  const paragraph = paragraphs.get(name);
  if (paragraph === undefined) throw new Error(`no release ${name} in the path table`);
  return paragraph.split('\n');
}
