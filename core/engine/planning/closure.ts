import { createHash } from 'node:crypto';
import { parseStamp, type Stamp } from '../../store/stamp.ts';
import type { ResolvedTask } from '../../task/identity.ts';
import type { Task, TaskId } from '../../task/task.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { findSource, preferredPath, type Stat } from '../source.ts';
import { throughWrappers } from '../throughWrappers.ts';
import { inOrder, type AskedInputs } from './askedFor.ts';
import { assessOutputs, assessTask, type Assessment, type Evidence } from './assess.ts';
import { decide } from './decide.ts';
import { diskEvidence, type Hashes } from './evidence.ts';
import type { Found } from './look.ts';
import type { PlanNode, PlanOptions } from './planNode.ts';

interface Seen {
  readonly stamp: Stamp | undefined;
  readonly stat: ReturnType<Stat>;
  readonly confirmed: boolean;
}

/** Tasks with what one look found of each, and the verdict on them. */
export class Closure {
  readonly #workspace: Workspace;
  readonly #hashes: Hashes;
  readonly #tasks: ResolvedTask[] = [];
  readonly #seen = new Map<TaskId, Seen>();
  #askersFrom = 0;

  constructor(workspace: Workspace, hashes: Hashes) {
    this.#workspace = workspace;
    this.#hashes = hashes;
  }

  has(id: TaskId): boolean {
    return this.#seen.has(id);
  }

  add(tasks: readonly ResolvedTask[], looked: Found): void {
    for (const [index, task] of tasks.entries()) {
      const text = looked.stamps[index] ?? '';
      const kind = looked.values[index * 3 + 2] ?? 0;
      const [size = 0, mtime = 0] = looked.values.subarray(index * 3, index * 3 + 2);
      this.#tasks.push(task);
      this.#seen.set(task.id, {
        stamp: text === '' ? undefined : parseStamp(text),
        stat: kind === 0 ? undefined : { size, mtime, isFile: kind === 1 },
        confirmed: looked.confirmed[index] === 1,
      });
    }
  }

  /** Tasks added since the last call whose records hold more inputs than they require. */
  askers(): ResolvedTask[] {
    const added = this.#tasks.slice(this.#askersFrom);
    this.#askersFrom = this.#tasks.length;
    return added.filter((task) => {
      const { stamp, confirmed = true } = this.#seen.get(task.id) ?? {};
      if (stamp === undefined || confirmed) return false;
      const required = new Set(throughWrappers(task).map(({ node }) => node.id));
      return stamp.inputs.some(({ id }) => !required.has(id));
    });
  }

  judge(
    requested: ReadonlySet<ResolvedTask>,
    asked: AskedInputs,
    options: PlanOptions,
  ): PlanNode[] {
    const byId = new Map<TaskId, PlanNode>();
    const nodes: PlanNode[] = [];
    const inputs = (id: TaskId) => asked.ids(this.#seen.get(id)?.stamp?.inputs ?? []);
    const judged = {
      known: (id: TaskId) => byId.get(id)?.assessment,
      askedFor: asked.get,
    };
    const ordered = asked.isEmpty ? this.#tasks : inOrder(this.#tasks, inputs);
    for (const node of ordered) {
      const seen = this.#seen.get(node.id);
      if (seen === undefined) throw new Error('a task of the closure was not looked at');
      const planned: PlanNode = {
        node,
        assessment: this.#assess(node, seen, judged, options),
        stamp: seen.stamp,
        requested: requested.has(node),
        action: 'reuse',
        why: { kind: 'not-needed' },
      };
      nodes.push(planned);
      byId.set(node.id, planned);
    }
    decide(nodes, byId, options);
    return nodes;
  }

  #assess(
    node: ResolvedTask,
    { stamp, stat, confirmed }: Seen,
    judged: Pick<Evidence, 'known' | 'askedFor'>,
    options: PlanOptions,
  ): Assessment {
    const { family } = node.task;
    if (family.external) return this.#source(node.task, stat);
    if (family.wrapper) return assessWrapper(node, judged.known);
    if (stamp === undefined) return { state: 'stale', why: { kind: 'never-run' } };
    if (confirmed && options.verify !== true) {
      return { state: 'complete', digest: stamp.digest, why: { kind: 'complete' } };
    }
    const evidence = {
      ...diskEvidence(node, stamp, this.#workspace, judged, this.#hashes),
      output: () => stat,
    };
    const assessment = assessTask(node, evidence);
    if (options.verify !== true || assessment.state !== 'complete') return assessment;
    return assessOutputs(stamp, evidence, assessment.why.kind === 'source-gone', true);
  }

  #source({ family, values }: Task, stat: ReturnType<Stat>): Assessment {
    const location = family.source(values);
    if (location === undefined) throw new Error(`${family.family} has no source`);
    const source =
      stat?.isFile === true
        ? { path: preferredPath(location, this.#workspace), size: stat.size, mtime: stat.mtime }
        : findSource(location, this.#workspace);
    if (source !== undefined) return { state: 'present', source };
    return { state: 'absent', name: location.kind === 'sas' ? location.relative : location.path };
  }
}

/** A wrapper has nothing of its own: it is what its requirements are. */
function assessWrapper(
  { requirements }: ResolvedTask,
  known: (id: TaskId) => Assessment | undefined,
): Assessment {
  const hash = createHash('sha256');
  for (const { node } of requirements) {
    const assessment = known(node.id);
    if (assessment?.state === 'complete') hash.update(assessment.digest);
    else if (assessment?.state === 'present') {
      hash.update(`${assessment.source.size}:${assessment.source.mtime};`);
    } else {
      const input = `${node.task.family.family} ${node.task.family.subject(node.task.values)}`;
      return { state: 'stale', why: { kind: 'input-again', input, because: 'not complete' } };
    }
  }
  return { state: 'complete', digest: hash.digest('hex').slice(0, 32), why: { kind: 'complete' } };
}
