import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { FamilyDescription, ParameterDescription } from '../../core/api/tasks.ts';
import { plural } from '../format/number.ts';
import { emptyForm, putTexts, useForms } from './formStore.ts';
import { isModified } from './parameterText.ts';
import { ParameterRow } from './ParameterRow.tsx';
import { RunBox } from './RunBox.tsx';

interface ParameterEditorProps {
  readonly family: FamilyDescription;
  /** Beside the plan; else it has the whole width. */
  readonly wide: boolean;
}

/** The form of a family, made from its parameter descriptions. */
export function ParameterEditor({ family, wide }: ParameterEditorProps) {
  const form = useForms((state) => state.forms[family.family]) ?? emptyForm;
  const [folded, setFolded] = useState(true);
  const visible = family.parameters.filter(({ hidden }) => !hidden);
  const main = visible.filter(({ significant }) => significant);
  const others = visible.filter(({ significant }) => !significant);
  const modified = visible.filter((parameter) => isModified(parameter, form.texts[parameter.name]));
  const open = !folded || others.some((parameter) => modified.includes(parameter));

  const row = (parameter: ParameterDescription) => (
    <ParameterRow
      key={parameter.name}
      family={family.family}
      parameter={parameter}
      text={form.texts[parameter.name]}
      error={form.resolved?.errors.find((error) => error.parameter === parameter.name)}
    />
  );
  const Arrow = open ? IconChevronDown : IconChevronRight;
  return (
    <section className={wide ? 'col editor' : 'col editor narrow'} aria-label="Parameters">
      <div className="row editor-head">
        <span className="strong">Parameters</span>
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
        {main.map(row)}
        {others.length > 0 && (
          <>
            <button
              type="button"
              className="row small muted fold"
              aria-expanded={open}
              onClick={() => setFolded(!folded)}
            >
              <Arrow size={12} stroke={1.6} aria-hidden />
              Settings that never change the result
            </button>
            {open && others.map(row)}
          </>
        )}
      </div>
      <RunBox family={family} form={form} />
    </section>
  );
}
