import { describe, expect, it } from 'vitest';
import { ShapeFinder } from './tableShape.ts';
import { builtInFamilies } from '../builtInFamilies.ts';
import { noFetch } from '../files/archiveFetch.ts';
import { row, shapeOf } from './testShape.testing.ts';

function typesOf(rows: Parameters<typeof shapeOf>[0]): Record<string, string> {
  return Object.fromEntries(shapeOf(rows).columns.map(({ name, type }) => [name, type]));
}

describe('the columns of a table', () => {
  it('are id, subject, the given significant parameters, then the fields as declared', () => {
    const rows = [row({ other: 1, ew: 2 }, { verbose: 'true', note: 'x' }), row({ flag: true })];
    expect(shapeOf(rows).columns.map(({ name, of }) => `${of} ${name}`)).toEqual([
      'task id',
      'task subject',
      'parameter catalogid',
      'parameter note',
      'result ew',
      'result flag',
      'result other',
    ]);
  });

  it('carry help and unit of parameters and fields', () => {
    const { columns } = shapeOf([row({ ew: 1 }, { width: '2' })]);
    expect(columns.find(({ name }) => name === 'width')).toMatchObject({
      help: 'Width of the window',
      unit: 'Angstrom',
      type: 'float64',
    });
    expect(columns.find(({ name }) => name === 'ew')).toMatchObject({
      help: 'Equivalent width',
      unit: 'Angstrom',
    });
  });

  it('a declared float stays one though every value is whole', () => {
    expect(typesOf([row({ ew: 100, plain: 100 })])).toMatchObject({
      ew: 'float64',
      plain: 'int64',
    });
  });

  it('a declared integer is read from its decimal text without loss', () => {
    const shape = shapeOf([row({ source_id: '9007199254740993' })]);
    const at = shape.columns.findIndex(({ name }) => name === 'source_id');
    expect(shape.columns[at]?.type).toBe('int64');
    expect(shape.cells(row({ source_id: '9007199254740993' }))[at]).toBe(9007199254740993n);
  });

  it.each([
    ['9223372036854775807', 'int64'],
    ['9223372036854775808', 'uint64'],
    ['18446744073709551615', 'uint64'],
  ])('the catalogue id %s makes a column of %s', (catalogid, type) => {
    expect(typesOf([row({}, { catalogid })]).catalogid).toBe(type);
  });

  it('ids below zero and above 2^63 in one column are kept as texts', () => {
    const rows = [row({}, { catalogid: '-1' }), row({}, { catalogid: '18446744073709551615' })];
    expect(typesOf(rows).catalogid).toBe('string');
    expect(shapeOf(rows).cells(row({}, { catalogid: '-1' }))[2]).toBe('-1');
  });

  it('whole numbers beside fractions are floats, words beside numbers are texts', () => {
    const rows = [row({ a: 1, b: 1 }), row({ a: 1.5, b: 'none' })];
    expect(typesOf(rows)).toMatchObject({ a: 'float64', b: 'string' });
    expect(
      shapeOf(rows)
        .cells(row({ a: 1, b: 1 }))
        .slice(3),
    ).toEqual([1, '1']);
  });

  it('a field that some results lack, early or late, has nulls', () => {
    const { columns } = shapeOf([row({ a: 1 }), row({ b: 1 }), row({ a: 1, b: 2, c: null })]);
    const nulls = columns.filter(({ hasNulls }) => hasNulls).map(({ name }) => name);
    expect(nulls).toEqual(['a', 'b', 'c']);
  });

  it('a field without any value keeps its declared type', () => {
    expect(
      typesOf([row({ ew: null, source_id: null, flag: null, label: null, x: null })]),
    ).toMatchObject({
      ew: 'float64',
      source_id: 'int64',
      flag: 'bool',
      label: 'string',
      x: 'string',
    });
  });

  it('lists and objects are kept as their JSON, a bare result as a column of its own', () => {
    const shape = shapeOf([row({ bands: [1, 2] })]);
    expect(shape.cells(row({ bands: [1, 2] })).at(-1)).toBe('[1,2]');
    expect(shapeOf([row(3.5)]).columns.at(-1)).toMatchObject({ name: 'result', type: 'float64' });
  });

  it('names that FITS would take for one another are told apart', () => {
    const names = shapeOf([row({ Width: 1, id: 2 }, { width: '2' })]).columns.map(
      ({ name }) => name,
    );
    expect(names).toEqual(['id', 'subject', 'catalogid', 'width', 'Width_2', 'id_2']);
  });

  it('rows of several versions of the family say which, so that none is taken for another', () => {
    const versions = (of: readonly string[]) =>
      shapeOf(of.map((version) => ({ ...row({ ew: 1 }), version })));
    expect(versions(['1.0', '1.0']).columns.map(({ name }) => name)).not.toContain('version');
    const { columns, cells } = versions(['1.0', '1.1']);
    expect(columns.map(({ name }) => name).slice(0, 3)).toEqual(['id', 'subject', 'version']);
    expect(cells({ ...row({ ew: 1 }), version: '1.1' })[2]).toBe('1.1');
  });

  it('a table without rows has the two columns that every table has', () => {
    expect(shapeOf([]).columns.map(({ name }) => name)).toEqual(['id', 'subject']);
  });
});

it('a table does not show the kind of file that keys would name where a file was given', () => {
  const finder = new ShapeFinder(builtInFamilies(noFetch).get('EstimateSnr'));
  const given = {
    id: '1',
    subject: 'a',
    params: { input: 'a.fits', species: 'apVisit' },
    result: {},
  };
  const named = { ...given, id: '2', params: { release: 'DR17', species: 'apStar' } };
  finder.add(given);
  finder.add({ ...given, id: '3', params: { inputs: 'a.fits,b.fits', species: 'apVisit' } });
  expect(finder.shape().columns.map(({ name }) => name)).not.toContain('species');
  finder.add(named);
  const { columns, cells } = finder.shape();
  const at = columns.findIndex(({ name }) => name === 'species');
  expect([given, named].map((row) => cells(row)[at])).toEqual([null, 'apStar']);
});
