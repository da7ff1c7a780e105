import type { LineMeasurement } from '../../../core/api/line.ts';
import type { SpectrumPayload } from '../../../core/api/spectrum.ts';
import { decimalsForError, formatCount, formatFixed, MISSING } from '../../format/number.ts';
import { fluxUnit, unitText } from '../../format/unit.ts';

/** A measured quantity as it is shown. */
export interface LineRow {
  readonly name: string;
  /** `0.262 ± 0.005`; a dash where it cannot be measured. */
  readonly text: string;
  /** Å, beside the name; empty where the note says the unit, which is longer. */
  readonly unit: string;
  /** What the sign means, what it is in other units, or its unit. */
  readonly note: string;
}

/** km/s; exact. */
const SPEED_OF_LIGHT = 299_792.458;

type Measured = LineMeasurement['flux'];

/**
 * What is measured of a line, each with its error: two significant digits of it, and no more of the
 * value. Without errors in the file (`noErrors`) those of the numbers mean nothing and are left out.
 */
export function lineRows(
  line: LineMeasurement,
  payload: Pick<SpectrumPayload, 'unit' | 'product' | 'noErrors'>,
): LineRow[] {
  const noErrors = payload.noErrors === true;
  const { equivalentWidth, centroid, fwhm, flux, continuum } = line;
  const row = (name: string, measured: Measured, of: string, note: string): LineRow => ({
    name,
    text: withError(noErrors && measured !== null ? { ...measured, error: null } : measured),
    unit: of,
    note,
  });
  return [
    row('Equivalent width', equivalentWidth, 'Å', widthSign(equivalentWidth)),
    row('Centroid', centroid, 'Å', centroid === null ? 'not in the window' : 'weighted by depth'),
    row('FWHM', fwhm, 'Å', widthNote(line)),
    row('Line flux', flux, '', integrated(payload)),
    row('Continuum', continuum, '', fluxUnit(payload)),
  ];
}

/** A flux density times Å; the flux of a normalised spectrum is a number. */
function integrated({ unit, product }: Pick<SpectrumPayload, 'unit' | 'product'>): string {
  if (unit === '') return product === 'generic' ? fluxUnit({ unit, product }) : 'Å';
  return unit.endsWith('/Å') ? unitText(unit.slice(0, -2)) : `${unitText(unit)} Å`;
}

function widthSign(equivalentWidth: Measured): string {
  return equivalentWidth === null ? 'the continuum is not above 0' : 'positive in absorption';
}

function widthNote({ fwhm, centroid }: LineMeasurement): string {
  if (fwhm === null) return 'half depth not reached';
  if (centroid === null) return '';
  return `${formatFixed((SPEED_OF_LIGHT * fwhm.value) / centroid.value, 1)} km/s`;
}

function withError(measured: Measured): string {
  if (measured === null) return MISSING;
  const { value, error } = measured;
  const decimals = decimalsForError(value, error ?? NaN);
  const text = formatFixed(value, decimals);
  return error === null ? text : `${text} ± ${formatFixed(error, decimals)}`;
}

/** Which pixels are the line, and which its continuum. */
export function lineSentence({
  window,
  bands,
  pixels,
  skipped,
  coverage,
}: LineMeasurement): string {
  const [blue, red] = bands;
  const range = ({ from, to }: LineMeasurement['window']) =>
    `${formatFixed(from, 2)}–${formatFixed(to, 2)}`;
  const left = skipped === 0 ? '' : `, ${formatCount(skipped)} bad left out`;
  // Pixels at the ends count in part; what is less by rounding is not worth a word.
  const covered = coverage > 0.995 ? '' : `, ${Math.round(100 * coverage)} % of it`;
  return (
    `Line: ${range(window)} Å (${formatCount(pixels)} pixels${covered}${left}). ` +
    `Straight continuum through ${range(blue)} and ${range(red)} Å, the outer fifths of the view.`
  );
}
