import { parentPort } from 'node:worker_threads';
import { statPaths } from './statMany.ts';

/** The other end of `StatThread`. */
parentPort?.on('message', ({ id, paths }: { id: number; paths: string }) => {
  const values = statPaths(paths.split('\0'));
  parentPort?.postMessage({ id, values });
});
