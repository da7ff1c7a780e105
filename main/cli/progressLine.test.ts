import { describe, expect, it } from 'vitest';
import { noCounts, type RunProgress } from '../../core/engine/status.ts';
import { describeProgress, describeSeconds, grouped, ProgressLine } from './progressLine.ts';
import type { Terminal } from './terminal.ts';

const run = (changes: Partial<RunProgress> = {}): RunProgress => ({
  run: 'r',
  family: 'EstimateSnr',
  startedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: null,
  state: 'running',
  planned: 2410,
  counts: { ...noCounts, ran: 1272, failed: 6, queued: 1130, running: 2 },
  rate: 4.1,
  etaSeconds: 276,
  ...changes,
});

describe('the progress line', () => {
  it('counts what has ended, failures, rate and time left', () => {
    expect(describeProgress(run())).toBe(
      '[###########---------] 1,278 of 2,410, 6 failed, 4.1/s, about 4 min 36 s left',
    );
  });

  it('leaves out what is not known, and rounds quick rates', () => {
    const counts = { ...noCounts, reused: 10 };
    const ended = run({ planned: 10, counts, rate: null, etaSeconds: null });
    expect(describeProgress(ended)).toBe('[####################] 10 of 10');
    expect(describeProgress(run({ rate: 3456.7, etaSeconds: null }))).toContain(', 3,457/s');
  });

  it('is full where there is nothing to do', () => {
    const nothing = run({ planned: 0, counts: noCounts, rate: null, etaSeconds: null });
    expect(describeProgress(nothing)).toBe('[####################] 0 of 0');
  });
});

it.each([
  [0, 'under 1 s'],
  [0.99, 'under 1 s'],
  [1.2, '1 s'],
  [59.4, '59 s'],
  [59.6, '1 min 0 s'],
  [276, '4 min 36 s'],
  [3599.9, '1 h 0 min'],
  [7380, '2 h 3 min'],
])('%f seconds are "%s"', (seconds, words) => {
  expect(describeSeconds(seconds)).toBe(words);
});

it.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [1234567, '1,234,567'],
])('%i is written %s', (count, text) => {
  expect(grouped(count)).toBe(text);
});

/** A terminal whose clock the test moves; only what the line needs. */
function screen(isTerminal: boolean) {
  const written: string[] = [];
  const clock = { seconds: 0 };
  const terminal = {
    err: (text: string) => {
      written.push(text);
    },
    isTerminal,
    columns: 60,
    now: () => new Date(clock.seconds * 1000),
  } satisfies Partial<Terminal>;
  // ProgressLine uses exactly these members of a terminal.
  return { written, clock, line: new ProgressLine(terminal as unknown as Terminal) };
}

const failed = {
  type: 'tasks',
  run: 'r',
  tasks: [
    {
      id: 'f'.repeat(32) as never,
      family: 'EstimateSnr',
      subject: 'apVisit-1',
      state: 'failed',
      why: 'the file is damaged',
      requested: true,
      outputs: [],
      seconds: 0.1,
      problem: {
        code: 'fits-truncated',
        message: 'the file is damaged',
        where: {},
        transient: false,
        advice: 'Fetch it again',
      },
    },
  ],
} as const;

describe('on a terminal', () => {
  it('the line is drawn over itself, never wider than the screen, and taken away at the end', () => {
    const { written, line } = screen(true);
    line.show({ type: 'run', run: run() });
    line.show({ type: 'run', run: run({ rate: 5 }) });
    line.end();
    const text = written.join('');
    expect(text).not.toContain('\n');
    expect(Math.max(...text.split('\r').map((part) => part.length))).toBeLessThan(60);
    expect(text.endsWith('\r')).toBe(true);
  });

  it('a failure gets a line of its own, and the progress follows it', () => {
    const { written, line } = screen(true);
    line.show({ type: 'run', run: run() });
    line.show(failed);
    const text = written.join('');
    expect(text).toContain(
      '\rastra: failed: EstimateSnr apVisit-1: the file is damaged. Fetch it again\n[####',
    );
  });
});

describe('in a pipe', () => {
  it('there is a plain line every ten seconds, and no control characters', () => {
    const { written, clock, line } = screen(false);
    for (clock.seconds = 0; clock.seconds <= 25; clock.seconds += 1) {
      line.show({ type: 'run', run: run() });
    }
    line.show(failed);
    line.end();
    expect(written).toHaveLength(3);
    expect(written.join('')).not.toMatch(/[^\n\x20-\x7e]/);
    expect(written[0]).toBe(`${describeProgress(run())}\n`);
  });
});

it('a failure says where: file, HDU and card', () => {
  const { written, line } = screen(false);
  const [task] = failed.tasks;
  const where = { file: 'visit.fits', hdu: 1, card: 'BITPIX' };
  line.show({ ...failed, tasks: [{ ...task, problem: { ...task.problem, where } }] });
  expect(written[0]).toMatch(/visit\.fits.*HDU 1.*BITPIX.*the file is damaged\. Fetch it again/);
});

it('one warning of many tasks is shown once, with the first of them, and counted at the end', () => {
  const { written, line } = screen(false);
  for (const letter of ['a', 'b', 'c']) {
    const id = letter.repeat(32) as never;
    const said = { at: '', level: 'warning', text: 'VHELIO is absurd' } as const;
    line.show({ type: 'log', run: 'r', id, line: said });
  }
  line.show({
    type: 'log',
    run: 'r',
    id: 'd'.repeat(32) as never,
    line: { at: '', level: 'warning', text: 'another' },
  });
  line.end();
  expect(written).toEqual([
    'astra: warning: VHELIO is absurd (astra log aaaaaaaa)\n',
    'astra: warning: another (astra log dddddddd)\n',
    'astra: warning, 3 times in all: VHELIO is absurd\n',
  ]);
});
