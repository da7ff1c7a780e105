import { IconRotate, IconXboxX } from '@tabler/icons-react';
import { Fragment, useId, type ReactNode } from 'react';
import type { ParameterDescription, ResolvedTask } from '../../core/api/tasks.ts';
import { sentence } from '../client/problemText.ts';
import { IconButton } from '../components/IconButton.tsx';
import { setParameter } from './formStore.ts';
import { FileNote } from './FileNote.tsx';
import { ParameterField } from './ParameterField.tsx';
import { helpLine, isModified } from './parameterText.ts';
import { takesSpectrum } from './spectrumParameter.ts';

interface ParameterRowProps {
  readonly family: string;
  readonly parameter: ParameterDescription;
  readonly text: string | undefined;
  readonly error: ResolvedTask['errors'][number] | undefined;
  /** Where else the value comes from: "from the table". */
  readonly given: string | undefined;
}

/** Dot, name, field, reset; below it the help, or what is wrong and what is allowed. */
export function ParameterRow({ family, parameter, text, error, given }: ParameterRowProps) {
  const id = useId();
  const note = `${id}-note`;
  const modified = isModified(parameter, text);
  // A value that was never given is asked for, not blamed.
  const blame = error !== undefined && text !== undefined;
  const help = helpLine(parameter, text);
  return (
    <div className="parameter">
      <span>
        {modified && (
          <span className="dot" title="Changed from the default" role="img" aria-label="Modified" />
        )}
      </span>
      <label htmlFor={id} className={modified ? 'strong' : undefined} title={parameter.name}>
        {breakable(parameter.name)}
      </label>
      <ParameterField
        id={id}
        note={note}
        parameter={parameter}
        text={text ?? parameter.default ?? ''}
        invalid={blame}
        onText={(value) => setParameter(family, parameter.name, value)}
      />
      <span>
        {modified && (
          <IconButton
            small
            icon={IconRotate}
            label={
              parameter.default === undefined
                ? `Clear ${parameter.name}`
                : `Reset to ${parameter.default}`
            }
            onClick={() => setParameter(family, parameter.name, '')}
          />
        )}
      </span>
      {error !== undefined && blame ? (
        <div id={note} className="parameter-note error" role="alert">
          <IconXboxX size={14} stroke={1.6} aria-hidden />
          <span>
            {sentence(error.message)}
            {error.allowed !== undefined && `; allowed: ${error.allowed}`}
          </span>
        </div>
      ) : (
        <div id={note} className="parameter-note">
          {given !== undefined && <b className="given">{sentence(given)}. </b>}
          {takesSpectrum(parameter) && (
            <FileNote text={text} onText={(path) => setParameter(family, parameter.name, path)} />
          )}
          {error === undefined ? help : `${sentence(error.message)}. ${help}`}
        </div>
      )}
    </div>
  );
}

/** A long name may go on after an underscore: `continuum_` above `regions`. */
function breakable(name: string): ReactNode {
  return name.split('_').map((part, index) => (
    <Fragment key={index}>
      {index > 0 && (
        <>
          _<wbr />
        </>
      )}
      {part}
    </Fragment>
  ));
}
