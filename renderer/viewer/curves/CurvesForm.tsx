import { Button } from '@mantine/core';
import { IconXboxX } from '@tabler/icons-react';
import { useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import type { CurvesAnswer } from '../../../core/api/spectrum.ts';
import type { ProblemText } from '../../client/problemText.ts';
import { CurveFields } from './CurveFields.tsx';
import type { CurveChoice } from './curveChoice.ts';
import type { Candidates } from './curveFit.ts';
import { answerOf, type CurveField } from './curvesAnswer.ts';

interface CurvesFormProps {
  readonly candidates: Candidates;
  readonly first: CurveChoice;
  /** Why an answer of before cannot be shown. */
  readonly problem: ProblemText | undefined;
  /** Resolves with what is wrong with the answer, if it cannot be shown. */
  readonly onAnswer: (answer: CurvesAnswer) => Promise<ProblemText | undefined>;
  /** Leaves everything as it was; absent where there is nothing to go back to. */
  readonly onCancel: (() => void) | undefined;
}

/** Which curve is which, to be answered; Enter shows the spectrum, Escape goes back. */
export function CurvesForm({ candidates, first, problem, onAnswer, onCancel }: CurvesFormProps) {
  const [choice, setChoice] = useState(first);
  const [missing, setMissing] = useState<readonly CurveField[]>([]);
  const [refused, setRefused] = useState(problem);
  const [busy, setBusy] = useState(false);

  async function submit(event: SyntheticEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const chosen = answerOf(candidates, choice);
    setMissing(chosen.kind === 'missing' ? chosen.fields : []);
    if (chosen.kind === 'missing') return;
    setBusy(true);
    setRefused(await onAnswer(chosen.answer));
    setBusy(false);
  }

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>): void {
    // The first Escape closes an open list.
    if (event.key !== 'Escape' || onCancel === undefined) return;
    if (event.currentTarget.querySelector('[aria-expanded="true"]') === null) onCancel();
  }

  /** Enter on a closed list is for the form; Space and the arrows open it. */
  function onKeyDownCapture(event: KeyboardEvent<HTMLFormElement>): void {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    if (event.target.getAttribute('aria-expanded') !== 'false') return;
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.requestSubmit();
  }

  return (
    <form
      className="curves-form"
      onSubmit={(event) => void submit(event)}
      onKeyDownCapture={onKeyDownCapture}
      onKeyDown={onKeyDown}
    >
      <CurveFields
        candidates={candidates}
        choice={choice}
        missing={missing}
        autoFocus={onCancel !== undefined}
        onChange={(next) => {
          setChoice(next);
          setMissing([]);
        }}
      />
      {refused !== undefined && (
        <div className="curves-refused" role="alert">
          <IconXboxX size={16} stroke={1.6} aria-hidden />
          <span>
            <b>{refused.title}.</b> {refused.advice !== undefined && `${refused.advice}. `}
            <span className="mono muted">{refused.where}</span>
          </span>
        </div>
      )}
      <div className="row">
        <Button type="submit" variant="filled" aria-disabled={busy}>
          Show spectrum
        </Button>
        {onCancel !== undefined && <Button onClick={onCancel}>Cancel</Button>}
        <span className="muted small">Kept for this file. You can change it at any time.</span>
      </div>
    </form>
  );
}
