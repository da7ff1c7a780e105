import { describeWhere, Problem } from '../../core/problem/problem.ts';

export interface ProblemText {
  readonly title: string;
  readonly where: string;
  readonly advice: string | undefined;
  readonly code: string;
}

/** Any rejection in words for the screen: what happened, where, what to do. */
export function problemText(thrown: unknown): ProblemText {
  if (thrown instanceof Problem) {
    return {
      title: sentence(thrown.message),
      where: describeWhere(thrown.where),
      advice: thrown.advice === undefined ? undefined : sentence(thrown.advice),
      code: thrown.code,
    };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { title: sentence(message), where: '', advice: undefined, code: 'internal' };
}

/** First letter upper case, no full stop at the end: titles and table cells end without one. */
export function sentence(text: string): string {
  const trimmed = text.trim().replace(/\.$/, '');
  return trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
}
