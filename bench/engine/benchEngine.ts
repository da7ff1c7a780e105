import { statfsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchRow } from '../row.ts';
import { measure, medianOf, type Measured } from './measure.ts';
import { isInstalled, peerCommand, peers, type Peer, type PeerGraph } from './peers.ts';
import { makePeerOutputs, makeSources, removeOutput, Site } from './site.ts';

export interface EngineBenchOptions {
  /** Runs of each case; the medians are reported. */
  readonly runs: number;
  /** Without the million tasks, which take minutes and 16 GB to prepare. */
  readonly quick: boolean;
}

const many = 100_000;
/** snakemake plans in minutes what the others plan in a second. */
const snakemakeTasks = 5000;
const million = 1_000_000;
/** A folder and a file of a block each, and a source, for a million tasks; twice. */
const bytesForMillion = 20e9;

/** Planning, building and memory of the engine, beside make, ninja and snakemake. */
export async function benchEngine({ runs, quick }: EngineBenchOptions): Promise<BenchRow[]> {
  const site = await Site.open();
  try {
    const rows: BenchRow[] = [];
    const plain = noop(site, 'plain', many, runs);
    const ninja = peerNoop(site, 'ninja', 'plain', many, runs);
    rows.push(...noopRows('(a)', many, plain, 0.8, 1.5, ninja));
    rows.push(afresh(site, 'plain', '(a)', runs));
    rows.push(oneMissing(site, runs));
    const sourced = noop(site, 'sourced', many, runs);
    rows.push(...noopRows('(b)', many, sourced, 1.5, undefined, undefined));
    rows.push(afresh(site, 'sourced', '(b)', runs));
    rows.push(...otherPeers(site, { plain, sourced }, runs));
    rows.push(...build(site, runs));
    rows.push(...diamond(site, runs));
    rows.push(...(quick ? tenTimes(site, plain, runs) : millions(site, plain, runs)));
    return rows;
  } finally {
    site.close();
  }
}

type Kind = 'plain' | 'sourced';

/** A workspace in which all tasks of a case are complete. */
function complete(site: Site, kind: Kind, count: number): { folder: string; words: string[] } {
  const name = `${kind}${count}`;
  const folder = site.workspace(name);
  if (kind === 'sourced') makeSources(folder, count);
  const batch =
    kind === 'plain'
      ? site.batch(`${name}.csv`, 'n', count, String)
      : site.batch(`${name}.csv`, 'n,source', count, (n) => `${n},s/${n}`);
  const words = ['run', kind === 'plain' ? 'BenchPlain' : 'BenchSourced', '--batch', batch];
  measure(site.astra(folder, ...words));
  return { folder, words };
}

function noop(site: Site, kind: Kind, count: number, runs: number): Measured {
  const { folder, words } = complete(site, kind, count);
  return medianOf(runs, site.astra(folder, ...words));
}

/** The same where nothing is remembered of the batch: the rows are read and judged from the start. */
function afresh(site: Site, kind: Kind, name: string, runs: number): BenchRow {
  const folder = join(site.root, `${kind}${many}`);
  const family = kind === 'plain' ? 'BenchPlain' : 'BenchSourced';
  const batch = join(site.root, `${kind}${many}.csv`);
  const measured = medianOf(runs, () => {
    rmSync(join(folder, '.astra', 'batches'), { recursive: true, force: true });
    return site.astra(folder, 'run', family, '--batch', batch);
  });
  return {
    case: `Engine, no-op check of ${many.toLocaleString('en')} tasks ${name}, nothing remembered`,
    ours: told(measured),
    peer: 'none',
    target: 'none',
    met: undefined,
  };
}

function peerGraph(kind: Kind, count: number): PeerGraph {
  return { count, requires: (n) => (kind === 'plain' ? [] : [`s/${n}`]) };
}

