/** The worker's module beside this one: built, or as source under Node's type stripping. */
export const engineWorkerEntry = new URL(
  import.meta.url.endsWith('.ts') ? './engineWorker.ts' : './engineWorker.js',
  import.meta.url,
);
