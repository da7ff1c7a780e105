import { join } from 'node:path';
import { readColumnFloat64 } from '../../core/fits/columnFloat64.ts';
import { openFits } from '../../core/fits/fitsFile.ts';
import { findColumn, readColumn } from '../../core/fits/table.ts';
import { readImage, readRowFloat64 } from '../../core/fits/image.ts';
import { requireImage, requireTable } from '../../core/fits/hdu.ts';
import { sharedData } from './sharedData.ts';

/** What is read of a file: by us and by every peer alike. */
export interface Reading {
  /** Below the folder of reference data. */
  readonly file: string;
  /** Image rows or whole table columns, as float64. */
  readonly parts: readonly { readonly hdu: number; readonly column?: string }[];
}

/** The flux and error (or ivar and wavelength) of the first spectrum of a file. */
export function firstSpectrum(file: string): Reading {
  using fits = openFits(absolute(file));
  if (!fits.hasHdu(1)) return { file, parts: [{ hdu: 0 }] };
  const first = fits.hdu(1);
  if (first.kind === 'table') {
    const wanted = ['flux', 'ivar', 'loglam'].filter((name) => findColumn(first, name));
    const names = wanted.length > 0 ? wanted : numericNames(first.columns).slice(0, 3);
    return { file, parts: names.map((column) => ({ hdu: 1, column: nameIn(first, column) })) };
  }
  return {
    file,
    parts: [1, 2]
      .filter((hdu) => fits.hasHdu(hdu) && fits.hdu(hdu).kind === 'image')
      .map((hdu) => ({ hdu })),
  };
}

export function readSpectrum({ file, parts }: Reading): Float64Array[] {
  using fits = openFits(absolute(file));
  return parts.map(({ hdu, column }) =>
    column === undefined
      ? readRowFloat64(requireImage(fits.hdu(hdu)), 0)
      : readColumnFloat64(requireTable(fits.hdu(hdu)), column),
  );
}

/** Every pixel and every cell; returns the number of arrays. */
export function readAll(file: string): number {
  using fits = openFits(absolute(file));
  let arrays = 0;
  for (const hdu of fits.hdus()) {
    if (hdu.kind === 'image' && hdu.shape.length > 0) {
      readImage(hdu);
      arrays += 1;
    } else if (hdu.kind === 'table') {
      for (const { name } of hdu.columns) readColumn(hdu, name);
      arrays += hdu.columns.length;
    }
  }
  return arrays;
}

export function absolute(file: string): string {
  return join(sharedData ?? '', file);
}

function numericNames(columns: readonly { readonly name: string; readonly form: string }[]) {
  return columns.filter(({ form }) => /^1?[IJKED]$/i.test(form.trim())).map(({ name }) => name);
}

function nameIn(table: { readonly columns: readonly { name: string }[] }, name: string): string {
  return findColumn(table, name)?.name ?? name;
}
