import { useEffect, useState } from 'react';
import type { LineMeasurement } from '../../../core/api/line.ts';
import type { SpectrumPayload } from '../../../core/api/spectrum.ts';
import { astra } from '../../client/current.ts';
import { problemText, type ProblemText } from '../../client/problemText.ts';
import { answerFor } from '../curves/answerStore.ts';

export type LineState =
  | { readonly kind: 'measuring' }
  | { readonly kind: 'measured'; readonly line: LineMeasurement }
  | { readonly kind: 'failed'; readonly problem: ProblemText };

/** The line between two wavelengths; until there is another answer, this spectrum's last one stays. */
export function useLine(payload: SpectrumPayload, from: number, to: number): LineState {
  const [held, setHeld] = useState<{ of: SpectrumPayload; state: LineState }>();
  useEffect(() => {
    let wanted = true;
    const put = (next: LineState) => {
      if (wanted) setHeld({ of: payload, state: next });
    };
    const { path, row, product } = payload;
    const answer = product === 'generic' ? answerFor(path) : undefined;
    astra()
      .call('spectrum.line', { path, row, from, to, ...(answer === undefined ? {} : { answer }) })
      .then((line) => put({ kind: 'measured', line }))
      .catch((error: unknown) => put({ kind: 'failed', problem: problemText(error) }));
    return () => {
      wanted = false;
    };
  }, [payload, from, to]);
  return held?.of === payload ? held.state : { kind: 'measuring' };
}
