import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { openFits } from '../../core/fits/fitsFile.ts';
import { requireTable } from '../../core/fits/hdu.ts';
import { readColumn } from '../../core/fits/table.ts';
import type { BenchRow } from '../row.ts';
import { timeAstropy } from './astropyPeer.ts';
import { openInFreshProcess, writeCatalogue, writeSparseCatalogue } from './bigTables.ts';
import { ownConformance, peerConformance } from './conformance.ts';
import { openFitsjs } from './fitsjsPeer.ts';
import { openFitsjsNg } from './fitsjsNgPeer.ts';
import { fuzz } from './fuzz.ts';
import { medianMs, ms } from './measure.ts';
import type { Peer } from './peerReading.ts';
import { absolute, firstSpectrum, readAll, readSpectrum } from './readings.ts';
import { fitsFiles, sharedData } from './sharedData.ts';

const REPEATS = 41;

export interface BenchFitsOptions {
  /** Mutated files to try; 0 leaves the fuzz run out. Default 100,000 (about 4 minutes). */
  readonly mutations?: number;
}

/** Everything that is measured about FITS, beside astropy, fitsjs and fitsjs-ng. */
export async function benchFits({ mutations = 100_000 }: BenchFitsOptions = {}): Promise<
  BenchRow[]
> {
  const peers = (await Promise.all([openFitsjs(), openFitsjsNg()])).filter(
    (peer) => peer !== undefined,
  );
  try {
    return [
      ...besideAstropy(),
      ...(await besidePeers(peers)),
      ...(await conformanceRows(peers)),
      ...(await bigTableRows(peers)),
      ...(mutations > 0 ? fuzzRows(mutations) : []),
    ];
  } finally {
    await Promise.all(peers.map((peer) => peer.close()));
  }
}

/** Times beside astropy, all of it measured inside one Python process. */
function besideAstropy(): BenchRow[] {
  if (sharedData === undefined) return [];
  const spectra = fitsFiles('real').map(firstSpectrum);
  const whole = ['apStar', 'apVisit', 'spec'].flatMap((kind) => fitsFiles(`real/${kind}`));
  const theirs = timeAstropy({ root: sharedData, repeats: REPEATS, spectra, whole });
  const beside = (
    name: string,
    ours: number,
    peer: number | undefined,
    limit: number,
  ): BenchRow => ({
    case: name,
    ours: ms(ours),
    peer: `astropy ${ms(peer)}`,
    ...(peer === undefined ? {} : { ratio: ours / peer }),
    target: `≤ ${limit} × astropy`,
    met: peer === undefined ? undefined : ours <= limit * peer,
  });
  // In a process that is under way, as the peer's is: memory that a process meets for the first time
  // takes longer than reading from it.
  for (const reading of spectra) for (let i = 0; i < REPEATS; i++) readSpectrum(reading);
  return [
    ...spectra.map((reading, i) => {
      const ours = medianMs(REPEATS, () => readSpectrum(reading));
      return beside(`first spectrum of ${short(reading.file)}`, ours, theirs?.spectra[i], 0.5);
    }),
    ...whole.map((file, i) => {
      const ours = medianMs(REPEATS, () => readAll(file));
      return beside(`everything in ${short(file)}`, ours, theirs?.whole[i], 1);
    }),
  ];
}

/** The first spectrum of one file of each kind, beside the JavaScript libraries. */
async function besidePeers(peers: readonly Peer[]): Promise<BenchRow[]> {
  const kinds = ['apStar', 'apVisit', 'aspcapStar', 'spec'];
  const files = kinds.flatMap((kind) => fitsFiles(`real/${kind}`).slice(0, 1));
  const rows: BenchRow[] = [];
  for (const file of files) {
    const reading = firstSpectrum(file);
    const ours = medianMs(REPEATS, () => readSpectrum(reading));
    for (const peer of peers) {
      const theirs = await peer.time(absolute(file), reading.parts, REPEATS);
      rows.push({
        case: `first spectrum of ${short(file)}`,
        ours: ms(ours),
        peer: `${peer.name} ${ms(theirs)}`,
        ...(theirs === undefined ? {} : { ratio: ours / theirs }),
        target: 'none',
        met: undefined,
      });
    }
  }
  return rows;
}

async function conformanceRows(peers: readonly Peer[]): Promise<BenchRow[]> {
  if (sharedData === undefined) return [];
  const own = await ownConformance();
  const rows: BenchRow[] = [
    {
      case: 'conformance rows read right',
      ours: `${own.right} of ${own.total}`,
      peer: 'astropy: the reference',
      target: 'all',
      met: own.right === own.total,
    },
  ];
  for (const peer of peers) {
    const { right, total } = await peerConformance(peer);
    rows.push({
      case: 'conformance rows read right (values only)',
      ours: `${own.right} of ${own.total}`,
      peer: `${peer.name} ${right} of ${total}`,
      target: 'none',
      met: undefined,
    });
  }
  return rows;
}

async function bigTableRows(peers: readonly Peer[]): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-fits-'));
  try {
    const path = writeCatalogue(folder);
    const column = { path, hdu: 1, column: 'D5' };
    const astropy = timeAstropy({ root: folder, repeats: 11, column })?.column;
    const ours = medianMs(11, () => {
      using file = openFits(path);
      return readColumn(requireTable(file.hdu(1)), 'D5');
    });
    const ng = peers.find(({ name }) => name.startsWith('fitsjs-ng'));
    const ngMs = await ng?.time(path, [{ hdu: 1, column: 'D5' }], 3);
    const oneColumn = 'one column of 200,000 rows, 25 MB';
    const sparse = writeSparseCatalogue(folder);
    const opened = openInFreshProcess(sparse.path);
    return [
      {
        case: oneColumn,
        ours: ms(ours),
        peer: `astropy ${ms(astropy)}`,
        ...(astropy === undefined ? {} : { ratio: ours / astropy }),
        target: '< 20 ms',
        met: ours < 20,
      },
      {
        case: oneColumn,
        ours: ms(ours),
        peer: `${ng?.name ?? 'fitsjs-ng'} ${ms(ngMs)}`,
        ...(ngMs === undefined ? {} : { ratio: ours / ngMs }),
        target: 'none',
        met: undefined,
      },
      {
        case: 'open a 2 GB catalogue, fresh process',
        ours: `${ms(opened.openMs)}, ${Math.round(opened.rssMb)} MB`,
        peer: `its last row of 250 columns: ${ms(opened.rowMs)}`,
        target: '< 50 ms, < 150 MB',
        met: opened.openMs < 50 && opened.rssMb < 150,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function fuzzRows(mutations: number): BenchRow[] {
  if (sharedData === undefined) return [];
  const report = fuzz(sharedData, mutations);
  return [
    {
      case: `${mutations} damaged files`,
      ours: `${report.bugs.length} bugs, slowest ${ms(report.slowestMs)}, ${Math.round(report.peakRssMb)} MB`,
      peer: `${report.parsed} parsed, ${report.problems} refused, ${Math.round(report.seconds)} s`,
      target: '0 bugs',
      met: report.bugs.length === 0,
    },
  ];
}

function short(file: string): string {
  return `${basename(dirname(file))}/${basename(file)}`;
}
