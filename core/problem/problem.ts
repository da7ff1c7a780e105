/** Where something went wrong, in the words of the person who has to look there. */
export interface Where {
  readonly file?: string;
  readonly hdu?: number;
  readonly card?: string;
  readonly column?: string;
  readonly row?: number;
  readonly line?: number;
  readonly parameter?: string;
  readonly family?: string;
  readonly url?: string;
}

export interface ProblemOptions {
  readonly where?: Where;
  /** What the user can do about it, as an imperative sentence. */
  readonly advice?: string;
  readonly cause?: unknown;
  /** True if the same call may work later (a network hiccup): the engine then tries again. */
  readonly transient?: boolean;
}

/**
 * An expected failure: what happened, where, and what to do. Anything thrown that is not a
 * `Problem` is a bug. `code` is stable, lower-case and hyphenated, and part of `--json` output.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: string;
  readonly where: Where;
  readonly advice: string | undefined;
  readonly transient: boolean;

  constructor(code: string, message: string, options: ProblemOptions = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.where = options.where ?? {};
    this.advice = options.advice;
    this.transient = options.transient ?? false;
  }
}

/** `spec.fits, HDU 2, column FLUX`: the place, from large to small; empty if none is known. */
export function describeWhere(where: Where): string {
  const parts: string[] = [];
  if (where.family !== undefined) parts.push(where.family);
  if (where.parameter !== undefined) parts.push(`parameter ${where.parameter}`);
  if (where.url !== undefined) parts.push(where.url);
  if (where.file !== undefined) parts.push(where.file);
  if (where.line !== undefined) parts.push(`line ${where.line}`);
  if (where.hdu !== undefined) parts.push(`HDU ${where.hdu}`);
  if (where.card !== undefined) parts.push(`card ${where.card}`);
  if (where.column !== undefined) parts.push(`column ${where.column}`);
  if (where.row !== undefined) parts.push(`row ${where.row}`);
  return parts.join(', ');
}

/** One line for a terminal or a log: place, what happened, what to do. */
export function describeProblem(problem: {
  readonly message: string;
  readonly where: Where;
  readonly advice?: string | undefined;
}): string {
  const place = describeWhere(problem.where);
  const sentence = place === '' ? problem.message : `${place}: ${problem.message}`;
  return problem.advice === undefined ? sentence : `${sentence}. ${problem.advice}`;
}

/** A `Problem` as plain data, for worker messages, events and `--json`. */
export interface ProblemData {
  readonly code: string;
  readonly message: string;
  readonly where: Where;
  readonly advice?: string;
  readonly transient: boolean;
  /** Only for bugs: where in the code. */
  readonly stack?: string;
}

/** Any thrown value as data; what is not a `Problem` is marked `internal` and keeps its stack. */
export function toProblemData(thrown: unknown): ProblemData {
  if (thrown instanceof Problem) {
    const { code, message, where, advice, transient } = thrown;
    return { code, message, where, transient, ...(advice === undefined ? {} : { advice }) };
  }
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return {
    code: 'internal',
    message: error.message,
    where: {},
    transient: false,
    ...(error.stack === undefined ? {} : { stack: error.stack }),
  };
}

export function fromProblemData(data: ProblemData): Problem {
  const { code, message, where, advice, transient } = data;
  return new Problem(code, message, {
    where,
    transient,
    ...(advice === undefined ? {} : { advice }),
  });
}
