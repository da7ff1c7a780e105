/** Numbers that look random and are the same every time. */
export interface Random {
  /** Evenly distributed in [0, 1). */
  readonly uniform: () => number;
  /** Normally distributed, mean 0, standard deviation 1. */
  readonly normal: () => number;
}

/**
 * A generator with a fixed seed: splitmix32 for the integers (Steele, Lea and Flood 2014, "Fast
 * splittable pseudorandom number generators"), Marsaglia's polar method for normal numbers.
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32;
  };
  const normal = (): number => {
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const r2 = x * x + y * y;
      if (r2 > 0 && r2 < 1) return x * Math.sqrt((-2 * Math.log(r2)) / r2);
    }
  };
  return { uniform, normal };
}
