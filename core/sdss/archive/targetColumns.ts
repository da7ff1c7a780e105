/**
 * Columns under which catalogues (allStar, allVisit, spAll, mwmAllStar, lists made by hand) give the
 * keys of the data model, the usual ones first. A column with the name of the key itself comes
 * before all of them.
 */
const columnsOfKey: Readonly<Record<string, readonly string[]>> = {
  obj: ['apogee_id', 'apogeeid', 'sdss4_apogee_id', 'object', 'object_id', 'id'],
  reduction: ['apogee_id', 'obj', 'object'],
  fiber: ['fiberid', 'fiber_id', 'fibre', 'fibreid'],
  fiberid: ['fiber', 'fiber_id', 'fibreid', 'fibre'],
  plate: ['plateid', 'plate_id'],
  plateid: ['plate', 'plate_id'],
  fieldid: ['field', 'field_id'],
  field: ['field_name', 'field_id'],
  location: ['location_id', 'locationid'],
  cat_id: ['catalogid', 'catalog_id', 'catid'],
  catalogid: ['cat_id', 'catalog_id', 'catid'],
  sdss_id: ['sdssid'],
  healpix: ['hpx', 'healpix_id'],
  mjd: ['mjd_final', 'obs_mjd'],
};

/** A column that was read as a key of another name. */
export interface ColumnNote {
  readonly column: string;
  readonly key: string;
}

export interface KeysOfRow {
  readonly params: Readonly<Record<string, string>>;
  readonly notes: readonly ColumnNote[];
}

/** The values of a row (by lower-case column) under the keys of a species, as far as it has them. */
export function keysOfRow(
  row: Readonly<Record<string, string>>,
  keys: readonly string[],
): KeysOfRow {
  const params: Record<string, string> = {};
  const notes: ColumnNote[] = [];
  for (const key of keys) {
    const names = [key.toLowerCase(), ...(columnsOfKey[key] ?? [])];
    const column = names.find((name) => row[name] !== undefined);
    const value = column === undefined ? undefined : row[column];
    if (column === undefined || value === undefined) continue;
    params[key] = value;
    if (column !== key.toLowerCase()) notes.push({ column, key });
  }
  return { params, notes };
}
