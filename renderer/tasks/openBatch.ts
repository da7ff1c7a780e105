import { reportProblem } from '../components/noticeStore.ts';
import { goTo } from '../frame/viewStore.ts';
import { useFamilies } from './familyStore.ts';
import { changeForm } from './formStore.ts';
import { tableOfFile } from './tableInput.ts';

/** A table that was dropped or chosen becomes the batch of the family on screen. */
export async function openBatch(file: File): Promise<void> {
  const { selected } = useFamilies.getState();
  if (selected === null) return;
  try {
    const table = await tableOfFile(file);
    changeForm(selected, { mode: 'table', table });
    useFamilies.setState({ tab: 'setup' });
    goTo('tasks');
  } catch (error) {
    reportProblem(error);
  }
}
