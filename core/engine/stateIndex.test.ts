import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StateIndex } from './stateIndex.ts';
import { taskStates, type TaskState } from './status.ts';

const state = fc.constantFrom(...taskStates);

describe('pages of tasks by state', () => {
  it('hold what filtering all tasks would give, whatever has changed', () => {
    fc.assert(
      fc.property(
        fc.array(state, { minLength: 1, maxLength: 3000 }),
        fc.array(fc.tuple(fc.nat(), state), { maxLength: 200 }),
        fc.subarray([...taskStates]),
        fc.nat(3000),
        fc.integer({ min: 1, max: 1000 }),
        (begin, changes, wanted, offset, limit) => {
          const states: TaskState[] = [...begin];
          const index = new StateIndex();
          for (const [place, one] of begin.entries()) expect(index.add(one)).toBe(place);
          for (const [anywhere, after] of changes) {
            const place = anywhere % states.length;
            index.change(place, states[place] ?? after, after);
            states[place] = after;
          }
          const all = [...states.keys()].filter((place) => wanted.includes(states[place] ?? 'ran'));
          expect(index.page(wanted, offset, limit)).toEqual(all.slice(offset, offset + limit));
        },
      ),
      { numRuns: 100 },
    );
  });
});
