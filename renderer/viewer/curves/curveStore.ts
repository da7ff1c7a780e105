import { create } from 'zustand';
import type { CurvesAnswer } from '../../../core/api/spectrum.ts';
import { astra } from '../../client/current.ts';
import { problemText, type ProblemText } from '../../client/problemText.ts';
import { showLoaded } from '../spectrumStore.ts';
import { rememberAnswer } from './answerStore.ts';
import { focusPlot } from './focusPlot.ts';

interface CurveState {
  /** The file whose answer the user is changing; null: none. */
  readonly changing: string | null;
}

export const useCurves = create<CurveState>(() => ({ changing: null }));

/** Asks again which curve is which; what is shown stays until there is another answer. */
export function changeAnswer(path: string): void {
  useCurves.setState({ changing: path });
}

export function stopChanging(): void {
  useCurves.setState({ changing: null });
  focusPlot();
}

/** Loads the spectrum as the user said, and remembers that; or tells why it cannot be. */
export async function showAs(
  path: string,
  row: number,
  answer: CurvesAnswer,
  said: ProblemText | undefined,
): Promise<ProblemText | undefined> {
  try {
    const payload = await astra().call('spectrum.load', { path, row, answer });
    rememberAnswer(path, answer);
    showLoaded(row, { kind: 'ready', payload, ...(said === undefined ? {} : { said }) });
    stopChanging();
    return undefined;
  } catch (error) {
    return problemText(error);
  }
}
