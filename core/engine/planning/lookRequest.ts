import { join } from 'node:path';
import type { TaskFamily } from '../../task/family.ts';
import type { ResolvedTask } from '../../task/identity.ts';
import type { Task } from '../../task/task.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { preferredPath } from '../source.ts';
import type { LookRequest, StampGroup } from './look.ts';

interface Group {
  ids: string;
  readonly places: number[];
}

/** Tasks, requirements before their consumers, in the form that one look takes. */
export function lookRequest(
  tasks: readonly ResolvedTask[],
  workspace: Workspace,
  { allStamps = false, remember = false } = {},
): LookRequest {
  const paths: string[] = [];
  let sourceIds = '';
  const sourcePlaces: number[] = [];
  const stored = new Map<TaskFamily, Group>();
  for (let place = 0; place < tasks.length; place += 1) {
    const resolved = tasks[place];
    if (resolved === undefined) continue;
    const { family } = resolved.task;
    if (family.external) {
      sourceIds += resolved.id;
      paths.push(firstCandidate(resolved.task, workspace));
      sourcePlaces.push(place);
    } else if (!family.wrapper) {
      const group = stored.get(family);
      if (group === undefined) stored.set(family, { ids: resolved.id, places: [place] });
      else {
        group.ids += resolved.id;
        group.places.push(place);
      }
    }
  }
  const groups = [...stored].map(([family, { ids, places }]): StampGroup => {
    const folder = join(workspace.layout.outputs, family.family);
    const { code, onlyFile: file } = family;
    return { family: family.family, folder, code, file, ids, places: Int32Array.from(places) };
  });
  return {
    count: tasks.length,
    groups,
    sources: { ids: sourceIds, paths: paths.join('\0'), places: Int32Array.from(sourcePlaces) },
    ...requirementPlaces(tasks),
    allStamps,
    remember,
  };
}

/** Where a source usually is. */
export function firstCandidate(task: Task, workspace: Workspace): string {
  const location = task.family.source(task.values);
  if (location === undefined) throw new Error(`${task.family.family} has no source`);
  return preferredPath(location, workspace);
}

function requirementPlaces(
  tasks: readonly ResolvedTask[],
): Pick<LookRequest, 'offsets' | 'requirements'> {
  const offsets = new Int32Array(tasks.length + 1);
  let total = 0;
  for (let index = 0; index < tasks.length; index += 1) {
    total += tasks[index]?.requirements.length ?? 0;
    offsets[index + 1] = total;
  }
  const places = new Int32Array(total);
  if (total === 0) return { offsets, requirements: places };
  const placeOf = new Map<ResolvedTask, number>();
  let at = 0;
  for (const [index, task] of tasks.entries()) {
    placeOf.set(task, index);
    for (const { node } of task.requirements) {
      places[at] = node.task.family.wrapper ? -1 : (placeOf.get(node) ?? -1);
      at += 1;
    }
  }
  return { offsets, requirements: places };
}
