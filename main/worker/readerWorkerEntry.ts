/** The worker's module beside this one: built, or as source under Node's type stripping. */
export const readerWorkerEntry = new URL(
  import.meta.url.endsWith('.ts') ? './readerWorker.ts' : './readerWorker.js',
  import.meta.url,
);
