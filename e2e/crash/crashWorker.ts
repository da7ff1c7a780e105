import { parentPort, workerData } from 'node:worker_threads';
import { serveWorker } from '../../core/engine/workerLoop.ts';
import { crashRegistry } from './crashFamilies.ts';

if (parentPort === null) throw new Error('this is a worker thread');
const { writer } = workerData as { writer: string };
serveWorker(parentPort, crashRegistry(), writer);
