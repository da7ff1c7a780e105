import { parentPort } from 'node:worker_threads';
import { toProblemData } from '../../core/problem/problem.ts';
import { answerReading, type Reading } from '../app/reading.ts';

/** Reads spectra for the viewer and the library, so that the main thread never waits for a disk. */
if (parentPort === null) throw new Error('readerWorker is a worker thread');
const port = parentPort;

port.on('message', ({ id, reading }: { id: number; reading: Reading }) => {
  try {
    const value = answerReading(reading);
    port.postMessage({ id, ok: true, value });
  } catch (error) {
    port.postMessage({ id, ok: false, problem: toProblemData(error) });
  }
});
