import type { ParameterDescription } from '../../core/api/tasks.ts';

/** Names under which families take a spectrum; other files are regions, masks and batch files. */
const names = new Set(['input', 'path']);

/** Whether a parameter wants a spectrum, so that those of the library and the viewer are offered. */
export function takesSpectrum({ kind, name }: ParameterDescription): boolean {
  return kind === 'file' && names.has(name);
}
