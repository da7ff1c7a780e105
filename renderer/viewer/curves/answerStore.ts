import * as z from 'zod';
import { create } from 'zustand';
import { curvesAnswerSchema, type CurvesAnswer } from '../../../core/api/spectrum.ts';
import { readSetting, writeSetting } from '../../persist/settings.ts';
import { absoluteFile } from './absoluteFile.ts';

const SETTING = 'which-is-which';
/** Answers kept; the oldest go first. */
const KEPT = 200;

const entrySchema = z.object({ file: z.string(), answer: curvesAnswerSchema });

interface AnswerState {
  /** The workspace in force: two of them may each have a `dropped/spectrum.fits`. */
  readonly workspace: string | undefined;
  /** What the user said, by the whole path of the file; the newest last. */
  readonly answers: ReadonlyMap<string, CurvesAnswer>;
}

export const useAnswers = create<AnswerState>(() => ({ workspace: undefined, answers: new Map() }));

/** Takes what the settings hold, before the first picture; an entry that does not fit is left out. */
export function restoreAnswers(): void {
  const stored = readSetting(SETTING);
  const entries = (Array.isArray(stored) ? stored : []).flatMap((entry) => {
    const parsed = entrySchema.safeParse(entry);
    return parsed.success ? [[parsed.data.file, parsed.data.answer] as const] : [];
  });
  useAnswers.setState({ answers: new Map(entries) });
}

export function rememberAnswersIn(workspace: string | undefined): void {
  useAnswers.setState({ workspace });
}

/** What the user said of this file of the library; undefined if nothing. */
export function answerFor(path: string, state = useAnswers.getState()): CurvesAnswer | undefined {
  return state.answers.get(absoluteFile(path, state.workspace));
}

/** Keeps the answer across starts; of more than 200 the oldest is forgotten. */
export function rememberAnswer(path: string, answer: CurvesAnswer): void {
  const { answers, workspace } = useAnswers.getState();
  const file = absoluteFile(path, workspace);
  const others = [...answers].filter(([name]) => name !== file);
  const kept = [...others, [file, answer] as const].slice(-KEPT);
  useAnswers.setState({ answers: new Map(kept) });
  writeSetting(
    SETTING,
    kept.map(([name, said]) => ({ file: name, answer: said })),
  );
}
