import type { CurvePlace } from '../../../core/api/spectrum.ts';

/** A place as text that no other place of the file has: the value of a choice. */
export function placeKey(place: CurvePlace): string {
  switch (place.kind) {
    case 'grid':
      return `grid ${place.hdu}`;
    case 'image':
      return `image ${place.hdu} ${place.row}`;
    case 'column':
      return `column ${place.hdu} ${place.row ?? 'all'} ${place.column}`;
  }
}

/** A place for people: `HDU 1, column FLUX`, `HDU 0, row 3`. */
export function placeWords(place: CurvePlace): string {
  switch (place.kind) {
    case 'grid':
      return `HDU ${place.hdu}, CRVAL1 and CDELT1`;
    case 'image':
      return `HDU ${place.hdu}, row ${place.row}`;
    case 'column':
      return [
        `HDU ${place.hdu}, column ${place.column}`,
        ...(place.row === undefined ? [] : [`row ${place.row}`]),
      ].join(', ');
  }
}
