import { logLinearGrid } from '../../core/spectrum/products/logLinearGrid.ts';
import type { CardInput } from '../../core/fits/write/formatCard.ts';
import type { WritableHdu, WritableTable } from '../../core/fits/write/writableHdu.ts';
import { apVisitName, vradOf } from './apVisitFile.ts';
import { imageHdu } from './imageHdu.ts';
import { skyBrightness, transmission } from './nightSky.ts';
import { syntheticCards } from './notice.ts';
import type { Visit } from './observeVisit.ts';
import { seededRandom } from './random.ts';
import { starSpectrum } from './star.ts';
import { numbers, strings } from './tableColumn.ts';

const pixels = 8575;
const grid = logLinearGrid(4.179, 6e-6, pixels);

/** Rest wavelengths that the chips cover, as [first, last] pixels of the combined grid. */
const covered = [
  [225, 3325],
  [3560, 6115],
  [6315, 8385],
] as const;

/** The DR16 path (tree 4.1.5) of a star's combined spectrum. */
export function apStarPath([visit]: readonly Visit[]): string {
  if (visit === undefined) throw new Error('a star needs a visit');
  const folder = `sas/dr16/apogee/spectro/redux/r12/stars/apo25m/${visit.field}`;
  return `${folder}/apStar-r12-${visit.star.name}.fits`;
}

interface Row {
  readonly flux: Float64Array;
  readonly error: Float64Array;
  readonly mask: Int16Array;
}

/**
 * An apStar file as the DR16 data model documents it (float32, 16-bit mask): the visits on the
 * common rest-frame grid, with two combinations in front of them. Gaps hold flux 0, error 1e10 and
 * BADPIX. The two combinations are the same here, weighted by ivar.
 */
export function apStarFile(visits: readonly Visit[]): WritableHdu[] {
  const rows = visits.map(restFrameVisit);
  const combined = combine(rows);
  const all = [combined, combined, ...rows];
  const shape = [all.length, pixels];
  const image = (unit: string, value: (row: Row, i: number) => number) =>
    imageHdu(
      Float32Array.from({ length: all.length * pixels }, (_, at) => {
        const row = all[Math.floor(at / pixels)];
        return row === undefined ? 0 : value(row, at % pixels);
      }),
      shape,
      unit,
      gridCards,
    );
  const sky = grid.map((wavelength) => 4000 * skyBrightness(wavelength));
  const air = grid.map(transmission);
  const mask = Int16Array.from(all.flatMap((row) => Array.from(row.mask)));
  return [
    { kind: 'image', cards: primaryCards(visits, snrOf(combined), rows.map(snrOf)) },
    image('Flux (10^-17 erg/s/cm^2/Ang)', (row, i) => row.flux[i] ?? 0),
    image('Err (10^-17 erg/s/cm^2/Ang)', (row, i) => row.error[i] ?? 0),
    imageHdu(mask, shape, 'Flag Mask (bitwise)', gridCards),
    image('Sky (10^-17 erg/s/cm^2/Ang)', (_, i) => sky[i] ?? 0),
    image('Sky Error (10^-17 erg/s/cm^2/Ang)', (_, i) => 0.02 * (sky[i] ?? 0)),
    image('Telluric', (_, i) => air[i] ?? 0),
    image('Telluric Error', (_, i) => 1e-4 + 0.02 * (0.997 - (air[i] ?? 0))),
    imageHdu(new Float64Array(27), [27], 'LSF Coefficients'),
    rvTable(visits),
  ];
}

const gridCards: readonly CardInput[] = [
  { keyword: 'CRVAL1', value: 4.179 },
  { keyword: 'CDELT1', value: 6e-6 },
  { keyword: 'CRPIX1', value: 1 },
  { keyword: 'CTYPE1', value: 'LOG-LINEAR' },
  { keyword: 'DC-FLAG', value: 1 },
];

function restFrameVisit(visit: Visit): Row {
  const random = seededRandom(100 + visit.seed);
  const spectrum = starSpectrum(visit.star);
  const row = {
    flux: new Float64Array(pixels),
    error: new Float64Array(pixels).fill(1e10),
    mask: new Int16Array(pixels).fill(1),
  };
  const shift = 1 + vradOf(visit) / 299_792.458;
  for (const [first, last] of covered) {
    for (let i = first; i <= last; i++) {
      const wavelength = grid[i] ?? NaN;
      const truth = spectrum(wavelength);
      const sky = 4000 * skyBrightness(wavelength * shift);
      // √1.5: a pixel of this grid collects about one and a half of a dithered chip.
      const sigma = Math.hypot(truth / (visit.snr * Math.sqrt(1.5)), 0.02 * sky);
      row.flux[i] = truth + sigma * random.normal();
      row.error[i] = sigma;
      row.mask[i] = (sky > 200 ? 4096 : 0) | (transmission(wavelength * shift) < 0.93 ? 8192 : 0);
    }
  }
  return row;
}

