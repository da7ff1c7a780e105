import { IconInfoCircle } from '@tabler/icons-react';
import type { ProblemText } from '../../client/problemText.ts';
import { ProblemCard } from '../../components/ProblemCard.tsx';
import type { SpectrumTab } from '../viewerStore.ts';
import { WhichIsWhich } from './WhichIsWhich.tsx';

interface UnexplainedProps {
  readonly tab: SpectrumTab;
  /** What the file is said to be. */
  readonly said: ProblemText | undefined;
  /** Why the answer of before cannot be shown. */
  readonly problem?: ProblemText | undefined;
  readonly changing?: boolean;
}

/** A sound file that no loader knows: what it is, and the question that makes a spectrum of it. */
export function Unexplained({ tab, said, problem, changing = false }: UnexplainedProps) {
  return (
    <div className="unexplained">
      {said !== undefined && (
        <ProblemCard
          icon={IconInfoCircle}
          calm
          problem={withoutQuestion(said)}
          context={tab.path}
        />
      )}
      <WhichIsWhich tab={tab} said={said} problem={problem} changing={changing} />
    </div>
  );
}

/** The advice is to say which is which, and that is asked below; only SDSS's old format has another. */
function withoutQuestion(said: ProblemText): ProblemText {
  return said.code === 'foreign-spspec' ? said : { ...said, advice: undefined };
}
