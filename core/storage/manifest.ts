import { existsSync, readFileSync } from 'node:fs';

/** A task folder that was moved to the trash. */
export interface Trashed {
  readonly family: string;
  readonly id: string;
  readonly subject: string;
  readonly bytes: number;
}

export interface Manifest {
  readonly batch: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly by: string;
  readonly items: readonly Trashed[];
}

/** Of every batch: a line that says what it is, then one for each folder, written before it moves. */
export const manifestName = 'manifest.jsonl';

export function manifestHead(head: Omit<Manifest, 'items'>): string {
  return `${JSON.stringify({ schema: 1, ...head })}\n`;
}

export function manifestLine({ family, id, subject, bytes }: Trashed): string {
  return `${JSON.stringify({ family, id, subject, bytes })}\n`;
}

/** Undefined where there is none. A line that is torn or says something else is passed over. */
export function readManifest(path: string): Manifest | undefined {
  if (!existsSync(path)) return undefined;
  const [first = '', ...lines] = readFileSync(path, 'utf8').split('\n');
  const head = parse(first);
  if (head === undefined || typeof head.batch !== 'string') return undefined;
  const { batch, at, by } = head;
  const items = lines.flatMap((line) => trashedOf(parse(line)) ?? []);
  return {
    batch,
    at: typeof at === 'string' ? at : '',
    by: typeof by === 'string' ? by : '',
    items,
  };
}

/** Names become paths: only what a family and an id can be is taken. */
function trashedOf(entry: Readonly<Record<string, unknown>> | undefined): Trashed | undefined {
  if (entry === undefined) return undefined;
  const { family, id, subject, bytes } = entry;
  if (typeof family !== 'string' || !/^[A-Z][A-Za-z0-9]*$/.test(family)) return undefined;
  if (typeof id !== 'string' || !/^[0-9a-f]{32}$/.test(id)) return undefined;
  return {
    family,
    id,
    subject: typeof subject === 'string' ? subject : '',
    bytes: typeof bytes === 'number' ? bytes : 0,
  };
}

function parse(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
