import type { Handlers } from '../../../core/api/dispatcher.ts';
import type { BatchPreview, PlanSummary } from '../../../core/api/plans.ts';
import { checkRows } from '../../../core/task/batch/checkRows.ts';
import { Problem } from '../../../core/problem/problem.ts';
import type { OpenEngine } from '../taskHandlers.ts';
import { batchOf, batchOrder, formOrder } from './planOrders.ts';
import type { PlanOrder } from './planShelf.ts';
import { summarise } from './planSummary.ts';
import { Slice } from './slice.ts';

type PlanHandlers = Pick<
  Handlers,
  | 'tasks.plan'
  | 'tasks.batchPreview'
  | 'tasks.planBatch'
  | 'tasks.cancelPlan'
  | 'tasks.planPage'
  | 'tasks.planMatrix'
  | 'tasks.run'
  | 'tasks.release'
>;

const previewLimits = { rows: 5000, shown: 20, faults: 100, combinations: 200 };
const mostNotes = 20;
const mostColumns = 1000;

/** Planning, what came of it by handle, and running that. `anyPath`: see `openTable`. */
export function planHandlers(current: () => OpenEngine, anyPath: boolean): PlanHandlers {
  const underWay = new Map<string, AbortController>();

  /** Plans, keeps and sums up; `ticket` lets it be cancelled meanwhile. */
  async function plan(order: PlanOrder, ticket: string | undefined): Promise<PlanSummary> {
    const { engine, plans } = current();
    const stop = new AbortController();
    if (ticket !== undefined) {
      if (underWay.has(ticket)) {
        throw new Problem('bad-ticket', 'something is planned under this ticket already');
      }
      underWay.set(ticket, stop);
    }
    try {
      const made = await order.make(stop.signal);
      const summary = await summarise(engine, made);
      const { family, command } = order;
      return { plan: plans.keep(order, made).handle, family, command, ...summary };
    } finally {
      if (ticket !== undefined) underWay.delete(ticket);
    }
  }

  return {
    'tasks.plan': async ({ ticket, ...form }) => plan(formOrder(current().engine, form), ticket),
    'tasks.planBatch': async ({ ticket, ...batch }) =>
      plan(batchOrder(current().engine, batch, anyPath), ticket),
    'tasks.batchPreview': async (batch) => {
      const { engine } = current();
      const { request, table } = batchOf(engine, batch, anyPath);
      const slice = new Slice();
      const checked = await checkRows(
        engine.registry.get(batch.family),
        request,
        engine.places(engine.workspace.layout.root),
        table.read('here'),
        previewLimits,
        async () => {
          if (slice.isOver) await slice.next();
        },
      );
      return {
        ...checked,
        columns: checked.columns.slice(0, mostColumns),
        rows: checked.rows.map(({ line, cells }) => ({ line, cells: cells.slice(0, mostColumns) })),
        faults: [...checked.faults],
        notes: checked.notes.slice(0, mostNotes),
      } satisfies BatchPreview;
    },
    'tasks.cancelPlan': async ({ ticket }) => {
      const stop = underWay.get(ticket);
      stop?.abort();
      return { cancelled: stop !== undefined };
    },
    'tasks.planPage': async ({ plan: handle, filter, offset, limit }) => {
      const { engine, plans } = current();
      const { pages } = plans.get(handle);
      return pages.page(filter, offset, limit, (nodes) => engine.explain(nodes));
    },
    'tasks.planMatrix': async ({ plan: handle, text, offset, limit }) =>
      (await current().plans.get(handle).matrix).page(text, offset, limit),
    'tasks.run': async ({ plan: handle }) => {
      const { runs, plans } = current();
      const { family } = plans.get(handle).order;
      return runs.start(await plans.current(handle), family);
    },
    'tasks.release': async ({ plan: handle }) => {
      current().plans.release(handle);
      return {};
    },
  };
}
