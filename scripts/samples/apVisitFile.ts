import type { CardInput } from '../../core/fits/write/formatCard.ts';
import type { WritableHdu, WritableTable } from '../../core/fits/write/writableHdu.ts';
import { lsfCoefficients, pixelsPerChip, wavelengthCoefficients } from './detector.ts';
import { imageHdu } from './imageHdu.ts';
import { syntheticCards } from './notice.ts';
import { fiberShift, observeVisit, type Visit, type VisitArrays } from './observeVisit.ts';
import { numbers, strings } from './tableColumn.ts';

const shape = [3, pixelsPerChip];
const axes: readonly CardInput[] = [
  { keyword: 'CTYPE1', value: 'Pixel' },
  { keyword: 'CTYPE2', value: 'Chip' },
];
const parameters: readonly CardInput[] = [
  { keyword: 'CTYPE1', value: 'Fiber' },
  { keyword: 'CTYPE2', value: 'Parameters' },
];

export function apVisitName({ plate, mjd, fiber }: Visit): string {
  return `apVisit-dr17-${plate}-${mjd}-${fiber.toString().padStart(3, '0')}.fits`;
}

/** Where the visit lies in a mirror of the SAS (`apVisit` of DR17, tree 4.1.5). */
export function apVisitPath(visit: Visit): string {
  const folder = `sas/dr17/apogee/spectro/redux/dr17/visit/apo25m/${visit.field}`;
  return `${folder}/${visit.plate}/${visit.mjd}/${apVisitName(visit)}`;
}

/**
 * An apVisit file as the DR17 data model documents it: a primary header, eight images of chips ×
 * pixels, wavelength and LSF coefficients, and a table of one row.
 */
export function apVisitFile(visit: Visit): WritableHdu[] {
  const arrays = observeVisit(visit);
  const image = (data: VisitArrays[keyof VisitArrays], unit: string) =>
    imageHdu(data, shape, unit, axes);
  const snr = middleSnr(arrays);
  const coefficients = [0, 1, 2].flatMap((chip) => wavelengthCoefficients(chip, fiberShift(visit)));
  const lsf = [0, 1, 2].flatMap(lsfCoefficients);
  return [
    { kind: 'image', cards: primaryCards(visit, snr) },
    image(arrays.flux, 'Flux (10^-17 erg/s/cm^2/Ang)'),
    image(arrays.error, 'Flux Error (10^-17 erg/s/cm^2/Ang)'),
    image(arrays.mask, 'Flag Mask (bitwise)'),
    image(arrays.wavelength, 'Wavelength (Ang)'),
    image(arrays.sky, 'Sky (10^-17 erg/s/cm^2/Ang)'),
    image(arrays.skyError, 'Sky Error (10^-17 erg/s/cm^2/Ang)'),
    image(arrays.telluric, 'Telluric'),
    image(arrays.telluricError, 'Telluric Error'),
    imageHdu(Float64Array.from(coefficients), [3, 14], 'Wavelength Coefficients', parameters),
    imageHdu(Float64Array.from(lsf), [3, 26], 'LSF Coefficients', parameters),
    visitTable(visit, snr),
  ];
}

/** Card SNR: the median S/N per pixel of the middle chip. */
export function middleSnr({ flux, error }: Pick<VisitArrays, 'flux' | 'error'>): number {
  const ratios = Array.from(
    { length: pixelsPerChip },
    (_, i) => (flux[pixelsPerChip + i] ?? NaN) / (error[pixelsPerChip + i] ?? NaN),
  ).sort((a, b) => a - b);
  return Number((ratios[pixelsPerChip / 2] ?? NaN).toFixed(4));
}

/** Heliocentric less barycentric correction is what the telescope sees: VHELIO = VRAD + BC. */
export function vradOf({ star, bc }: Visit): number {
  return Number((star.vhelio - bc).toFixed(4));
}

