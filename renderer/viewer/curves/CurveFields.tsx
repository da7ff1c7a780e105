import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useId } from 'react';
import { wavelengthUnits } from '../../../core/api/spectrum.ts';
import { describedBy } from '../../components/describedBy.ts';
import { chooseFlux, chooseNoiseKind, chooseWavelength, type CurveChoice } from './curveChoice.ts';
import { candidateAt, type Candidates } from './curveFit.ts';
import { frames, media, noiseKinds } from './curveLabels.ts';
import { fluxNote, missingText, noiseNote, wavelengthNote } from './curveNotes.ts';
import { valueOptions, wavelengthOptions } from './curveOptions.ts';
import type { CurveField } from './curvesAnswer.ts';
import { rowsToChoose } from './manyRows.ts';
import { CurveRow } from './CurveRow.tsx';
import { CurveSelect } from './CurveSelect.tsx';
import { RowField } from './RowField.tsx';

interface CurveFieldsProps {
  readonly candidates: Candidates;
  readonly choice: CurveChoice;
  readonly missing: readonly CurveField[];
  readonly autoFocus: boolean;
  readonly onChange: (choice: CurveChoice) => void;
}

/** Wavelengths, fluxes and uncertainties, each with what belongs to it. */
export function CurveFields(props: CurveFieldsProps) {
  const { candidates, choice, missing, autoFocus, onChange } = props;
  const id = useId();
  const wavelength = candidateAt(candidates, choice.wavelength);
  const values = valueOptions(candidates, wavelength);
  const rows = rowsToChoose(candidates, choice);
  const fault = (field: CurveField) =>
    missing.includes(field) ? missingText(field, candidates, wavelength) : undefined;
  return (
    <>
      <CurveRow
        label="Wavelengths"
        field={`${id}-wavelength`}
        noteId={`${id}-wavelength-note`}
        note={wavelengthNote(wavelength)}
        fault={fault('wavelength')}
      >
        <CurveSelect
          id={`${id}-wavelength`}
          note={`${id}-wavelength-note`}
          groups={wavelengthOptions(candidates)}
          value={choice.wavelength}
          invalid={missing.includes('wavelength')}
          autoFocus={autoFocus}
          onChoose={(key) => onChange(chooseWavelength(candidates, choice, key))}
        />
        <Select
          className="curve-unit"
          aria-label="Unit of the wavelengths"
          {...describedBy(`${id}-wavelength-note`)}
          data={[...wavelengthUnits]}
          value={choice.wavelengthUnit}
          onChange={(value) => {
            const unit = wavelengthUnits.find((known) => known === value);
            if (unit !== undefined) onChange({ ...choice, wavelengthUnit: unit });
          }}
        />
      </CurveRow>
      <CurveRow
        label="Fluxes"
        field={`${id}-flux`}
        noteId={`${id}-flux-note`}
        note={fluxNote(candidateAt(candidates, choice.flux))}
        fault={fault('flux')}
      >
        <CurveSelect
          id={`${id}-flux`}
          note={`${id}-flux-note`}
          groups={values}
          value={choice.flux}
          invalid={missing.includes('flux')}
          onChoose={(key) => onChange(chooseFlux(candidates, choice, key))}
        />
        <TextInput
          className="curve-unit"
          aria-label="Unit of the fluxes"
          {...describedBy(`${id}-flux-note`)}
          placeholder="unit"
          maxLength={200}
          spellCheck={false}
          autoComplete="off"
          value={choice.unit}
          onChange={(event) => onChange({ ...choice, unit: event.currentTarget.value })}
        />
      </CurveRow>
      <CurveRow
        label="Uncertainties"
        noteId={`${id}-noise-note`}
        note={noiseNote(choice.noiseKind)}
        fault={fault('noise')}
      >
        <SegmentedControl
          aria-label="Kind of uncertainties"
          data={noiseKinds}
          value={choice.noiseKind}
          onChange={(kind) => onChange(chooseNoiseKind(candidates, choice, kind))}
        />
        {choice.noiseKind !== 'none' && (
          <CurveSelect
            id={`${id}-noise`}
            label="Curve of the uncertainties"
            note={`${id}-noise-note`}
            groups={values}
            value={choice.noise}
            invalid={missing.includes('noise')}
            onChoose={(key) => onChange({ ...choice, noise: key })}
          />
        )}
      </CurveRow>
      {rows !== undefined && (
        <RowField
          id={`${id}-row`}
          rows={rows}
          row={choice.row}
          fault={fault('row')}
          onRow={(row) => onChange({ ...choice, row })}
        />
      )}
      <CurveRow label="Measured in" noteId={`${id}-medium-note`} note="">
        <SegmentedControl
          aria-label="Medium of the wavelengths"
          data={media}
          value={choice.medium}
          onChange={(medium) => onChange({ ...choice, medium })}
        />
        <SegmentedControl
          aria-label="Frame of the wavelengths"
          data={frames}
          value={choice.frame}
          onChange={(frame) => onChange({ ...choice, frame })}
        />
      </CurveRow>
    </>
  );
}
