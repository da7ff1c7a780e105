import { parentPort, workerData } from 'node:worker_threads';
import { serveWorker } from '../../core/engine/workerLoop.ts';
import { benchFamilies } from './benchFamilies.ts';

if (parentPort === null) throw new Error('benchWorker is a worker thread');
serveWorker(parentPort, benchFamilies(), (workerData as { writer: string }).writer);
