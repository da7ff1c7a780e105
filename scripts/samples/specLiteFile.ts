import type { CardInput } from '../../core/fits/write/formatCard.ts';
import type { WritableHdu, WritableTable } from '../../core/fits/write/writableHdu.ts';
import { galaxyLines, galaxySpectrum, lineWidth } from './galaxy.ts';
import { syntheticCards } from './notice.ts';
import type { galaxy as plannedGalaxy } from './plan.ts';
import { seededRandom } from './random.ts';
import { numbers, strings } from './tableColumn.ts';

type Galaxy = typeof plannedGalaxy;

const pixels = 4603;
const coeff0 = 3.5563;
const coeff1 = 1e-4;

/** Airglow of the optical night sky: vacuum Å and brightness (1e-17 erg/s/cm²/Å), invented. */
const skyLines: readonly (readonly [wavelength: number, brightness: number])[] = [
  [4359.6, 15],
  [5462.3, 18],
  [5578.9, 160],
  [5891.6, 30],
  [6302.0, 60],
  [6365.5, 25],
  [6865.7, 25],
  [7278.5, 30],
  [7318.3, 35],
  [7342.9, 40],
  [7752.8, 45],
  [7796.4, 40],
  [7915.8, 55],
  [8346.9, 60],
  [8401.5, 60],
  [8432.5, 55],
  [8829.5, 80],
  [8888.3, 85],
  [8921.9, 80],
  [8960.5, 70],
  [9378.5, 60],
  [9442.2, 60],
];

const name = ({ plate, mjd, fiber }: Galaxy): string =>
  `spec-${plate}-${mjd}-${fiber.toString().padStart(4, '0')}.fits`;

/** The DR17 path (`spec-lite`, tree 4.1.5). */
export function specLitePath(galaxy: Galaxy): string {
  const folder = 'sas/dr17/eboss/spectro/redux/v5_13_2/spectra/lite';
  return `${folder}/${galaxy.plate}/${name(galaxy)}`;
}

/** A spec-lite file as the eBOSS data model documents it: COADD, SPALL (its chief columns), SPZLINE. */
export function specLiteFile(galaxy: Galaxy): WritableHdu[] {
  const coadd = observe(galaxy);
  return [
    { kind: 'image', cards: primaryCards(galaxy) },
    coadd.table,
    spAll(galaxy, coadd.medianSnr),
    lines(galaxy),
  ];
}

function observe(galaxy: Galaxy): { table: WritableTable; medianSnr: number } {
  const random = seededRandom(galaxy.seed);
  const loglam = Float32Array.from({ length: pixels }, (_, i) => coeff0 + i * coeff1);
  const arrays = {
    flux: new Float32Array(pixels),
    ivar: new Float32Array(pixels),
    sky: new Float32Array(pixels),
    model: new Float32Array(pixels),
    and: new Int32Array(pixels),
    or: new Int32Array(pixels),
  };
  const snr: number[] = [];
  for (let i = 0; i < pixels; i++) {
    const wavelength = 10 ** (coeff0 + i * coeff1);
    const truth = galaxySpectrum(wavelength / (1 + galaxy.z));
    const sky = skyAt(wavelength);
    const blueLoss = 1 + 5 * Math.exp(-(wavelength - 3580) / 180);
    const redLoss = 1 + 3 * Math.exp((wavelength - 10_400) / 500);
    const sigma = Math.hypot((19 / galaxy.snr) * blueLoss * redLoss, 0.03 * sky);
    const [and, or] = maskAt(sky, truth, sigma, random.uniform());
    const lost = (and & (1 << 24)) !== 0;
    arrays.flux[i] = lost ? 0 : truth + sigma * random.normal();
    arrays.ivar[i] = lost ? 0 : sigma ** -2;
    arrays.sky[i] = sky;
    arrays.model[i] = truth;
    arrays.and[i] = and;
    arrays.or[i] = and | or;
    if (!lost) snr.push((arrays.flux[i] ?? 0) / sigma);
  }
  snr.sort((a, b) => a - b);
  const unit = '1E-17 erg/cm^2/s/Ang';
  const columns = [
    numbers('flux', arrays.flux, unit),
    numbers('loglam', loglam, 'log10(Ang)'),
    numbers('ivar', arrays.ivar),
    numbers('and_mask', arrays.and),
    numbers('or_mask', arrays.or),
    numbers('wdisp', new Float32Array(pixels).fill(1.1), 'pixel'),
    numbers('sky', arrays.sky, unit),
    numbers('model', arrays.model, unit),
  ];
  return { table: { kind: 'table', name: 'COADD', columns }, medianSnr: snr[snr.length >> 1] ?? 0 };
}

