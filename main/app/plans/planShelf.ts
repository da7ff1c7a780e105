import { randomBytes } from 'node:crypto';
import type { Plan, PlanNode } from '../../../core/engine/planning/planNode.ts';
import { Problem } from '../../../core/problem/problem.ts';
import { PlanMatrix } from './planMatrix.ts';
import { PlanPages } from './planPages.ts';

/** Plans that are kept; a face that shows one releases it when it makes the next. */
const mostPlans = 8;
/** Tasks to be done in all kept plans together, besides the newest: half a gigabyte or so. */
const mostNodes = 1_000_000;
/** A plan older than this (milliseconds) is made anew before it is run. */
const oldAge = 10 * 60_000;

/** How a plan came about, to make it again. */
export interface PlanOrder {
  readonly family: string;
  /** The same as a command to type. */
  readonly command: string;
  readonly make: (signal?: AbortSignal) => Promise<Plan>;
}

/** A plan under its handle. */
export class KeptPlan {
  readonly handle: string;
  readonly order: PlanOrder;
  #plan: Plan;
  #madeAt: number;
  #outdated = false;
  #pages: PlanPages | undefined;
  #matrix: Promise<PlanMatrix> | undefined;

  constructor(handle: string, order: PlanOrder, plan: Plan, now: number) {
    this.handle = handle;
    this.order = order;
    this.#plan = plan;
    this.#madeAt = now;
  }

  get plan(): Plan {
    return this.#plan;
  }

  get pages(): PlanPages {
    return (this.#pages ??= new PlanPages(this.#plan));
  }

  get matrix(): Promise<PlanMatrix> {
    return (this.#matrix ??= PlanMatrix.of(this.#plan));
  }

  /** Something ran: what this plan says of some tasks may not be so any more. */
  outdate(): void {
    this.#outdated = true;
  }

  /** The plan as it is now: made again where something has run since, or much time has passed. */
  async current(now: number): Promise<Plan> {
    if (!this.#outdated && now - this.#madeAt < oldAge) return this.#plan;
    this.#outdated = false;
    this.#plan = await this.order.make();
    this.#madeAt = now;
    this.#pages = undefined;
    this.#matrix = undefined;
    return this.#plan;
  }
}

/** The last few plans of a session, each under a handle. */
export class PlanShelf {
  readonly #kept = new Map<string, KeptPlan>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  keep(order: PlanOrder, plan: Plan): KeptPlan {
    const kept = new KeptPlan(randomBytes(9).toString('base64url'), order, plan, this.#now());
    this.#kept.set(kept.handle, kept);
    this.#makeRoom(kept);
    return kept;
  }

  /** @throws Problem `unknown-plan` */
  get(handle: string): KeptPlan {
    const kept = this.#kept.get(handle);
    if (kept !== undefined) return kept;
    throw new Problem('unknown-plan', 'this plan is no longer kept', { advice: 'Plan again' });
  }

  /** @throws Problem `unknown-plan` | those of planning */
  current(handle: string): Promise<Plan> {
    return this.get(handle).current(this.#now());
  }

  release(handle: string): void {
    this.#kept.delete(handle);
  }

  outdate(): void {
    for (const kept of this.#kept.values()) kept.outdate();
  }

  /** What the newest plan with this task says of it. */
  find(id: string): PlanNode | undefined {
    for (const { plan } of [...this.#kept.values()].toReversed()) {
      // Ids come from pages of these very plans; another text is simply not found.
      const planned = (plan.byId as ReadonlyMap<string, PlanNode>).get(id);
      if (planned !== undefined) return planned;
    }
    return undefined;
  }

  #makeRoom(newest: KeptPlan): void {
    const others = [...this.#kept.values()].filter((kept) => kept !== newest).toReversed();
    let nodes = 0;
    for (const [index, kept] of others.entries()) {
      nodes += kept.plan.nodes.length;
      if (index + 1 >= mostPlans || nodes > mostNodes) this.#kept.delete(kept.handle);
    }
  }
}
