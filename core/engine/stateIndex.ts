import { taskStates, type TaskState } from './status.ts';

/** Tasks whose states are counted together: a page is found by their counts, then in one of them. */
const blockSize = 1024;

/**
 * Which task is in which state, by its place in the plan. A page of some states costs the same
 * wherever it begins: the counts of blocks are skipped, never the tasks themselves.
 */
export class StateIndex {
  #states = new Uint8Array(blockSize);
  /** For each block a count of each state. */
  #counts = new Uint16Array(taskStates.length);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The next place; tasks are added in the order in which pages show them. */
  add(state: TaskState): number {
    const place = this.#size;
    if (place === this.#states.length) this.#grow();
    this.#size += 1;
    this.#states[place] = codeOf(state);
    this.#count(place, state, 1);
    return place;
  }

  change(place: number, before: TaskState, after: TaskState): void {
    if (before === after) return;
    this.#states[place] = codeOf(after);
    this.#count(place, before, -1);
    this.#count(place, after, 1);
  }

  /** Places of tasks in one of these states, from the `offset`-th of them on, at most `limit`. */
  page(states: readonly TaskState[], offset: number, limit: number): number[] {
    const wanted = new Set(states.map(codeOf));
    const found: number[] = [];
    let skip = offset;
    for (let first = 0; first < this.#size && found.length < limit; first += blockSize) {
      const inBlock = this.#inBlock(first / blockSize, wanted);
      if (inBlock <= skip) {
        skip -= inBlock;
        continue;
      }
      const end = Math.min(first + blockSize, this.#size);
      for (let place = first; place < end && found.length < limit; place += 1) {
        if (!wanted.has(this.#states[place] ?? 0)) continue;
        if (skip > 0) skip -= 1;
        else found.push(place);
      }
    }
    return found;
  }

  #inBlock(block: number, wanted: ReadonlySet<number>): number {
    let count = 0;
    for (const code of wanted) count += this.#counts[block * taskStates.length + code] ?? 0;
    return count;
  }

  #count(place: number, state: TaskState, change: 1 | -1): void {
    const slot = Math.floor(place / blockSize) * taskStates.length + codeOf(state);
    this.#counts[slot] = (this.#counts[slot] ?? 0) + change;
  }

  #grow(): void {
    const states = new Uint8Array(this.#states.length * 2);
    states.set(this.#states);
    this.#states = states;
    const counts = new Uint16Array((states.length / blockSize) * taskStates.length);
    counts.set(this.#counts);
    this.#counts = counts;
  }
}

const codes = new Map<TaskState, number>(taskStates.map((state, code) => [state, code]));

function codeOf(state: TaskState): number {
  return codes.get(state) ?? 0;
}
