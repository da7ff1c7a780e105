export class CommandFailed extends Error {
  readonly output: string;
}
export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Record<string, string | undefined>;
  readonly timeoutMs?: number;
}
export function runCommand(
  command: string,
  args: readonly string[],
  options?: CommandOptions,
): Promise<string>;
