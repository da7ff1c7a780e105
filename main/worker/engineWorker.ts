import { parentPort, workerData } from 'node:worker_threads';
import { serveWorker } from '../../core/engine/workerLoop.ts';
import { builtInFamilies } from '../../core/tasks/builtInFamilies.ts';
import { noFetch } from '../../core/tasks/files/archiveFetch.ts';
import { archiveFetch } from '../archive/archiveFetch.ts';
import type { ArchivePlace } from '../archive/archiveSettings.ts';

if (parentPort === null) throw new Error('engineWorker is a worker thread');

/** Given by the pool (`writer`) and by whoever opened the engine (`archive`). */
const data = workerData as { readonly writer: string; readonly archive?: ArchivePlace };
const fetch = data.archive === undefined ? noFetch : archiveFetch(data.archive);

serveWorker(parentPort, builtInFamilies(fetch), data.writer);
