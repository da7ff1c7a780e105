import { parentPort, workerData } from 'node:worker_threads';
import { serveWorker } from '../../../core/engine/workerLoop.ts';
import { Registry } from '../../../core/task/registry.ts';
import { testFamilies } from './testFamilies.testing.ts';

if (parentPort === null) throw new Error('testWorker is a worker thread');
serveWorker(parentPort, new Registry(testFamilies), (workerData as { writer: string }).writer);
