import type { Visit } from './observeVisit.ts';
import type { Star } from './star.ts';

/**
 * The bundled sample: two invented stars with three visits in two fields, and one invented galaxy. Names,
 * places and plates are made up (no SDSS plate has such a number), so that nobody takes them for
 * real ones.
 */
const giant: Star = {
  name: 'SYN0512+2201',
  ra: 78.0125,
  dec: 22.0254,
  glon: 181.98,
  glat: -9.85,
  teff: 4700,
  logg: 2.5,
  feH: -0.1,
  h: 10.6,
  j: 11.21,
  k: 10.47,
  vhelio: -31.4,
  vsini: 2,
};

const hotStar: Star = {
  name: 'SYN1841+0137',
  ra: 280.2971,
  dec: 1.6242,
  glon: 33.41,
  glat: 2.9,
  teff: 7600,
  logg: 4.1,
  feH: 0,
  h: 9.9,
  j: 9.98,
  k: 9.87,
  vhelio: 12.7,
  vsini: 45,
};

export const visits: readonly Visit[] = [
  {
    star: giant,
    field: '182-10',
    locationId: 9901,
    plate: 99001,
    mjd: 58042,
    fiber: 57,
    dateObs: '2017-10-16T09:12:41.310',
    bc: 24.613,
    snr: 92,
    seed: 1,
  },
  {
    star: giant,
    field: '182-10',
    locationId: 9901,
    plate: 99001,
    mjd: 58069,
    fiber: 61,
    dateObs: '2017-11-12T08:03:05.772',
    bc: 14.082,
    snr: 61,
    seed: 2,
  },
  {
    star: hotStar,
    field: '033+03',
    locationId: 9902,
    plate: 99002,
    mjd: 57911,
    fiber: 214,
    dateObs: '2017-06-07T07:40:19.045',
    bc: 9.877,
    snr: 130,
    seed: 3,
  },
];

/** Visits that the sample's apStar combines: all of the giant's. */
export const starVisits: readonly Visit[] = visits.filter(({ star }) => star === giant);

export const galaxy = {
  plate: 99003,
  mjd: 58131,
  fiber: 412,
  ra: 131.4409,
  dec: 41.8873,
  z: 0.0832,
  snr: 22,
  seed: 4,
} as const;
