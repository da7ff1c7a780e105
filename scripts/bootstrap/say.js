import { clearInterval, setInterval } from 'node:timers';

/** Everything the bootstrap tells the person who waits: one plain line each, on stderr. */

/** @param {string} line */
export function say(line) {
  process.stderr.write(`astra: ${line}\n`);
}

/**
 * Says what is being done and how long it took. On a terminal the seconds count up in place;
 * in a log a line every half minute shows that it is alive.
 *
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function showing(what, work) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const live = process.stderr.isTTY === true;
  if (!live) say(`${what} …`);
  const timer = setInterval(
    () =>
      live ? process.stderr.write(`\rastra: ${what} … ${seconds()} s`) : say(`… ${seconds()} s`),
    live ? 1000 : 30_000,
  );
  try {
    const result = await work();
    process.stderr.write(`${live ? '\r' : ''}astra: ${what}: done in ${seconds()} s\n`);
    return result;
  } catch (error) {
    process.stderr.write(`${live ? '\r' : ''}astra: ${what}: failed after ${seconds()} s\n`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}
