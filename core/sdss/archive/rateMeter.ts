/** How fast and how much longer. */
export interface RateMeter {
  add(bytes: number): void;
  /** Bytes per second over the last seconds; 0 while nothing is known. */
  rate(): number;
}

/** Over so long a time the rate is averaged: shorter jumps, longer lags. */
const WINDOW_MS = 5_000;
const SLOT_MS = 250;

export function createRateMeter(now: () => number): RateMeter {
  const started = now();
  let slots: { at: number; bytes: number }[] = [];
  return {
    add(bytes) {
      const at = now();
      const last = slots.at(-1);
      if (last !== undefined && at - last.at < SLOT_MS) last.bytes += bytes;
      else slots.push({ at, bytes });
      if (slots.length > (2 * WINDOW_MS) / SLOT_MS) {
        slots = slots.filter((slot) => at - slot.at <= WINDOW_MS);
      }
    },
    rate() {
      const at = now();
      const recent = slots.filter((slot) => at - slot.at <= WINDOW_MS);
      const bytes = recent.reduce((sum, slot) => sum + slot.bytes, 0);
      const span = Math.min(WINDOW_MS, at - started);
      return span <= 0 ? 0 : (bytes / span) * 1000;
    },
  };
}
