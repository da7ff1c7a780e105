import { parseFormat, type Format } from './format.ts';

/** A piece of a path template. */
export type Segment =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'key'; readonly key: string; readonly format: Format }
  | { readonly kind: 'call'; readonly name: string };

const piece = /\{([^{}:]*)(?::([^{}]*))?\}|@(\w+)\|/g;

/**
 * The pieces of a template in order. `$VARIABLE` stays in the text; only the beginning of a
 * template holds one. Throws an `Error` for a template outside the known grammar, since the table
 * is our own.
 */
export function parseTemplate(template: string): readonly Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const match of template.matchAll(piece)) {
    const [whole, key, specification = '', name] = match;
    if (match.index > end) {
      segments.push({ kind: 'text', text: template.slice(end, match.index) });
    }
    if (name !== undefined) {
      segments.push({ kind: 'call', name });
    } else {
      const format = parseFormat(specification);
      if (key === undefined || format === undefined) {
        throw new Error(`unknown format in the path template ${template}`);
      }
      segments.push({ kind: 'key', key, format });
    }
    end = match.index + whole.length;
  }
  if (end < template.length) segments.push({ kind: 'text', text: template.slice(end) });
  return segments;
}
