import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The project's reference data lie beside the checkout; machines without them skip those tests. */
const folder = join(import.meta.dirname, '../../../shared/data');

export const hasSharedData = existsSync(folder);

if (!hasSharedData) {
  process.emitWarning('SKIPPED: tests against real SDSS files, for want of ../shared/data');
}

export function sharedData(...path: string[]): string {
  return join(folder, ...path);
}
