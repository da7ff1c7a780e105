import { Button } from '@mantine/core';
import { IconAlertOctagon } from '@tabler/icons-react';
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
  return (
    <div style={{ padding: 24, overflow: 'auto' }}>
      <ProblemCard icon={IconAlertOctagon} problem={problem} context={tab.path}>
        <Button size="sm" onClick={() => void loadSpectrum(tab.path, tab.row)}>
          Read it again
        </Button>
      </ProblemCard>
    </div>
  );
}
