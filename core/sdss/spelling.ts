import type { CompiledTemplate } from './compiledTemplate.ts';
import type { TextParams } from './simplestParams.ts';

/** Something that was written in another way than SDSS does, and how it was taken. */
export interface Note {
  readonly key: string;
  readonly from: string;
  readonly to: string;
}

/** Other names for a key, taken only where the template has that key and it was not given. */
const keyAliases: Readonly<Record<string, readonly string[]>> = {
  fiber: ['fibre', 'fiberid', 'fibreid'],
  fiberid: ['fibreid', 'fiber', 'fibre'],
  plateid: ['plate'],
  plate: ['plateid'],
};

const telescopes: ReadonlyMap<string, string> = new Map([
  ['apo25', 'apo25m'],
  ['apo25m', 'apo25m'],
  ['lco25', 'lco25m'],
  ['lco25m', 'lco25m'],
  ['apo1', 'apo1m'],
  ['apo1m', 'apo1m'],
]);

/** Parameters with keys and telescopes in SDSS's spelling, and what was changed. */
export function replaceAliases(
  template: CompiledTemplate,
  given: TextParams,
): { readonly params: TextParams; readonly notes: readonly Note[] } {
  const notes: Note[] = [];
  let params: Record<string, string> | undefined;
  for (const key of template.keys) {
    if (given[key] !== undefined) continue;
    const alias = keyAliases[key]?.find((name) => given[name] !== undefined);
    const value = alias === undefined ? undefined : given[alias];
    if (alias === undefined || value === undefined) continue;
    params = { ...(params ?? given), [key]: value };
    notes.push({ key, from: alias, to: key });
  }
  const { telescope } = params ?? given;
  const known = telescopes.get(telescope?.toLowerCase() ?? '');
  if (telescope !== undefined && known !== undefined && known !== telescope) {
    params = { ...(params ?? given), telescope: known };
    notes.push({ key: 'telescope', from: telescope, to: known });
  }
  return { params: params ?? given, notes };
}
