import {
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleDotted,
  IconClock,
  IconArrowsRight,
  IconLoader2,
  IconPlus,
  IconRefresh,
  IconXboxX,
  IconCircleMinus,
  IconHistory,
  type Icon,
} from '@tabler/icons-react';
import type { PlannedTask } from '../../core/api/plans.ts';
import type { TaskDetail, TaskState } from '../../core/api/tasks.ts';

/** Icon and word first, colour third. */
export interface StateWord {
  readonly word: string;
  readonly icon: Icon;
  readonly tone: 'done' | 'running' | 'stale' | 'failed' | 'cleaned' | 'never' | 'waiting';
}

const taskStates: Record<TaskState, StateWord> = {
  ran: { word: 'Done', icon: IconCircleCheck, tone: 'done' },
  reused: { word: 'Reused', icon: IconArrowsRight, tone: 'never' },
  waiting: { word: 'Waiting', icon: IconClock, tone: 'waiting' },
  blocked: { word: 'Blocked', icon: IconBan, tone: 'waiting' },
  failed: { word: 'Failed', icon: IconXboxX, tone: 'failed' },
  cancelled: { word: 'Cancelled', icon: IconCircleMinus, tone: 'never' },
  queued: { word: 'Queued', icon: IconClock, tone: 'waiting' },
  running: { word: 'Running', icon: IconLoader2, tone: 'running' },
};

export function taskStateWord(state: TaskState): StateWord {
  return taskStates[state];
}

/** In a list of results, one that is reused is simply done. */
export function historyStateWord(state: TaskState): StateWord {
  return taskStates[state === 'reused' ? 'ran' : state];
}

const planActions: Record<PlannedTask['action'], StateWord> = {
  run: { word: 'New', icon: IconPlus, tone: 'running' },
  reuse: { word: 'Reused', icon: IconArrowsRight, tone: 'never' },
  wait: { word: 'Waiting', icon: IconClock, tone: 'waiting' },
  blocked: { word: 'Blocked', icon: IconBan, tone: 'waiting' },
};

/** A task that ran before and runs again is stale; the reason tells the two apart. */
export function planWord(action: PlannedTask['action'], why: string): StateWord {
  if (action === 'run' && /changed|missing|outside/i.test(why)) {
    return { word: 'Stale', icon: IconRefresh, tone: 'stale' };
  }
  return planActions[action];
}

/** A cell of the matrix: what is complete is done, a file that is here is here. */
export function matrixWord(action: PlannedTask['action'], why: string): StateWord {
  if (action === 'run' && why === 'never run') {
    return { word: 'Never run', icon: IconCircleDotted, tone: 'never' };
  }
  if (action !== 'reuse') return planWord(action, why);
  return { word: why === 'here' ? 'Here' : 'Done', icon: IconCircleCheck, tone: 'done' };
}

const detailStates: Record<TaskDetail['state'], StateWord> = {
  complete: { word: 'Done', icon: IconCircleCheck, tone: 'done' },
  stale: { word: 'Stale', icon: IconRefresh, tone: 'stale' },
  never: { word: 'Never run', icon: IconCircleDotted, tone: 'never' },
  waiting: { word: 'Waiting', icon: IconClock, tone: 'waiting' },
  failed: { word: 'Failed', icon: IconXboxX, tone: 'failed' },
  cleaned: { word: 'Cleaned', icon: IconCircleDashed, tone: 'cleaned' },
  superseded: { word: 'Superseded', icon: IconHistory, tone: 'cleaned' },
};

export function detailStateWord(state: TaskDetail['state']): StateWord {
  return detailStates[state];
}
