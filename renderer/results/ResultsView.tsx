import { Button } from '@mantine/core';
import { IconChartDots } from '@tabler/icons-react';
import { astraCommand } from '../components/astraCommand.ts';
import { NotYet } from '../components/NotYet.tsx';
import { goTo } from '../frame/viewStore.ts';
import { useFamilies } from '../tasks/familyStore.ts';
import { useWorkspace } from '../workspace/workspaceStore.ts';

/** This screen draws no tables across tasks yet; the command line and Tasks do. */
export function ResultsView() {
  const path = useWorkspace((state) => state.workspace?.path ?? '');
  return (
    <NotYet
      icon={IconChartDots}
      title="Tables and scatter plots are not on this screen yet"
      text="The results of each family, task by task, are under Tasks. The command line collects them into one table, a row a task, with units and descriptions; TOPCAT and astropy read all three formats."
      commands={[
        {
          what: 'Every S/N so far, as CSV',
          command: astraCommand(path, 'results EstimateSnr --csv results.csv'),
        },
        {
          what: 'The same with units, as ECSV or a FITS table',
          command: astraCommand(path, 'results EstimateSnr --fits results.fits'),
        },
      ]}
    >
      <Button
        variant="filled"
        onClick={() => {
          useFamilies.setState({ tab: 'history' });
          goTo('tasks');
        }}
      >
        Results of one family
      </Button>
    </NotYet>
  );
}
