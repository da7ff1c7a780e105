import type { WritableColumn, WritableTable } from '../../fits/write/writableHdu.ts';
import type { MeasuredRegion, NormalisedGroup } from './normaliseGroup.ts';
import { ascii } from './provenance.ts';

interface Line extends MeasuredRegion {
  readonly row: number;
  readonly label: string;
  readonly grid: number;
  readonly imageRow: number;
}

/** The table RESULTS: a line for each row and fit region. */
export function resultsTable(groups: readonly NormalisedGroup[]): WritableTable {
  const lines = groups.flatMap(({ rows }, grid) =>
    rows.flatMap(({ spectrum, regions }, imageRow) =>
      regions.map((region): Line => ({
        ...region,
        row: spectrum.row,
        label: spectrum.label,
        grid: grid + 1,
        imageRow,
      })),
    ),
  );
  const columns: WritableColumn[] = [
    integers('row', lines, ({ row }) => row, 'row of the source, from 0'),
    texts('label', lines, ({ label }) => ascii(label)),
    integers('grid', lines, ({ grid }) => grid, 'EXTVER of the images'),
    integers('image_row', lines, ({ imageRow }) => imageRow, 'row of the images, from 0'),
    { ...floats('start', lines, ({ fit }) => fit.start), unit: 'Angstrom' },
    { ...floats('end', lines, ({ fit }) => fit.end), unit: 'Angstrom' },
    integers('n', lines, ({ fit }) => fit.n, 'continuum pixels'),
    integers('used', lines, ({ fit }) => fit.used, 'of these in the last fit'),
    texts('status', lines, ({ fit }) => fit.status),
    floats('rms', lines, ({ rms }) => rms, 'of flux/continuum - 1'),
    vectors('theta', lines, ({ fit }) => fit.theta, 'coefficients, NaN beyond the last'),
  ];
  if (lines.some(({ fit }) => fit.knots !== undefined)) {
    const knots = vectors('knots', lines, ({ fit }) => fit.knots, 'interior knots, NaN beyond');
    columns.push({ ...knots, unit: 'Angstrom' });
  }
  return { kind: 'table', name: 'RESULTS', columns };
}

type Of<T> = (line: Line) => T;

function integers(
  name: string,
  lines: readonly Line[],
  of: Of<number>,
  description: string,
): WritableColumn {
  const data = Int32Array.from(lines, of);
  return { name, description, values: { kind: 'number', type: 'i4', shape: [data.length], data } };
}

function floats(
  name: string,
  lines: readonly Line[],
  of: Of<number>,
  description?: string,
): WritableColumn {
  const data = Float64Array.from(lines, of);
  return {
    name,
    values: { kind: 'number', type: 'f8', shape: [data.length], data },
    ...(description === undefined ? {} : { description }),
  };
}

function texts(name: string, lines: readonly Line[], of: Of<string>): WritableColumn {
  const data = lines.map(of);
  return { name, values: { kind: 'string', shape: [data.length], data } };
}

/** Vectors of different lengths side by side: as long as the longest, at least 1. */
function vectors(
  name: string,
  lines: readonly Line[],
  of: Of<Float64Array | undefined>,
  description: string,
): WritableColumn {
  const width = lines.reduce((most, line) => Math.max(most, of(line)?.length ?? 0), 1);
  const data = new Float64Array(lines.length * width).fill(NaN);
  for (const [i, line] of lines.entries()) data.set(of(line) ?? [], i * width);
  const shape = [lines.length, width];
  return { name, description, values: { kind: 'number', type: 'f8', shape, data } };
}
