import { SegmentedControl } from '@mantine/core';
import type { FamilyDescription, ParameterDescription } from '../../core/api/tasks.ts';
import { plural } from '../format/number.ts';
import { changeForm, emptyForm, putTexts, useForms } from './formStore.ts';
import { Fold } from './Fold.tsx';
import { anyGiven, layoutParameters } from './parameterLayout.ts';
import { isModified } from './parameterText.ts';
import { ParameterRow } from './ParameterRow.tsx';
import { RunBox } from './RunBox.tsx';
import { SweepFields } from './SweepFields.tsx';
import { TablePanel } from './TablePanel.tsx';

interface ParameterEditorProps {
  readonly family: FamilyDescription;
  /** Beside the plan; else it has the whole width. */
  readonly wide: boolean;
}

/** The form of a family, made from its parameter descriptions. */
export function ParameterEditor({ family, wide }: ParameterEditorProps) {
  const form = useForms((state) => state.forms[family.family]) ?? emptyForm;
  const layout = layoutParameters(family);
  const columns = new Set(
    form.mode === 'table' ? form.table?.preview?.columns.map(({ parameter }) => parameter) : [],
  );
  const modified = family.parameters.filter((parameter) =>
    isModified(parameter, form.texts[parameter.name]),
  );

  const row = (parameter: ParameterDescription) => (
    <ParameterRow
      key={parameter.name}
      family={family.family}
      parameter={parameter}
      text={form.texts[parameter.name]}
      error={
        form.mode === 'one'
          ? form.resolved?.errors.find((error) => error.parameter === parameter.name)
          : undefined
      }
      given={columns.has(parameter.name) ? 'from the table' : undefined}
    />
  );
  return (
    <section className={wide ? 'col editor' : 'col editor narrow'} aria-label="Parameters">
      <div className="row editor-head">
        <SegmentedControl
          aria-label="What to run"
          size="sm"
          data={[
            { value: 'one', label: 'One task' },
            { value: 'table', label: 'Table' },
          ]}
          value={form.mode}
          onChange={(mode) =>
            changeForm(family.family, { mode: mode === 'table' ? 'table' : 'one' })
          }
        />
        {modified.length > 0 && (
          <>
            <span className="muted small">{plural(modified.length, 'modified', 'modified')}</span>
            <button
              type="button"
              className="link small push"
              onClick={() => putTexts(family.family, {})}
            >
              Reset all
            </button>
          </>
        )}
      </div>
      <div className="scroll" style={{ padding: '0 8px 12px' }}>
        {form.mode === 'table' && <TablePanel family={family} form={form} />}
        {form.mode === 'table' && (
          <p className="for-all muted small">For every row whose cell is empty or missing:</p>
        )}
        {layout.main.map(row)}
        {layout.keys.length > 0 && (
          <Fold
            title="Keys, instead of a file"
            summary={layout.keys.map(({ name }) => name).join(', ')}
            held={anyGiven(layout.keys, form.texts)}
          >
            {layout.keys.map(row)}
          </Fold>
        )}
        <Fold
          title="Sweep"
          summary="several values of a parameter, a task for each"
          held={form.sweeps.length > 0}
        >
          <SweepFields family={family} form={form} />
        </Fold>
        {layout.settings.length > 0 && (
          <Fold
            title="Settings that never change the result"
            held={anyGiven(layout.settings, form.texts)}
          >
            {layout.settings.map(row)}
          </Fold>
        )}
      </div>
      <RunBox family={family} form={form} />
    </section>
  );
}
