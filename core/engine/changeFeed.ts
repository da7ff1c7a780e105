import { largestLot, type EngineEvent, type TaskStatus } from './status.ts';
import type { TaskId } from '../task/task.ts';

/** Lots sent in one go: some milliseconds of writing JSON. */
const lotsAtOnce = 8;

/** Changed tasks on their way to the faces of a run: only the latest status of each is sent. */
export class ChangeFeed {
  readonly #run: string;
  readonly #emit: (event: EngineEvent) => void;
  readonly #changed = new Map<TaskId, TaskStatus>();
  /** Kept from lot to lot: a new one would step over all that was sent before. */
  #next: MapIterator<TaskStatus> | undefined;

  constructor(run: string, emit: (event: EngineEvent) => void) {
    this.#run = run;
    this.#emit = emit;
  }

  get isEmpty(): boolean {
    return this.#changed.size === 0;
  }

  note(status: TaskStatus): void {
    this.#changed.set(status.id, status);
  }

  /** Sends the oldest changes, as many as the process can be held up for. */
  sendSome(): void {
    for (let lot = 0; lot < lotsAtOnce && !this.isEmpty; lot += 1) {
      this.#emit({ type: 'tasks', run: this.#run, tasks: this.#takeLot() });
    }
  }

  #takeLot(): TaskStatus[] {
    const tasks: TaskStatus[] = [];
    this.#next ??= this.#changed.values();
    while (tasks.length < largestLot) {
      const { done, value } = this.#next.next();
      if (done === true) {
        this.#next = undefined;
        break;
      }
      this.#changed.delete(value.id);
      tasks.push(value);
    }
    return tasks;
  }
}
