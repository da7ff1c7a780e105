import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Suite } from './suite.ts';

/** A tool of node_modules that passes or fails as a whole, such as a type check. */
export interface ToolRun {
  /** Its script below node_modules. */
  readonly tool: string;
  readonly args: readonly string[];
}

/** A suite of tools, each of which counts as one. */
export function commandSuite(name: string, root: string, runs: readonly ToolRun[]): Suite {
  return {
    name,
    async run() {
      let failed = 0;
      for (const run of runs) if ((await runTool(root, run)) !== 0) failed += 1;
      return { passed: runs.length - failed, failed, skipped: 0, remarks: [] };
    },
  };
}

/** Runs the tool with this very Node, its output going straight to the terminal. */
export function runTool(root: string, { tool, args }: ToolRun): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', tool), ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
