import { describeProblem } from '../../core/problem/problem.ts';
import type { EngineEvent, RunProgress } from '../../core/engine/status.ts';
import type { Terminal } from './terminal.ts';

/** Sentences beyond this many are shown each time: they hardly repeat. */
const mostCounted = 1000;

/**
 * What a person sees while a run goes on: a moving line on a terminal, a plain line every ten
 * seconds in a pipe. Failures and warnings get lines of their own as they come.
 */
export class ProgressLine {
  readonly #terminal: Terminal;
  #shown = '';
  #lastPlain: number;
  #latest: RunProgress | undefined;
  readonly #warned = new Map<string, number>();

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#lastPlain = terminal.now().getTime();
  }

  show(event: EngineEvent): void {
    switch (event.type) {
      case 'run':
        this.#latest = event.run;
        this.#draw();
        break;
      case 'tasks':
        for (const task of event.tasks) {
          if (task.state !== 'failed') continue;
          const why = task.problem === undefined ? task.why : describeProblem(task.problem);
          this.#line(`failed: ${task.family} ${task.subject}: ${why}`);
        }
        break;
      case 'log':
        if (event.line.level === 'warning') this.#warn(event.id, event.line.text);
        break;
    }
  }

  end(): void {
    this.#clear();
    for (const [text, times] of this.#warned) {
      if (times > 1) this.#line(`warning, ${grouped(times)} times in all: ${text}`);
    }
  }

  /** The same sentence of a thousand tasks is shown once, with the first of them, and counted. */
  #warn(id: string, text: string): void {
    const times = (this.#warned.get(text) ?? 0) + 1;
    if (times > 1 || this.#warned.size < mostCounted) this.#warned.set(text, times);
    if (times === 1) this.#line(`warning: ${text} (astra log ${id.slice(0, 8)})`);
  }

  #draw(): void {
    const run = this.#latest;
    if (run === undefined || run.finishedAt !== null) return;
    if (this.#terminal.isTerminal) {
      this.#clear();
      this.#shown = describeProgress(run).slice(0, Math.max(20, this.#terminal.columns - 1));
      this.#terminal.err(this.#shown);
      return;
    }
    const now = this.#terminal.now().getTime();
    if (now - this.#lastPlain < 10_000) return;
    this.#lastPlain = now;
    this.#terminal.err(`${describeProgress(run)}\n`);
  }

  #line(text: string): void {
    this.#clear();
    this.#terminal.err(`astra: ${text}\n`);
    if (this.#terminal.isTerminal) this.#draw();
  }

  #clear(): void {
    if (this.#shown === '') return;
    this.#terminal.err(`\r${' '.repeat(this.#shown.length)}\r`);
    this.#shown = '';
  }
}

/** `[#####-----] 1,278 of 2,410, 6 failed, 4.1/s, about 4 min 36 s left` */
export function describeProgress(run: RunProgress): string {
  const { counts, planned, rate, etaSeconds } = run;
  const ended = planned - counts.queued - counts.running;
  const filled = planned === 0 ? 20 : Math.round((20 * ended) / planned);
  const parts = [
    `[${'#'.repeat(filled)}${'-'.repeat(20 - filled)}] ${grouped(ended)} of ${grouped(planned)}`,
  ];
  if (counts.failed > 0) parts.push(`${grouped(counts.failed)} failed`);
  if (rate !== null) parts.push(`${rate >= 10 ? grouped(Math.round(rate)) : rate.toFixed(1)}/s`);
  if (etaSeconds !== null) parts.push(`about ${describeSeconds(etaSeconds)} left`);
  return parts.join(', ');
}

export function describeSeconds(seconds: number): string {
  if (seconds < 1) return 'under 1 s';
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [
    Math.floor(whole / 3600),
    Math.floor((whole % 3600) / 60),
    whole % 60,
  ];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${rest} s` : `${rest} s`;
}

export function grouped(count: number): string {
  return count.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}
