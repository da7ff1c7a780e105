import { pathTableText } from '../../resources/sdss/pathTable.ts';

/** What the table says of one release, parents included. */
export interface ReleaseTable {
  readonly top: string;
  /** Folder of each variable, relative to the SAS base, or beginning with `$PRODUCT_ROOT`. */
  readonly folders: ReadonlyMap<string, string>;
  /** Template of each species. */
  readonly templates: ReadonlyMap<string, string>;
}

/** The first line of a release in the table, read at the start. */
export interface ReleaseHeader {
  readonly parent: string | undefined;
  /** Top folder below the SAS base: `dr17`, `ipl-3`. */
  readonly top: string;
  /** The top folder with a slash, which every path on the SAS begins with. */
  readonly prefix: string;
  /** Day of public release, `YYYY-MM-DD`; `undefined` for what is never released. */
  readonly released: string | undefined;
  /** The beginning of that day (UTC) in milliseconds since 1970; `Infinity` if there is none. */
  readonly releasedAt: number;
}

const paragraphs = new Map<string, string>();
const headers = new Map<string, ReleaseHeader>();
for (const paragraph of pathTableText.split('\n\n')) {
  const [name = '', parent = '-', top = '', released = '-'] = paragraph
    .slice(0, paragraph.indexOf('\n'))
    .split(' ');
  paragraphs.set(name, paragraph);
  headers.set(name, {
    parent: parent === '-' ? undefined : parent,
    top,
    prefix: `${top}/`,
    released: released === '-' ? undefined : released,
    releasedAt: released === '-' ? Infinity : Date.parse(`${released}T00:00:00Z`),
  });
}

const tables = new Map<string, ReleaseTable>();

/** Names of all releases in the table: `dr7` … `dr20`, `ipl1` …, `sdsswork`. */
export const releaseNames: readonly string[] = [...headers.keys()];

/** Place and date of a release. The name must be one of `releaseNames`. */
export function releaseHeader(name: string): ReleaseHeader {
  const header = headers.get(name);
  if (header === undefined) throw new Error(`no release ${name} in the path table`);
  return header;
}

/** The table of a release; read on first use. The name must be one of `releaseNames`. */
export function releaseTable(name: string): ReleaseTable {
  const known = tables.get(name);
  if (known !== undefined) return known;
  const table = readRelease(name);
  tables.set(name, table);
  return table;
}

function readRelease(name: string): ReleaseTable {
  const variables = new Map<string, string>();
  const templates = new Map<string, string>();
  for (const ancestor of lineage(name)) {
    const [, ...lines] = paragraphs.get(ancestor)?.split('\n') ?? [];
    for (const line of lines) applyLine(line, variables, templates);
  }
  const { top } = releaseHeader(name);
  const folders = new Map<string, string>();
  for (const [variable, folder] of variables) {
    folders.set(variable, folder.startsWith('~') ? top + folder.slice(1) : folder);
  }
  return { top, folders, templates };
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
  for (let next: string | undefined = name; next !== undefined; next = releaseHeader(next).parent) {
    line.unshift(next);
  }
  return line;
}
