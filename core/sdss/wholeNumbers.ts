import type { CompiledTemplate } from './compiledTemplate.ts';
import type { ParamValue, PathParams } from './paramValue.ts';

/**
 * Parameters that were read as text (command line, CSV, a path) for `expandPath`: digits become a
 * number where the template writes whole numbers only, and nothing else changes.
 */
export function withWholeNumbers(template: CompiledTemplate, params: PathParams): PathParams {
  let changed: Record<string, ParamValue> | undefined;
  for (const segment of template.segments) {
    if (segment.kind !== 'key' || segment.format.kind !== 'whole') continue;
    const value = params[segment.key];
    if (typeof value === 'string' && /^-?\d+$/.test(value)) {
      changed ??= { ...params };
      changed[segment.key] = BigInt(value);
    }
  }
  return changed ?? params;
}
