import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from './measure.ts';

/** Other tools that decide what is out of date, from Debian's packages. */
export const peers = ['ninja', 'make', 'snakemake'] as const;
export type Peer = (typeof peers)[number];

/** One small output a task, `out/<n>`; the names of what each needs, relative to the folder. */
export interface PeerGraph {
  readonly count: number;
  readonly requires: (n: number) => readonly string[];
}

export function isInstalled(peer: Peer): boolean {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, peer)));
}

/** Writes the tool's own description of the graph; returns the command that brings it up to date. */
export function peerCommand(peer: Peer, folder: string, graph: PeerGraph): Command {
  mkdirSync(join(folder, 'out'), { recursive: true });
  switch (peer) {
    case 'ninja':
      writeFileSync(join(folder, 'build.ninja'), ninjaFile(graph));
      return { program: peer, args: ['--quiet'], folder };
    case 'make':
      writeFileSync(join(folder, 'Makefile'), makeFile(graph));
      return { program: peer, args: ['-s', '-r', '-j2'], folder };
    case 'snakemake':
      writeFileSync(join(folder, 'Snakefile'), snakeFile(graph));
      return { program: peer, args: ['--quiet', 'all', '-c2'], folder };
  }
}

/**
 * `generator = 1`: outputs that ninja did not make itself count as up to date, so that the check can
 * be measured without 100,000 shells first. It spares ninja the comparison with its log.
 */
function ninjaFile({ count, requires }: PeerGraph): string {
  const lines = [
    'rule write',
    '  command = echo $n > $out.new && mv $out.new $out',
    '  generator = 1',
  ];
  for (let n = 0; n < count; n += 1) {
    lines.push(`build out/${n}: write ${requires(n).join(' ')}`, `  n = ${n}`);
  }
  return `${lines.join('\n')}\n`;
}

function makeFile({ count, requires }: PeerGraph): string {
  const outputs = Array.from({ length: count }, (_, n) => `out/${n}`);
  const rules = outputs.map(
    (output, n) => `${output}: ${requires(n).join(' ')}\n\techo ${n} > $@.new && mv $@.new $@`,
  );
  return `all: ${outputs.join(' ')}\n${rules.join('\n')}\n`;
}

/** Numbers follow the same rule for all tasks: only graphs of at most one source a task. */
function snakeFile({ count, requires }: PeerGraph): string {
  const [source] = requires(0);
  const input = source === undefined ? '' : `    input: "${source.replace(/0$/, '{n}')}"\n`;
  return `rule all:
    input: [f"out/{n}" for n in range(${count})]
rule write:
${input}    output: "out/{n}"
    shell: "echo {wildcards.n} > {output}"
`;
}
