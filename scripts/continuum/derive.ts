/**
 * Writes continuum regions from sample spectra, the same bytes for the same files:
 *
 *     node scripts/continuum/derive.ts apogee apStar-*.fits > resources/continuum/apogee.regions
 *     node scripts/continuum/derive.ts boss spec-*.fits > resources/continuum/boss.regions
 *
 * The method and its limits are described in docs/continuum.md.
 */
import { defaultFitRegions } from '../../core/continuum/range.ts';
import { localRank, meanRank, onGrid, type SampleStar } from './envelopeScore.ts';
import { apogeeStar, bossStar } from './sampleStars.ts';
import { selectRuns, type PixelRun, type Selection } from './selectRegions.ts';
import { apogeeExclusions, bossExclusions, isExcluded, type Exclusion } from './spectralWindows.ts';

interface Survey {
  readonly title: string;
  readonly grid: Float64Array;
  readonly read: (path: string) => SampleStar | undefined;
  readonly exclusions: readonly Exclusion[];
  /** Neighbourhood of a rank, pixels to each side. */
  readonly half: number;
  readonly smooth: number;
  readonly selection: Selection;
}

const surveys: Readonly<Record<string, Survey>> = {
  apogee: {
    title: 'APOGEE (rest frame, vacuum)',
    grid: Float64Array.from({ length: 8575 }, (_, i) => 10 ** (4.179 + 6e-6 * i)),
    read: apogeeStar,
    exclusions: apogeeExclusions,
    // 21 Å to each side: many lines, and little change of the continuum.
    half: 100,
    smooth: 3,
    // 26 Å blocks.
    selection: { share: 0.125, block: 125, least: 3, floor: 0.55 },
  },
  boss: {
    title: 'BOSS (rest frame, vacuum)',
    grid: Float64Array.from({ length: 4438 }, (_, i) => 10 ** (3.5563 + 1e-4 * i)),
    read: bossStar,
    exclusions: bossExclusions,
    // About 110 Å to each side at 5000 Å.
    half: 95,
    smooth: 5,
    selection: { share: 0.2, block: 100, least: 6, floor: 0.5 },
  },
};

function derive(survey: Survey, stars: readonly SampleStar[]): string {
  const { grid } = survey;
  const ranks = stars.map((star) => localRank(onGrid(star, grid), survey.half, survey.smooth));
  // All but one may be silent in a pixel only if there are more than two.
  const score = meanRank(ranks, Math.max(1, stars.length - 1)).map((value, i) => {
    const wavelength = grid[i] ?? NaN;
    const fitted = defaultFitRegions.some((r) => wavelength > r.start && wavelength < r.end);
    return fitted && !isExcluded(survey.exclusions, wavelength) ? value : NaN;
  });
  const runs = selectRuns(score, survey.selection);
  const { share, block, least, floor } = survey.selection;
  return [
    `# Continuum regions for ${survey.title}: start and end, Å.`,
    '# Made by scripts/continuum/derive.ts; method and limits in docs/continuum.md.',
    `# From: ${stars.map((star) => star.name).join(', ')}.`,
    `# Rank within ±${survey.half} pixels after a median of ${survey.smooth}; at least ${least} pixels together;`,
    `# the best ${share * 100} % of every ${block} pixels, mean rank at least ${floor}.`,
    '# Ends lie midway between two pixels, so that no rounding decides about a pixel.',
    ...runs.map((run) => line(grid, run)),
    '',
  ].join('\n');
}

function line(grid: Float64Array, { first, last }: PixelRun): string {
  const between = (i: number) => (((grid[i - 1] ?? NaN) + (grid[i] ?? NaN)) / 2).toFixed(3);
  return `${between(first)} ${between(last)}`;
}

const [name = '', ...paths] = process.argv.slice(2);
const survey = surveys[name];
if (survey === undefined || paths.length === 0) {
  process.stderr.write('usage: derive.ts apogee|boss FILE…\n');
  process.exitCode = 2;
} else {
  const stars = paths
    .toSorted()
    .map(survey.read)
    .filter((star) => star !== undefined);
  process.stdout.write(derive(survey, stars));
}
