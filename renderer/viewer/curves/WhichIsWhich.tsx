import type { ProblemText } from '../../client/problemText.ts';
import { ProblemCard } from '../../components/ProblemCard.tsx';
import type { SpectrumTab } from '../viewerStore.ts';
import { firstChoice } from './curveChoice.ts';
import { choiceOf } from './curvesAnswer.ts';
import { CurvesForm } from './CurvesForm.tsx';
import { NoCurves } from './NoCurves.tsx';
import { answerFor } from './answerStore.ts';
import { showAs, stopChanging } from './curveStore.ts';
import { useCandidates } from './useCandidates.ts';

interface WhichIsWhichProps {
  readonly tab: SpectrumTab;
  readonly said: ProblemText | undefined;
  readonly problem: ProblemText | undefined;
  /** True where a spectrum is shown already and the answer may stay as it is. */
  readonly changing: boolean;
}

/** Asks which curve of the file is which. For one file only: give it a key for another. */
export function WhichIsWhich({ tab, said, problem, changing }: WhichIsWhichProps) {
  const { path, row } = tab;
  const state = useCandidates(path);
  switch (state.kind) {
    case 'loading':
      return (
        <p className="small muted" aria-busy="true">
          Looking for its curves…
        </p>
      );
    case 'failed':
      return <ProblemCard problem={state.problem} context={path} />;
    case 'ready': {
      const { candidates } = state;
      if (candidates.length === 0) return <NoCurves path={path} />;
      const before = answerFor(path);
      return (
        <section aria-labelledby="which-is-which">
          <h2 id="which-is-which" className="which-title">
            Which is which?
          </h2>
          <CurvesForm
            candidates={candidates}
            first={before === undefined ? firstChoice(candidates) : choiceOf(candidates, before)}
            problem={problem}
            onAnswer={(answer) => showAs(path, row, answer, said)}
            onCancel={changing ? stopChanging : undefined}
          />
        </section>
      );
    }
  }
}
