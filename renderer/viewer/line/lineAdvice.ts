import type { ProblemText } from '../../client/problemText.ts';

/** What to do where there is nothing to measure: here the view is the window and its bands. */
export function lineAdvice({ code, advice }: ProblemText): string {
  if (code.startsWith('line-')) return 'Zoom out, or move the view to pixels that are good';
  return advice ?? '';
}
