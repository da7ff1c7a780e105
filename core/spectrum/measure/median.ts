/** The median; sorts its argument. Of an even number, the mean of the middle two; NaN of none. */
export function medianInPlace(values: number[] | Float64Array): number {
  values.sort((a, b) => a - b);
  const middle = values.length >> 1;
  const upper = values[middle] ?? NaN;
  return values.length % 2 === 1 ? upper : ((values[middle - 1] ?? NaN) + upper) / 2;
}
