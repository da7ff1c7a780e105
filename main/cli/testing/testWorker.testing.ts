import { parentPort, workerData } from 'node:worker_threads';
import { serveWorker } from '../../../core/engine/workerLoop.ts';
import { testFamilies } from './testFamilies.testing.ts';

if (parentPort === null) throw new Error('testWorker is a worker thread');
serveWorker(parentPort, testFamilies(), (workerData as { writer: string }).writer);
