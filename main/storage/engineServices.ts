import type { ServiceHost } from '../../core/engine/service.ts';
import { cleanClosure } from './cleanClosure.ts';

/** What the main process does for running tasks. */
export const engineServices: ServiceHost = (request, places) => cleanClosure(request, places);
