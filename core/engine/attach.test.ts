import { expect, it } from 'vitest';
import { AttachedEngine } from './attachClient.ts';
import { socketPath } from './socketPath.ts';
import { largestLot, type EngineEvent } from './status.ts';
import { TestBench } from './testBench.testing.ts';
import { member } from './testFamilies.testing.ts';

it('a face that attached knows the end of every task, though no message held them all', async () => {
  const bench = new TestBench();
  const engine = await bench.engine();
  await engine.offerToOthers({ queued: () => () => undefined });
  const path = socketPath(bench.workspace.layout.state, process.platform);
  const attached = await AttachedEngine.connect(path);
  if (attached === undefined) throw new Error('nobody listens');
  const count = 1300;
  const tasks = Array.from({ length: count }, (_, index) =>
    member.with({ member: index % 100 === 0 ? `fail-${index}` : `m-${index}` }),
  );
  const events: EngineEvent[] = [];
  const options = { force: false, verify: false, keepGoing: true, keepAll: true };
  const view = await attached.run(
    'Member',
    (async function* () {
      yield tasks;
    })(),
    options,
    (event) => events.push(event),
    new AbortController().signal,
  );
  const states = [...view.tasks()].map(({ state }) => state);
  expect(states).toHaveLength(count);
  expect(states.filter((state) => state === 'failed')).toHaveLength(13);
  expect(states.filter((state) => state === 'ran')).toHaveLength(count - 13);
  const lots = events.flatMap((event) => (event.type === 'tasks' ? [event.tasks.length] : []));
  expect(Math.max(...lots)).toBeLessThanOrEqual(largestLot);
  expect(events.at(-1)).toMatchObject({ type: 'run', run: { state: 'failed', planned: count } });
});