/** Undefined where the tool is not installed. */
function peerNoop(
  site: Site,
  peer: Peer,
  kind: Kind,
  count: number,
  runs: number,
): Measured | undefined {
  if (!isInstalled(peer)) return undefined;
  const folder = site.folder(`${peer}-${kind}${count}`);
  if (kind === 'sourced') makeSources(folder, count);
  makePeerOutputs(folder, count);
  return medianOf(runs, peerCommand(peer, folder, peerGraph(kind, count)));
}

function noopRows(
  name: string,
  count: number,
  ours: Measured,
  target: number,
  ratioTarget: number | undefined,
  peer: Measured | undefined,
): BenchRow[] {
  const title = `Engine, no-op check of ${count.toLocaleString('en')} tasks ${name}`;
  const row = timed(title, ours, target);
  if (ratioTarget === undefined) return [row];
  const ratio = peer === undefined ? undefined : ours.seconds / peer.seconds;
  return [
    row,
    {
      case: `${title}, beside ninja`,
      ours: told(ours),
      peer: peer === undefined ? 'ninja: not available' : `ninja ${told(peer)}`,
      ...(ratio === undefined ? {} : { ratio }),
      target: `at most ${ratioTarget} × ninja`,
      met: ratio === undefined ? undefined : ratio <= ratioTarget,
    },
  ];
}

function otherPeers(site: Site, ours: Record<Kind, Measured>, runs: number): BenchRow[] {
  const kinds = [
    ['plain', '(a)'],
    ['sourced', '(b)'],
  ] as const;
  return kinds.flatMap(([kind, name]) =>
    peers
      .filter((peer) => kind === 'sourced' || peer !== 'ninja')
      .map((peer): BenchRow => {
        const count = peer === 'snakemake' ? snakemakeTasks : many;
        const peerRuns = peer === 'snakemake' ? 1 : runs;
        const measured = peerNoop(site, peer, kind, count, peerRuns);
        const same = count === many;
        const mine = same ? ours[kind] : noop(site, kind, count, runs);
        return {
          case: `Engine, no-op check of ${count.toLocaleString('en')} tasks ${name}, beside ${peer}`,
          ours: told(mine),
          peer: measured === undefined ? `${peer}: not available` : `${peer} ${told(measured)}`,
          ...(measured === undefined ? {} : { ratio: mine.seconds / measured.seconds }),
          target: 'none',
          met: undefined,
        };
      }),
  );
}

function oneMissing(site: Site, runs: number): BenchRow {
  const folder = join(site.root, `plain${many}`);
  const words = ['run', 'BenchPlain', '--batch', join(site.root, `plain${many}.csv`)];
  let next = 0;
  const measured = medianOf(runs, () => {
    next += 1;
    removeOutput(folder, next * 7919);
    return site.astra(folder, ...words);
  });
  return timed('Engine, one output of 100,000 missing', measured, 1.2);
}

const built = 10_000;

function build(site: Site, runs: number): BenchRow[] {
  const batch = site.batch('build.csv', 'n', built, String);
  const ours = medianOf(runs, (run) =>
    site.astra(site.workspace(`build${run}`), 'run', 'BenchPlain', '--batch', batch),
  );
  const rate = built / ours.seconds;
  return (['ninja', 'make'] as const).map((peer, index): BenchRow => {
    const measured = peerBuild(site, peer, { count: built, requires: () => [] });
    return {
      case: `Engine, build of ${built.toLocaleString('en')} tasks, a file and a record each, beside ${peer}`,
      ours: `${Math.round(rate)} tasks/s (${told(ours)})`,
      peer:
        measured === undefined
          ? `${peer}: not available`
          : `${peer} ${Math.round(built / measured.seconds)} tasks/s`,
      ...(measured === undefined ? {} : { ratio: ours.seconds / measured.seconds }),
      target: index === 0 ? 'over 3,000 tasks/s' : 'none',
      met: index === 0 ? rate > 3000 : undefined,
    };
  });
}

