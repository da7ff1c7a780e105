import type { CardInput } from '../../fits/write/formatCard.ts';
import { encodeFits } from '../../fits/write/encodeFits.ts';
import type { NumericArray } from '../../fits/numericArray.ts';
import { typeOfArray } from '../../fits/numericArray.ts';
import type { WritableColumn } from '../../fits/write/writableHdu.ts';
import { spectrumCsv } from '../../spectrum/csv.ts';
import { spectrumDocument } from '../../spectrum/document.ts';
import type { WavelengthUnit } from '../../spectrum/operations/wavelengthUnit.ts';
import type { Spectrum } from '../../spectrum/spectrum.ts';
import { fitsIvarUnit, fitsUnit } from '../normalise/fitsUnit.ts';
import {
  ascii,
  inputName,
  parameterTable,
  provenanceCards,
  type Provenance,
} from '../normalise/provenance.ts';
import { sourceCards } from '../normalise/sourceCards.ts';

export type ExportFormat = 'csv' | 'fits' | 'json';

export interface ExportedSpectrum {
  /** Its wavelengths are in `unit`. */
  readonly spectrum: Spectrum;
  readonly unit: WavelengthUnit;
  readonly provenance: Provenance;
}

/** A spectrum with all it takes to know where it came from, as the bytes of a file. */
export function encodeExport(exported: ExportedSpectrum, format: ExportFormat): Uint8Array {
  switch (format) {
    case 'csv':
      return Buffer.from([...csvHead(exported), ...spectrumCsv(exported.spectrum)].join(''));
    case 'json':
      return Buffer.from(`${JSON.stringify(jsonDocument(exported))}\n`);
    case 'fits':
      return encodeFits([
        { kind: 'image', cards: cardsOf(exported) },
        { kind: 'table', name: 'SPECTRUM', columns: columnsOf(exported) },
        parameterTable(exported.provenance),
      ]);
  }
}

/** What holds for all pixels, by name. */
function headOf({ spectrum, unit, provenance }: ExportedSpectrum): [string, string][] {
  const { product, release, row, label, frame, medium, meta } = spectrum;
  const { id, family, version, inputs, parameters } = provenance;
  const object = meta['object'];
  return [
    ['task', id],
    ['family', `${family} ${version}`],
    ...inputs.map((input): [string, string] => ['input', `${inputName(input.path)} (${input.id})`]),
    ['parameters', parameters.map(([name, value]) => `${name}=${value}`).join(' ')],
    ['product', product],
    ...(release === undefined ? [] : [['release', release] satisfies [string, string]]),
    ...(typeof object === 'string' ? [['object', object] satisfies [string, string]] : []),
    ...('synthetic' in meta ? [['synthetic', 'true'] satisfies [string, string]] : []),
    ['row', `${row} (${label})`],
    ['wavelength', `${unit}, ${medium}, ${frame}`],
    ['flux', spectrum.unit === '' ? 'normalised' : spectrum.unit],
  ];
}

/** Comment lines: `# name: value`. A value never breaks its line. */
function csvHead(exported: ExportedSpectrum): string[] {
  return headOf(exported).map(([name, value]) => `# ${name}: ${value.replace(/[\r\n]+/g, ' ')}\n`);
}

function jsonDocument({ spectrum, unit, provenance }: ExportedSpectrum) {
  const { id, family, version, inputs, parameters } = provenance;
  return {
    ...spectrumDocument(spectrum),
    wavelength_unit: unit,
    provenance: {
      task: id,
      family,
      version,
      inputs: inputs.map((input) => ({ name: inputName(input.path), task: input.id })),
      parameters: Object.fromEntries(parameters),
    },
  };
}

function cardsOf({ spectrum, provenance }: ExportedSpectrum): CardInput[] {
  return [
    ...provenanceCards(provenance),
    ...sourceCards(spectrum),
    { keyword: 'SRCROW', value: spectrum.row, comment: 'row of the source, from 0' },
    { keyword: 'LABEL', value: ascii(spectrum.label) },
  ];
}

/** As FITS and astropy.units spell them. */
const fitsUnits: Record<WavelengthUnit, string> = { Å: 'Angstrom', nm: 'nm', µm: 'um' };

function columnsOf({ spectrum, unit }: ExportedSpectrum): WritableColumn[] {
  const fluxUnit = fitsUnit(spectrum.unit);
  const column = (name: string, data: NumericArray, of?: string): WritableColumn => ({
    name,
    values: { kind: 'number', type: typeOfArray(data), shape: [data.length], data },
    ...(of === undefined || of === '' ? {} : { unit: of }),
  });
  const { wavelength, flux, ivar, masks, model, continuum, sky, wresl } = spectrum;
  const named: [string, Spectrum['flux'] | undefined, string?][] = [
    ['WAVELENGTH', wavelength, fitsUnits[unit]],
    ['FLUX', flux, fluxUnit],
    ['IVAR', ivar, fitsIvarUnit(spectrum.unit)],
    ['MODEL', model, fluxUnit],
    ['CONTINUUM', continuum, fluxUnit],
    ['SKY', sky, fluxUnit],
    ['WRESL', wresl, 'Angstrom'],
  ];
  const curves = named.flatMap(([name, data, of]) =>
    data === undefined ? [] : [column(name, Float64Array.from(data), of)],
  );
  const flags = (['bitmask', 'and_mask', 'or_mask'] as const).flatMap((name) => {
    const data = masks[name];
    if (data === undefined) return [];
    const copy = data instanceof Int32Array ? Int32Array.from(data) : BigInt64Array.from(data);
    return [column(name.toUpperCase(), copy)];
  });
  return [...curves.slice(0, 3), ...flags, ...curves.slice(3)];
}
