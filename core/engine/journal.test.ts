import { appendFileSync, mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Attempt } from '../store/record.ts';
import type { TaskId } from '../task/task.ts';
import { JournalWriter, readJournal } from './journal.ts';

const attempt = (n: number, why = 'never run'): Attempt => ({
  id: n.toString(16).padStart(32, '0') as TaskId,
  family: 'F',
  run: 'r',
  finishedAt: '2026-01-01T00:00:00.000Z',
  seconds: 1,
  outcome: 'failed',
  why,
  problem: null,
});

/** A journal of some attempts, and what is read of it in pieces of a size. */
function journal(attempts: readonly Attempt[]) {
  const folder = mkdtempSync(join(tmpdir(), 'astra-journal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const writer = new JournalWriter(folder, 'r', 'm');
  for (const one of attempts) writer.append({ type: 'attempt', attempt: one });
  writer.close();
  const path = join(folder, 'r.m.jsonl');
  const read = (piece: number, from = 0) => {
    const parts = [...readJournal(path, from, piece)];
    return {
      whys: parts.flatMap(({ lines }) =>
        lines.flatMap((line) => (line.type === 'attempt' ? [line.attempt.why] : [])),
      ),
      end: parts.at(-1)?.end ?? from,
      damaged: parts.reduce((sum, part) => sum + part.damaged, 0),
      parts: parts.length,
    };
  };
  return { path, read };
}

describe('a journal read in pieces', () => {
  const attempts = Array.from({ length: 200 }, (_, n) => attempt(n, `${n} ${'é'.repeat(n % 40)}`));

  it.each([300, 301, 1000, 4096, 1_000_000])('of %d bytes gives every line once', (piece) => {
    const { read } = journal(attempts);
    expect(read(piece).whys).toEqual(attempts.map(({ why }) => why));
  });

  it('holds lines that are longer than a piece', () => {
    const long = [attempt(1), attempt(2, 'x'.repeat(10_000)), attempt(3)];
    expect(journal(long).read(64).whys).toEqual(long.map(({ why }) => why));
  });

  it('goes on where an earlier reading ended, and leaves a torn last line alone', () => {
    const { path, read } = journal(attempts);
    const whole = read(512);
    appendFileSync(path, '{"type":"attempt","att');
    expect(read(512)).toEqual(whole);
    expect(read(512, whole.end).whys).toEqual([]);
    truncateSync(path, whole.end);
    appendFileSync(path, 'no JSON\n');
    expect(read(512, whole.end)).toMatchObject({ whys: [], damaged: 1 });
  });
});
