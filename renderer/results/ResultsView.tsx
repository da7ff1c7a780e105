import { Button } from '@mantine/core';
import { IconChartDots } from '@tabler/icons-react';
import { NotYet } from '../components/NotYet.tsx';
import { goTo } from '../frame/viewStore.ts';
import { useFamilies } from '../tasks/familyStore.ts';

/** Tables across tasks do not exist yet; the results of one family do. */
export function ResultsView() {
  return (
    <NotYet
      icon={IconChartDots}
      title="No table of results here yet"
      text="Collecting the results of many tasks into one table, with scatter plots, is not part of this version. The results of each family are listed in Tasks, and every result is a file in the workspace's outputs folder."
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
