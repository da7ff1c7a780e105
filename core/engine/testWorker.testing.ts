import { parentPort, workerData } from 'node:worker_threads';
import { testRegistry } from './testFamilies.testing.ts';
import { serveWorker } from './workerLoop.ts';

if (parentPort === null) throw new Error('this is a worker thread of the tests');
const { writer } = workerData as { writer: string };
serveWorker(parentPort, testRegistry(), writer);
