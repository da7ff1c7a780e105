import { parentPort, workerData } from 'node:worker_threads';
import { serveWorker } from '../../core/engine/workerLoop.ts';
import { builtInFamilies } from '../../core/tasks/builtInFamilies.ts';
import { noFetch } from '../../core/tasks/files/archiveFetch.ts';

if (parentPort === null) throw new Error('engineWorker is a worker thread');

const data: unknown = workerData;
const writer =
  typeof data === 'object' && data !== null && 'writer' in data ? String(data.writer) : 'w0';

serveWorker(parentPort, builtInFamilies(noFetch), writer);
