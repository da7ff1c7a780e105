import { parentPort } from 'node:worker_threads';
import { look, type LookRequest } from './look.ts';

/** The other end of `StatThread`. */
parentPort?.on('message', ({ id, request }: { id: number; request: LookRequest }) => {
  const { values, confirmed } = look(request);
  parentPort?.postMessage({ id, looked: { values, confirmed } }, [
    values.buffer as ArrayBuffer,
    confirmed.buffer as ArrayBuffer,
  ]);
});
