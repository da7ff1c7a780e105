import type { StateWord } from './stateWords.ts';

interface StateLabelProps {
  readonly state: StateWord;
  /** 0–1, shown as percent after the word while the task runs. */
  readonly progress?: number | undefined;
}

export function StateLabel({ state: { word, icon: Picture, tone }, progress }: StateLabelProps) {
  const running = word === 'Running';
  return (
    <span className={`state ${tone}`}>
      <Picture size={14} stroke={1.6} className={running ? 'spin' : undefined} aria-hidden />
      {word}
      {running && progress !== undefined && ` ${Math.round(progress * 100)} %`}
    </span>
  );
}
