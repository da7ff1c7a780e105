const LENGTH = 10_000;

let sequence: Float32Array | undefined;

/** The 10,000 random numbers in 0 … 1 of the standard (4.0, appendix I), rounded to float32. */
function randomNumbers(): Float32Array {
  if (sequence !== undefined) return sequence;
  const numbers = new Float32Array(LENGTH);
  let seed = 1;
  for (let i = 0; i < LENGTH; i++) {
    seed = (16807 * seed) % 2147483647;
    numbers[i] = seed / 2147483647;
  }
  sequence = numbers;
  return numbers;
}

/**
 * The random numbers that were added to the pixels of one tile, one at each call.
 * `tile` counts from 0, `seed` is ZDITHER0.
 */
export function ditherSequence(tile: number, seed: number): () => number {
  const numbers = randomNumbers();
  let start = (((tile + seed - 1) % LENGTH) + LENGTH) % LENGTH;
  let next = Math.floor((numbers[start] ?? 0) * 500);
  return () => {
    const value = numbers[next] ?? 0;
    next += 1;
    if (next === LENGTH) {
      start = (start + 1) % LENGTH;
      next = Math.floor((numbers[start] ?? 0) * 500);
    }
    return value;
  };
}