function primaryCards(visit: Visit, snr: number): CardInput[] {
  const { star } = visit;
  return [
    ...syntheticCards,
    { keyword: 'LOCID', value: visit.locationId },
    { keyword: 'FIELD', value: visit.field },
    { keyword: 'PLATE', value: visit.plate },
    { keyword: 'TELESCOP', value: 'apo25m' },
    { keyword: 'MJD5', value: visit.mjd },
    { keyword: 'FIBERID', value: visit.fiber, comment: 'APOGEE Fiber ID 1-300' },
    { keyword: 'DATE-OBS', value: visit.dateObs },
    { keyword: 'EXPTIME', value: 2002.04, comment: 'Total visit exptime' },
    { keyword: 'JD-MID', value: visit.mjd + 2400000.5 + 0.4, comment: 'JD at midpoint of visit' },
    { keyword: 'NCOMBINE', value: 8 },
    { keyword: 'NPAIRS', value: 4, comment: 'Number of dither pairs combined' },
    { keyword: 'OBJID', value: star.name, comment: 'Object ID' },
    { keyword: 'OBJTYPE', value: 'STAR', comment: 'Object type' },
    { keyword: 'RA', value: star.ra, comment: 'right ascension, deg, J2000' },
    { keyword: 'DEC', value: star.dec, comment: 'declination, deg, J2000' },
    { keyword: 'GLON', value: star.glon },
    { keyword: 'GLAT', value: star.glat },
    { keyword: 'J', value: star.j, comment: '2MASS J magnitude' },
    { keyword: 'H', value: star.h, comment: '2MASS H magnitude' },
    { keyword: 'K', value: star.k, comment: '2MASS Ks magnitude' },
    { keyword: 'SNR', value: snr, comment: 'median S/N, middle chip' },
    { keyword: 'SURVEY', value: 'apogee' },
    { keyword: 'STARFLAG', value: 0 },
    { keyword: 'V_APRED', value: 'synthetic' },
    { keyword: 'BC', value: visit.bc, comment: 'barycentric correction (km/s)' },
    { keyword: 'VTYPE', value: 2, comment: 'RV type (1=chisq, 2=xcorr)' },
    { keyword: 'VRAD', value: vradOf(visit), comment: 'doppler shift (km/s)' },
    { keyword: 'VRADERR', value: 0.05, comment: 'VRAD error (km/s)' },
    { keyword: 'VHELIO', value: star.vhelio, comment: 'heliocentric velocity (km/s)' },
    { keyword: 'RVTEFF', value: star.teff, comment: 'Teff (K)' },
    { keyword: 'RVLOGG', value: star.logg, comment: 'log g' },
    { keyword: 'RVFEH', value: star.feH, comment: '[Fe/H]' },
  ];
}

function visitTable(visit: Visit, snr: number): WritableTable {
  const { star } = visit;
  return {
    kind: 'table',
    columns: [
      strings('APOGEE_ID', star.name),
      strings('TARGET_ID', `apogee.${visit.field}.${star.name}`),
      strings('FILE', apVisitName(visit)),
      numbers('FIBERID', Int16Array.of(visit.fiber)),
      strings('PLATE', visit.plate.toString()),
      numbers('MJD', Int32Array.of(visit.mjd)),
      strings('TELESCOPE', 'apo25m'),
      strings('SURVEY', 'apogee'),
      strings('FIELD', visit.field),
      numbers('LOCATION_ID', Int16Array.of(visit.locationId)),
      numbers('RA', Float64Array.of(star.ra), 'deg'),
      numbers('DEC', Float64Array.of(star.dec), 'deg'),
      numbers('J', Float32Array.of(star.j), 'mag'),
      numbers('H', Float32Array.of(star.h), 'mag'),
      numbers('K', Float32Array.of(star.k), 'mag'),
      numbers('SNR', Float32Array.of(snr)),
      numbers('STARFLAG', Int32Array.of(0)),
      strings('DATEOBS', visit.dateObs),
      numbers('BC', Float32Array.of(visit.bc), 'km/s'),
      numbers('VREL', Float32Array.of(vradOf(visit)), 'km/s'),
      numbers('VRELERR', Float32Array.of(0.05), 'km/s'),
      numbers('VHELIO', Float32Array.of(star.vhelio), 'km/s'),
      numbers('RV_TEFF', Float32Array.of(star.teff), 'K'),
      numbers('RV_LOGG', Float32Array.of(star.logg)),
      numbers('RV_FEH', Float32Array.of(star.feH)),
    ],
  };
}
