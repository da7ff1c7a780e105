import type { StateWord } from './stateWords.ts';

interface StateLabelProps {
  readonly state: StateWord;
  /** 0–1, shown as percent after the word. */
  readonly progress?: number | undefined;
}

export function StateLabel({ state: { word, icon: Picture, tone }, progress }: StateLabelProps) {
  return (
    <span className={`state ${tone}`}>
      <Picture
        size={14}
        stroke={1.6}
        className={word === 'Running' ? 'spin' : undefined}
        aria-hidden
      />
      {word}
      {progress !== undefined && ` ${Math.round(progress * 100)} %`}
    </span>
  );
}
