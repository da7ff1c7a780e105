import type { Task, TaskId } from '../../task/task.ts';

/** Why a task would run, or need not. A closed set; `describeWhy` puts it in words. */
export type Why =
  | { readonly kind: 'never-run' }
  | { readonly kind: 'new'; readonly changes: readonly Change[] }
  | { readonly kind: 'input-changed'; readonly input: string }
  | { readonly kind: 'input-again'; readonly input: string; readonly because: string }
  | { readonly kind: 'code-changed' }
  | { readonly kind: 'output-missing'; readonly file: string }
  | { readonly kind: 'output-changed'; readonly file: string }
  | { readonly kind: 'to-fetch'; readonly input: string }
  | { readonly kind: 'not-here'; readonly input: string; readonly canFetch: boolean }
  | { readonly kind: 'complete' }
  | { readonly kind: 'here' }
  | { readonly kind: 'source-gone' }
  | { readonly kind: 'not-needed' }
  | { readonly kind: 'forced' };

/** One difference to an earlier task about the same subject. */
export interface Change {
  readonly name: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Why a task that was asked for needs nothing done, where nothing about it has changed. */
export function whyComplete({ external }: { readonly external: boolean }): Why {
  return external ? { kind: 'here' } : { kind: 'complete' };
}

export function describeWhy(why: Why): string {
  switch (why.kind) {
    case 'never-run':
      return 'never run';
    case 'new':
      return `new: ${why.changes.map(describeChange).join(', ')}`;
    case 'input-changed':
      return `input changed: ${why.input}`;
    case 'input-again':
      return `input made again: ${why.input} (${why.because})`;
    case 'code-changed':
      return 'code changed';
    case 'output-missing':
      return `output missing: ${why.file}`;
    case 'output-changed':
      return `output changed outside: ${why.file}`;
    case 'to-fetch':
      return `to be fetched: ${why.input}`;
    case 'not-here':
      return why.canFetch
        ? `not here yet: ${why.input} (use_remote=true would fetch it)`
        : `not here yet: ${why.input}`;
    case 'complete':
      return 'complete';
    case 'here':
      return 'here';
    case 'source-gone':
      return 'complete; its source is no longer here';
    case 'not-needed':
      return 'not needed: what uses it is complete';
    case 'forced':
      return 'asked for';
  }
}

function describeChange({ name, from, to }: Change): string {
  return `${name} ${from ?? 'none'} → ${to ?? 'none'}`;
}

/** How two sets of parameter texts differ; versions count as a parameter named `version`. */
export function differences(
  earlier: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): Change[] {
  const names = new Set([...Object.keys(earlier), ...Object.keys(now)]);
  return [...names].flatMap((name): Change[] => {
    const [from, to] = [earlier[name], now[name]];
    return from === to ? [] : [{ name, from, to }];
  });
}

/** A few words that tell one task from another in a message. */
export function taskName(task: Task, id?: TaskId): string {
  const subject = task.family.subject(task.values);
  return id === undefined
    ? `${task.family.family} ${subject}`
    : `${task.family.family} ${subject} (${id.slice(0, 8)})`;
}