function skyAt(wavelength: number): number {
  return skyLines.reduce((sum, [line, brightness]) => {
    const x = (wavelength - line) / 1.6;
    return Math.abs(x) < 6 ? sum + brightness * Math.exp(-0.5 * x * x) : sum;
  }, 3.5);
}

/** BRIGHTSKY, COMBINEREJ and NODATA in all exposures; single rejected pixels in some. */
function maskAt(sky: number, flux: number, sigma: number, chance: number): [number, number] {
  const bright = sky > flux + 10 * sigma ? 1 << 23 : 0;
  const lost = chance < 0.0008 ? (1 << 24) | (1 << 25) : 0;
  const partly = chance > 0.95 ? 1 << 19 : 0;
  return [bright | lost, partly | (chance > 0.99 ? 1 << 16 : 0)];
}

function primaryCards(galaxy: Galaxy): CardInput[] {
  return [
    ...syntheticCards,
    { keyword: 'TELESCOP', value: 'SDSS 2.5-M' },
    { keyword: 'FLAVOR', value: 'science' },
    { keyword: 'MJD', value: galaxy.mjd },
    { keyword: 'RA', value: galaxy.ra + 0.61, comment: 'RA of telescope boresight (deg)' },
    { keyword: 'DEC', value: galaxy.dec - 0.34, comment: 'Dec of telescope boresight (deg)' },
    { keyword: 'PLATEID', value: galaxy.plate },
    { keyword: 'EXPTIME', value: 4500 },
    { keyword: 'RUN2D', value: 'v5_13_2', comment: 'pipeline whose files this one is shaped like' },
    { keyword: 'HELIO_RV', value: -11.3 },
    { keyword: 'VACUUM', value: true, comment: 'Wavelengths are in vacuum' },
    { keyword: 'COEFF0', value: coeff0 },
    { keyword: 'COEFF1', value: coeff1 },
    { keyword: 'BUNIT', value: '1E-17 erg/cm^2/s/Ang' },
    { keyword: 'PLUG_RA', value: galaxy.ra },
    { keyword: 'PLUG_DEC', value: galaxy.dec },
    { keyword: 'FIBERID', value: galaxy.fiber },
    { keyword: 'NEXP', value: 10 },
  ];
}

function spAll(galaxy: Galaxy, medianSnr: number): WritableTable {
  return {
    kind: 'table',
    name: 'SPALL',
    columns: [
      strings('PROGRAMNAME', 'synthetic'),
      numbers('PLATE', Int32Array.of(galaxy.plate)),
      numbers('MJD', Int32Array.of(galaxy.mjd)),
      numbers('FIBERID', Int32Array.of(galaxy.fiber)),
      strings('RUN2D', 'v5_13_2'),
      strings('RUN1D', 'v5_13_2'),
      strings('OBJTYPE', 'GALAXY'),
      numbers('PLUG_RA', Float64Array.of(galaxy.ra)),
      numbers('PLUG_DEC', Float64Array.of(galaxy.dec)),
      strings('CLASS', 'GALAXY'),
      strings('SUBCLASS', 'STARFORMING'),
      numbers('Z', Float32Array.of(galaxy.z)),
      numbers('Z_ERR', Float32Array.of(1.2e-5)),
      numbers('ZWARNING', Int32Array.of(0)),
      numbers('SN_MEDIAN_ALL', Float32Array.of(medianSnr)),
    ],
  };
}

function lines(galaxy: Galaxy): WritableTable {
  const column = (line: (of: (typeof galaxyLines)[number]) => number): Float32Array<ArrayBuffer> =>
    Float32Array.from(galaxyLines, line);
  return {
    kind: 'table',
    name: 'SPZLINE',
    columns: [
      strings('LINENAME', ...galaxyLines.map((line) => line.name)),
      numbers(
        'LINEWAVE',
        Float64Array.from(galaxyLines, ({ wavelength }) => wavelength),
      ),
      numbers(
        'LINEZ',
        column(() => galaxy.z),
      ),
      numbers(
        'LINESIGMA',
        column(() => lineWidth * 299_792.458),
      ),
      numbers(
        'LINEAREA',
        column(
          ({ peak, wavelength }) => 12 * peak * lineWidth * wavelength * (1 + galaxy.z) * 2.5066,
        ),
      ),
    ],
  };
}
