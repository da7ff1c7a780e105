import type { TaskFamily } from './family.ts';
import type { ParameterTexts } from './request.ts';

/** Default texts of a workspace by family; `*` is for every family that has the parameter. */
export type DefaultTexts = Readonly<Record<string, ParameterTexts>>;

/** The defaults of a family: its own, then those for all. */
export function defaultsOf(
  defaults: DefaultTexts | undefined,
  { family, parameters }: Pick<TaskFamily, 'family' | 'parameters'>,
): ParameterTexts {
  const forAll = Object.entries(defaults?.['*'] ?? {}).filter(([name]) =>
    Object.hasOwn(parameters, name),
  );
  return { ...Object.fromEntries(forAll), ...defaults?.[family] };
}
