import { Button } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { spectrumKey, useSpectra } from '../spectrumStore.ts';
import type { SpectrumTab } from '../viewerStore.ts';
import { changeAnswer } from './curveStore.ts';

/** In place of a row's name: a spectrum that is shown as the user said, and the way to say it anew. */
export function ExplainedName({ tab }: { readonly tab: SpectrumTab }) {
  const label = useSpectra(({ loaded }) => {
    const state = loaded.get(spectrumKey(tab.path, tab.row));
    return state?.kind === 'ready' && state.payload.product === 'generic'
      ? state.payload.label
      : undefined;
  });
  if (label === undefined) return null;
  return (
    <span className="row row-name">
      <span className="strong clip">{label}</span>
      <Button
        variant="subtle"
        className="plain"
        leftSection={<IconHelpCircle size={14} stroke={1.6} aria-hidden />}
        onClick={() => changeAnswer(tab.path)}
      >
        Which is which…
      </Button>
    </span>
  );
}
