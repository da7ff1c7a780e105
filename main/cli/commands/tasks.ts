import { describeFamily } from '../../../core/task/describeFamily.ts';
import { alignColumns, printJson, type Terminal } from '../terminal.ts';

/** `astra tasks [FAMILY]`: the families, or the parameters of one. */
export function tasksCommand(
  terminal: Terminal,
  name: string | undefined,
  options: { readonly json?: boolean },
): void {
  const registry = terminal.families();
  const families = name === undefined ? registry.list() : [registry.get(name)];
  const described = families.map(describeFamily);
  if (options.json === true) {
    printJson(terminal, { families: described });
    return;
  }
  const [only] = described;
  if (name === undefined || only === undefined) {
    terminal.out(
      alignColumns(
        described.map(({ group, family, version, summary }) => [group, family, version, summary]),
      ),
    );
    return;
  }
  terminal.out(`${only.family} ${only.version}: ${only.summary}\n\nParameters\n`);
  terminal.out(
    alignColumns(
      only.parameters
        .filter(({ hidden }) => !hidden)
        .map((parameter) => [
          `  ${parameter.name}`,
          parameter.kind,
          parameter.default === undefined
            ? parameter.optional
              ? 'optional'
              : 'needed'
            : `default ${parameter.default}`,
          `${parameter.help}${limitsText(parameter)}${parameter.significant ? '' : ' (never changes the result)'}`,
        ]),
    ),
  );
  if (only.outputs.length > 0) {
    terminal.out('\nOutputs\n');
    terminal.out(
      alignColumns(only.outputs.map(({ name: output, kind, help }) => [`  ${output}`, kind, help])),
    );
  }
}

function limitsText({
  min,
  max,
  unit,
  choices,
}: ReturnType<typeof describeFamily>['parameters'][number]): string {
  const parts: string[] = [];
  if (min !== undefined || max !== undefined) parts.push(`${min ?? '…'} to ${max ?? '…'}`);
  if (unit !== undefined) parts.push(unit);
  if (choices !== undefined) parts.push(choices.join(', '));
  return parts.length === 0 ? '' : ` [${parts.join('; ')}]`;
}
