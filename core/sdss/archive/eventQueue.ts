/** Lets concurrent work speak through one async iterable. */
export interface EventQueue<Event> {
  push(event: Event): void;
  /** Ends the iteration when what was pushed has been taken; with an error, by throwing it. */
  end(failure?: { readonly error: unknown }): void;
  drain(): AsyncGenerator<Event, void, undefined>;
}

export function createEventQueue<Event>(): EventQueue<Event> {
  let waiting: Event[] = [];
  let ended: { readonly failure: { readonly error: unknown } | undefined } | undefined;
  let wake: () => void = () => undefined;
  return {
    push(event) {
      waiting.push(event);
      wake();
    },
    end(failure) {
      ended ??= { failure };
      wake();
    },
    async *drain() {
      for (;;) {
        const batch = waiting;
        waiting = [];
        yield* batch;
        if (waiting.length > 0) continue;
        if (ended !== undefined) {
          if (ended.failure !== undefined) throw ended.failure.error;
          return;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
