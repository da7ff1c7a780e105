/** Median time in milliseconds of one call, after a warm-up. */
export function medianMs(repeats: number, call: () => unknown): number {
  for (let i = 0; i < Math.max(3, repeats / 5); i++) call();
  const times: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const start = performance.now();
    call();
    times.push(performance.now() - start);
  }
  return median(times);
}

/** The same for calls that return promises. */
export async function medianMsAsync(
  repeats: number,
  call: () => Promise<unknown>,
): Promise<number> {
  for (let i = 0; i < Math.max(3, repeats / 5); i++) await call();
  const times: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const start = performance.now();
    await call();
    times.push(performance.now() - start);
  }
  return median(times);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

/** `1.234 ms`, with as many digits as make sense. */
export function ms(value: number | undefined): string {
  return value === undefined ? 'not available' : `${value.toPrecision(3)} ms`;
}
