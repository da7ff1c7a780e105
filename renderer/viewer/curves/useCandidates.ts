import { useEffect, useState } from 'react';
import type { CurveCandidate } from '../../../core/api/spectrum.ts';
import { astra } from '../../client/current.ts';
import { problemText, type ProblemText } from '../../client/problemText.ts';

export type CandidateState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly candidates: readonly CurveCandidate[] }
  | { readonly kind: 'failed'; readonly problem: ProblemText };

/** What in a file may be a curve. For one file only: give the component a key for another. */
export function useCandidates(path: string): CandidateState {
  const [state, setState] = useState<CandidateState>({ kind: 'loading' });
  useEffect(() => {
    let wanted = true;
    const put = (next: CandidateState) => {
      if (wanted) setState(next);
    };
    astra()
      .call('spectrum.candidates', { path })
      .then((candidates) => put({ kind: 'ready', candidates }))
      .catch((error: unknown) => put({ kind: 'failed', problem: problemText(error) }));
    return () => {
      wanted = false;
    };
  }, [path]);
  return state;
}
