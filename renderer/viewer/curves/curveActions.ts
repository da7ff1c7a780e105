import { IconHelpCircle } from '@tabler/icons-react';
import type { Action } from '../../actions/action.ts';
import { goTo } from '../../frame/viewStore.ts';
import { spectrumKey, useSpectra } from '../spectrumStore.ts';
import { activeTab } from '../viewerStore.ts';
import { changeAnswer } from './curveStore.ts';

/** For spectra that are shown as the user said. */
export const curveActions: readonly Action[] = [
  {
    id: 'spectrum.which',
    label: 'Change which is which…',
    group: 'Plot: look',
    scope: 'app',
    keys: [],
    icon: IconHelpCircle,
    hint: 'wavelengths, fluxes and uncertainties',
    disabled: () => (explained() === undefined ? 'Only for files that you explained' : undefined),
    run: () => {
      const path = explained();
      if (path === undefined) return;
      changeAnswer(path);
      goTo('viewer');
    },
  },
];

/** The file of the active tab, if it is shown as the user said. */
function explained(): string | undefined {
  const tab = activeTab();
  if (tab === undefined) return undefined;
  const state = useSpectra.getState().loaded.get(spectrumKey(tab.path, tab.row));
  return state?.kind === 'ready' && state.payload.product === 'generic' ? tab.path : undefined;
}