function combine(rows: readonly Row[]): Row {
  const combined = {
    flux: new Float64Array(pixels),
    error: new Float64Array(pixels),
    mask: new Int16Array(pixels),
  };
  for (let i = 0; i < pixels; i++) {
    let [weight, sum, mask] = [0, 0, 0];
    for (const row of rows) {
      const ivar = (row.error[i] ?? NaN) ** -2;
      weight += ivar;
      sum += ivar * (row.flux[i] ?? 0);
      mask |= row.mask[i] ?? 0;
    }
    const empty = rows.every((row) => row.error[i] === 1e10);
    combined.flux[i] = sum / weight;
    combined.error[i] = empty ? 1e10 : 1 / Math.sqrt(weight);
    combined.mask[i] = mask;
  }
  return combined;
}

/** The median S/N of the pixels with data. */
function snrOf({ flux, error }: Row): number {
  const ratios = Array.from(flux, (value, i) => value / (error[i] ?? NaN))
    .filter((_, i) => (error[i] ?? 0) < 1e9)
    .sort((a, b) => a - b);
  return Number((ratios[ratios.length >> 1] ?? NaN).toFixed(4));
}

function primaryCards(visits: readonly Visit[], snr: number, each: readonly number[]): CardInput[] {
  const [first] = visits;
  if (first === undefined) throw new Error('a star needs a visit');
  const { star } = first;
  return [
    ...syntheticCards,
    { keyword: 'OBJID', value: star.name, comment: 'Object ID' },
    { keyword: 'J', value: star.j },
    { keyword: 'H', value: star.h },
    { keyword: 'K', value: star.k },
    { keyword: 'SURVEY', value: 'apogee' },
    { keyword: 'TELESCOP', value: 'apo25m' },
    { keyword: 'LOCID', value: first.locationId },
    { keyword: 'FIELD', value: first.field },
    { keyword: 'RA', value: star.ra },
    { keyword: 'DEC', value: star.dec },
    { keyword: 'GLON', value: star.glon },
    { keyword: 'GLAT', value: star.glat },
    { keyword: 'NVISITS', value: visits.length },
    { keyword: 'VHELIO', value: star.vhelio, comment: 'mean heliocentric velocity (km/s)' },
    { keyword: 'VSCATTER', value: 0.05 },
    { keyword: 'VERR', value: 0.04 },
    { keyword: 'SNR', value: snr, comment: 'final median Signal/Noise ratio' },
    { keyword: 'STARFLAG', value: 0 },
    { keyword: 'RVTEFF', value: star.teff },
    { keyword: 'RVLOGG', value: star.logg },
    { keyword: 'RVFEH', value: star.feH },
    { keyword: 'NWAVE', value: pixels },
    ...visits.flatMap((visit, i) => visitCards(visit, i + 1, each[i] ?? 0)),
  ];
}

function visitCards(visit: Visit, n: number, snr: number): CardInput[] {
  return [
    { keyword: `SFILE${n}`, value: apVisitName(visit).replace('dr17', 'r12') },
    { keyword: `DATE${n}`, value: visit.dateObs },
    { keyword: `JD${n}`, value: visit.mjd + 2400000.5 + 0.4 },
    { keyword: `FIBER${n}`, value: visit.fiber },
    { keyword: `BC${n}`, value: visit.bc },
    { keyword: `VTYPE${n}`, value: 3 },
    { keyword: `VRAD${n}`, value: vradOf(visit) },
    { keyword: `VERR${n}`, value: 0.05 },
    { keyword: `VHELIO${n}`, value: visit.star.vhelio },
    { keyword: `SNRVIS${n}`, value: snr },
    { keyword: `FLAG${n}`, value: 0 },
  ];
}

/** One row with a vector of one number per visit in each column. */
function rvTable(visits: readonly Visit[]): WritableTable {
  const n = visits.length;
  const vector = (name: string, value: (visit: Visit) => number) =>
    numbers(name, Float32Array.from(visits, value), 'km/s', n);
  return {
    kind: 'table',
    columns: [
      strings('FILE', visits.map((visit) => apVisitName(visit).replace('dr17', 'r12')).join('')),
      numbers(
        'FIBER',
        Int16Array.from(visits, ({ fiber }) => fiber),
        undefined,
        n,
      ),
      strings('PLATE', visits.map(({ plate }) => plate).join('')),
      numbers(
        'MJD',
        Int32Array.from(visits, ({ mjd }) => mjd),
        undefined,
        n,
      ),
      vector('VREL', vradOf),
      vector('VRELERR', () => 0.05),
      vector('VHELIO', ({ star }) => star.vhelio),
      vector('BC', ({ bc }) => bc),
    ],
  };
}
