import { create } from 'zustand';
import type { PlanSummary } from '../../core/api/plans.ts';
import type { ParameterTexts, ResolvedTask } from '../../core/api/tasks.ts';
import { recordStep } from '../actions/undoStore.ts';
import { astra } from '../client/current.ts';
import { problemText, type ProblemText } from '../client/problemText.ts';
import { previewTable } from './previewTable.ts';
import { firstOfEach, readSweeps, type SweepText } from './sweepText.ts';
import type { TableInput } from './tableInput.ts';

export type PlanState =
  | { readonly kind: 'none' }
  /** The plan before stays in view meanwhile. */
  | { readonly kind: 'planning'; readonly ticket: string; readonly before: PlanSummary | undefined }
  | { readonly kind: 'ready'; readonly plan: PlanSummary; readonly fresh: boolean }
  | { readonly kind: 'failed'; readonly problem: ProblemText };

/** What the user typed for a family, and what the engine makes of it. */
export interface FamilyForm {
  /** One task of the fields, or one for each row of a table. */
  readonly mode: 'one' | 'table';
  readonly texts: ParameterTexts;
  readonly sweeps: readonly SweepText[];
  readonly table: TableInput | null;
  readonly resolved: ResolvedTask | null;
  readonly plan: PlanState;
}

export const emptyForm: FamilyForm = {
  mode: 'one',
  texts: {},
  sweeps: [],
  table: null,
  resolved: null,
  plan: { kind: 'none' },
};

export const useForms = create<{ readonly forms: Readonly<Record<string, FamilyForm>> }>(() => ({
  forms: {},
}));

/** Planning may read folders; it waits until the typing pauses (ms). */
const PLAN_PAUSE = 250;
let sequence = 0;
let planTimer = 0;

/** The plan that is in view: while another one is made, the one before. */
export function shownPlan(plan: PlanState): PlanSummary | undefined {
  if (plan.kind === 'ready') return plan.plan;
  return plan.kind === 'planning' ? plan.before : undefined;
}

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
  changeForm(family, { texts });
}

/** Changes what is asked for, and plans that once the typing pauses. */
export function changeForm(
  family: string,
  change: Partial<Pick<FamilyForm, 'mode' | 'texts' | 'sweeps' | 'table'>>,
): void {
  put(family, change);
  void resolve(family);
}

/** Asks the engine what the form means; answers that come too late are dropped. */
export async function resolve(family: string): Promise<void> {
  sequence += 1;
  const mine = sequence;
  const form = formOf(family);
  window.clearTimeout(planTimer);
  stopPlanning(family);
  const { plan } = formOf(family);
  if (plan.kind === 'ready') put(family, { plan: { ...plan, fresh: false } });
  try {
    const ready =
      form.mode === 'one' ? await resolveOne(family, mine) : await previewTable(family, form);
    if (mine !== sequence) return;
    if (!ready) put(family, { plan: { kind: 'none' } });
    else planTimer = window.setTimeout(() => void planForm(family, mine), PLAN_PAUSE);
  } catch (error) {
    if (mine === sequence) put(family, { plan: { kind: 'failed', problem: problemText(error) } });
  }
}

/** True if the fields make a task. */
async function resolveOne(family: string, mine: number): Promise<boolean> {
  const { texts, sweeps } = formOf(family);
  const read = readSweeps(sweeps);
  // Any value of a sweep stands for all of them: what is wrong with one the plan will say.
  const params = { ...texts, ...firstOfEach(read.sweeps) };
  const resolved = await astra().call('tasks.resolve', { family, params });
  if (mine !== sequence) return false;
  put(family, { resolved });
  return resolved.errors.length === 0 && read.problem === undefined;
}

/** Plans now what the form asks for, without waiting for a pause; undefined if that fails. */
export async function planNow(family: string): Promise<PlanSummary | undefined> {
  const { plan } = formOf(family);
  if (plan.kind === 'ready' && plan.fresh) return plan.plan;
  window.clearTimeout(planTimer);
  stopPlanning(family);
  sequence += 1;
  return planForm(family, sequence);
}

/** Ends planning that is under way. */
export function stopPlanning(family: string): void {
  const { plan } = formOf(family);
  if (plan.kind !== 'planning') return;
  put(family, {
    plan:
      plan.before === undefined
        ? { kind: 'none' }
        : { kind: 'ready', plan: plan.before, fresh: false },
  });
  void astra()
    .call('tasks.cancelPlan', { ticket: plan.ticket })
    .catch(() => undefined); // it may have ended meanwhile
}

async function planForm(family: string, mine: number): Promise<PlanSummary | undefined> {
  const form = formOf(family);
  const before = form.plan.kind === 'ready' ? form.plan.plan : undefined;
  const ticket = newTicket();
  put(family, { plan: { kind: 'planning', ticket, before } });
  try {
    const { sweeps } = readSweeps(form.sweeps);
    const asked = { family, params: form.texts, sweeps, ticket };
    const { table } = form;
    const plan =
      form.mode === 'one' || table === null
        ? await astra().call('tasks.plan', asked)
        : await astra().call('tasks.planBatch', { ...asked, table: table.source });
    if (mine !== sequence) {
      release(plan);
      return undefined;
    }
    put(family, { plan: { kind: 'ready', plan, fresh: true } });
    release(before);
    return plan;
  } catch (error) {
    if (mine === sequence) put(family, { plan: { kind: 'failed', problem: problemText(error) } });
    return undefined;
  }
}

/** The host keeps only a few plans: one that is no longer shown makes room. */
function release(plan: PlanSummary | undefined): void {
  if (plan === undefined) return;
  void astra()
    .call('tasks.release', { plan: plan.plan })
    .catch(() => undefined); // it is gone either way
}

function newTicket(): string {
  return [...crypto.getRandomValues(new Uint32Array(3))].map((part) => part.toString(36)).join('-');
}

export function put(family: string, change: Partial<FamilyForm>): void {
  const forms = { ...useForms.getState().forms, [family]: { ...formOf(family), ...change } };
  useForms.setState({ forms });
}
