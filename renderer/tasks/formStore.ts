import { create } from 'zustand';
import type { ParameterTexts, PlanSummary, ResolvedTask } from '../../core/api/tasks.ts';
import { recordStep } from '../actions/undoStore.ts';
import { astra } from '../client/current.ts';
import { problemText, type ProblemText } from '../client/problemText.ts';

export type PlanState =
  | { readonly kind: 'none' }
  | { readonly kind: 'ready'; readonly plan: PlanSummary; readonly fresh: boolean }
  | { readonly kind: 'failed'; readonly problem: ProblemText };

/** What the user typed for a family, and what the engine makes of it. */
export interface FamilyForm {
  readonly texts: ParameterTexts;
  readonly resolved: ResolvedTask | null;
  readonly plan: PlanState;
}

export const emptyForm: FamilyForm = { texts: {}, resolved: null, plan: { kind: 'none' } };

export const useForms = create<{ readonly forms: Readonly<Record<string, FamilyForm>> }>(() => ({
  forms: {},
}));

/** Planning may read folders; it waits until the typing pauses (ms). */
const PLAN_PAUSE = 250;
let sequence = 0;
let planTimer = 0;

export function formOf(family: string): FamilyForm {
  return useForms.getState().forms[family] ?? emptyForm;
}

/** Sets one parameter (an empty text means: not given) and finds out what task that makes. */
export function setParameter(family: string, name: string, text: string): void {
  const before = formOf(family).texts;
  const others = Object.entries(before).filter(([other]) => other !== name);
  const after = Object.fromEntries(text === '' ? others : [...others, [name, text]]);
  putTexts(family, after);
  recordStep({
    label: `${name} of ${family}`,
    key: `${family}.${name}`,
    undo: () => putTexts(family, before),
    redo: () => putTexts(family, after),
  });
}

/** Replaces all parameters, for example by those of an earlier task. */
export function putTexts(family: string, texts: ParameterTexts): void {
  put(family, { texts });
  void resolve(family);
}

/** Asks the engine what these parameters mean; answers that come too late are dropped. */
export async function resolve(family: string): Promise<void> {
  sequence += 1;
  const mine = sequence;
  const { plan, texts } = formOf(family);
  if (plan.kind === 'ready') put(family, { plan: { ...plan, fresh: false } });
  window.clearTimeout(planTimer);
  try {
    const resolved = await astra().call('tasks.resolve', { family, params: texts });
    if (mine !== sequence) return;
    put(family, { resolved });
    if (resolved.errors.length > 0) put(family, { plan: { kind: 'none' } });
    else planTimer = window.setTimeout(() => void planTask(family, mine), PLAN_PAUSE);
  } catch (error) {
    if (mine === sequence) put(family, { plan: { kind: 'failed', problem: problemText(error) } });
  }
}

async function planTask(family: string, mine: number): Promise<void> {
  try {
    const params = formOf(family).texts;
    const plan = await astra().call('tasks.plan', { family, params });
    if (mine === sequence) put(family, { plan: { kind: 'ready', plan, fresh: true } });
  } catch (error) {
    if (mine === sequence) put(family, { plan: { kind: 'failed', problem: problemText(error) } });
  }
}

function put(family: string, change: Partial<FamilyForm>): void {
  const forms = { ...useForms.getState().forms, [family]: { ...formOf(family), ...change } };
  useForms.setState({ forms });
}
