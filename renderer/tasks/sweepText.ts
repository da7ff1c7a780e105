/** A sweep as it is typed: `2, 3, 4`. */
export interface SweepText {
  /** Empty: no parameter is chosen yet. */
  readonly name: string;
  readonly text: string;
}

export interface Sweep {
  readonly name: string;
  readonly values: string[];
}

/** The sweeps that are complete, and what is missing in the first that is not. */
export function readSweeps(texts: readonly SweepText[]): {
  readonly sweeps: Sweep[];
  readonly problem: string | undefined;
} {
  const sweeps: Sweep[] = [];
  let problem: string | undefined;
  for (const { name, text } of texts) {
    if (name === '' && text.trim() === '') continue;
    const values = text.split(',').map((value) => value.trim());
    if (name === '') problem ??= 'Choose the parameter that is swept';
    else if (values.includes('')) problem ??= `Give values of ${name}, separated by commas`;
    else if (sweeps.some((other) => other.name === name)) problem ??= `${name} is swept twice`;
    else sweeps.push({ name, values: [...new Set(values)] });
  }
  return { sweeps, problem };
}

/** Tasks for each row. */
export function combinationCount(sweeps: readonly Sweep[]): number {
  return sweeps.reduce((product, { values }) => product * values.length, 1);
}

export function firstOfEach(sweeps: readonly Sweep[]): Record<string, string> {
  return Object.fromEntries(sweeps.map(({ name, values }) => [name, values[0] ?? '']));
}
