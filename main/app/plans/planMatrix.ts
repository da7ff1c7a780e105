import type { MatrixPage } from '../../../core/api/plans.ts';
import type { Plan, PlanNode } from '../../../core/engine/planning/planNode.ts';
import { plannedTask, planActions } from './plannedTask.ts';
import { inSlices } from './slice.ts';

/** Columns that fit a screen and a message. */
const mostFamilies = 50;

const urgency = ['run', 'wait', 'reuse'] as const;

/** Subjects against families: rows in the order in which the plan names their subjects. */
export class PlanMatrix {
  readonly #families: readonly string[];
  /** For each subject its tasks, whatever their families. */
  readonly #subjects: ReadonlyMap<string, readonly PlanNode[]>;
  readonly #rows: readonly string[];

  private constructor(
    families: readonly string[],
    subjects: ReadonlyMap<string, PlanNode[]>,
    rows: readonly string[],
  ) {
    this.#families = families;
    this.#subjects = subjects;
    this.#rows = rows;
  }

  static async of({ nodes }: Plan): Promise<PlanMatrix> {
    const families = new Set<string>();
    const subjects = new Map<string, PlanNode[]>();
    const rows: string[] = [];
    await inSlices(nodes, (planned) => {
      const { family, values } = planned.node.task;
      families.add(family.family);
      const subject = family.subject(values);
      const known = subjects.get(subject);
      if (known !== undefined) known.push(planned);
      else {
        subjects.set(subject, [planned]);
        rows.push(subject);
      }
    });
    return new PlanMatrix([...families].slice(0, mostFamilies), subjects, rows);
  }

  /** Rows whose subject has every word of `text`. */
  async page(text: string, offset: number, limit: number): Promise<MatrixPage> {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const matching: string[] = [];
    if (words.length > 0) {
      await inSlices(this.#rows, (subject) => {
        const lower = subject.toLowerCase();
        if (words.every((word) => lower.includes(word))) matching.push(subject);
      });
    }
    const found = words.length === 0 ? this.#rows : matching;
    return {
      families: [...this.#families],
      total: found.length,
      rows: found.slice(offset, offset + limit).map((subject) => ({
        subject,
        cells: this.#families.map((family) => this.#cell(subject, family)),
      })),
    };
  }

  /** Of several tasks of a family about one subject the one that most is to be done about. */
  #cell(subject: string, family: string): MatrixPage['rows'][number]['cells'][number] {
    const tasks = (this.#subjects.get(subject) ?? []).filter(
      ({ node }) => node.task.family.family === family,
    );
    const rank = ({ action }: PlanNode) => urgency.indexOf(planActions[action]);
    const [first] = tasks.toSorted((a, b) => rank(a) - rank(b));
    if (first === undefined) return null;
    const { id, action, why } = plannedTask(first);
    return { id, action, why, tasks: tasks.length };
  }
}
