import { Button } from '@mantine/core';
import { IconAlertOctagon, IconInfoCircle } from '@tabler/icons-react';
import { ProblemCard } from '../components/ProblemCard.tsx';
import type { ProblemText } from '../client/problemText.ts';
import { loadSpectrum } from './spectrumStore.ts';
import type { SpectrumTab } from './viewerStore.ts';

/** A file that cannot be shown: what happened, where, what to do. */
export function SpectrumProblem({
  tab,
  problem,
}: {
  readonly tab: SpectrumTab;
  readonly problem: ProblemText;
}) {
  // The file is sound and was recognised; it only holds something else than a spectrum.
  const another = problem.code === 'spectrum-catalog';
  return (
    <div style={{ padding: 24, overflow: 'auto' }}>
      <ProblemCard
        icon={another ? IconInfoCircle : IconAlertOctagon}
        calm={another}
        problem={problem}
        context={tab.path}
      >
        {!another && (
          <Button size="sm" onClick={() => void loadSpectrum(tab.path, tab.row)}>
            Read it again
          </Button>
        )}
      </ProblemCard>
    </div>
  );
}