function peerBuild(site: Site, peer: Peer, graph: PeerGraph): Measured | undefined {
  if (!isInstalled(peer)) return undefined;
  const folder = site.folder(`${peer}-build${graph.count}`);
  rmSync(join(folder, 'out'), { recursive: true, force: true });
  return measure(peerCommand(peer, folder, graph));
}

const width = 100;
const layers = 20;

/** 20 layers of 100, each node requiring ten of the layer below. */
function diamond(site: Site, runs: number): BenchRow[] {
  const batch = site.batch(
    'diamond.csv',
    'layer,n,width',
    width,
    (n) => `${layers - 1},${n},${width}`,
  );
  const command = (folder: string) => site.astra(folder, 'run', 'BenchNode', '--batch', batch);
  const ours = medianOf(runs, (run) => command(site.workspace(`diamond${run}`)));
  const again = medianOf(runs, command(site.folder('diamond0')));
  const ninja = peerBuild(site, 'ninja', {
    count: width * layers,
    requires: (node) => {
      const [layer, n] = [Math.floor(node / width), node % width];
      if (layer === 0) return [];
      return Array.from({ length: 10 }, (_, k) => {
        const below = (layer - 1) * width + ((n * 7 + k) % width);
        return `out/${below}`;
      });
    },
  });
  const title = 'Engine, diamond graph of 2,000 tasks with 10 requirements each';
  return [
    {
      ...timed(`${title}, built`, ours, 1.5),
      peer: ninja === undefined ? 'ninja: not available' : `ninja ${told(ninja)}`,
      ...(ninja === undefined ? {} : { ratio: ours.seconds / ninja.seconds }),
    },
    timed(`${title}, no-op`, again, 1.5),
  ];
}

function tenTimes(site: Site, plain: Measured, runs: number): BenchRow[] {
  return [growth(noop(site, 'plain', many / 10, runs), plain, '10,000', '100,000')];
}

function millions(site: Site, plain: Measured, runs: number): BenchRow[] {
  const { bavail, bsize } = statfsSync(site.root);
  if (bavail * bsize < bytesForMillion) {
    return [
      {
        case: 'Engine, no-op check of 1,000,000 tasks',
        ours: 'not enough space to try',
        peer: 'none',
        target: 'under 8 s (a), 14 s (b), 600 MB',
        met: undefined,
      },
      ...tenTimes(site, plain, runs),
    ];
  }
  const a = noop(site, 'plain', million, runs);
  const b = noop(site, 'sourced', million, runs);
  return [
    ...millionRows('(a)', a, 8),
    ...millionRows('(b)', b, 14),
    growth(plain, a, '100,000', '1,000,000'),
  ];
}

function millionRows(name: string, measured: Measured, target: number): BenchRow[] {
  const title = `Engine, no-op check of 1,000,000 tasks from a CSV ${name}`;
  return [
    timed(title, measured, target),
    {
      case: `${title}, peak memory`,
      ours: `${Math.round(measured.megabytes)} MB`,
      peer: 'none',
      target: 'under 600 MB',
      met: measured.megabytes < 600,
    },
  ];
}

function growth(small: Measured, large: Measured, from: string, to: string): BenchRow {
  const factor = large.seconds / small.seconds;
  return {
    case: `Engine, no-op check (a), cost of 10 × the tasks (${from} → ${to})`,
    ours: `${factor.toFixed(1)} × the time`,
    peer: 'none',
    target: 'at most 11 × the time',
    met: factor <= 11,
  };
}

function timed(title: string, measured: Measured, target: number): BenchRow {
  return {
    case: title,
    ours: told(measured),
    peer: 'none',
    target: `under ${target} s`,
    met: measured.seconds < target,
  };
}

function told({ seconds, cpu, megabytes }: Measured): string {
  return `${seconds.toFixed(2)} s (CPU ${cpu.toFixed(2)} s, ${Math.round(megabytes)} MB)`;
}
