import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLine } from './testing/commandLine.testing.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const manual = read('docs/cli.md');

/** `--name` words of a help text. */
const optionsIn = (help: string) =>
  [...help.matchAll(/^ +(?:-\w, )?--([a-z-]+)/gm)].map(([, name]) => name ?? '');

const commandsIn = (help: string) =>
  [...help.matchAll(/^ {2}([a-z]+) (?:\[|<)/gm)].map(([, name]) => name ?? '');

/** The part of the manual about one command. */
function section(command: string): string {
  const [, text = ''] = manual.split(new RegExp(`^## ${command}$`, 'm'));
  return text.split(/^## /m)[0] ?? '';
}

describe('docs/cli.md', () => {
  it('has a section for each command, which names each of its options', async () => {
    using astra = await commandLine();
    const commands = commandsIn((await astra.run(['--help'])).out).filter((c) => c !== 'help');
    expect(commands.length).toBeGreaterThan(15);
    for (const command of commands) {
      const { out } = await astra.run([command, '--help']);
      const options = optionsIn(out).filter((o) => !['help', 'version', 'workspace'].includes(o));
      expect(options.length, command).toBeGreaterThan(0);
      for (const option of options) {
        expect(section(command), `${command} --${option}`).toContain(`--${option}`);
      }
    }
  });

  it('describes no command that is not there', async () => {
    using astra = await commandLine();
    const commands = commandsIn((await astra.run(['--help'])).out);
    const described = [...manual.matchAll(/^## ([a-z]+)$/gm)].map(([, name]) => name);
    expect(commands).toEqual(expect.arrayContaining(described));
  });

  it('names every field that the documents have', async () => {
    using astra = await commandLine();
    const run = (await astra.json(['run', 'TestQuarter', '--sweep', 'n=7,8'])).document;
    const [first] = run.tasks ?? [];
    const documents = {
      run,
      plan: (await astra.json(['plan', 'TestQuarter', 'n=8'])).document,
      tasks: (await astra.json(['tasks', 'EstimateSnr'])).document,
      status: (await astra.json(['status'])).document,
      log: (await astra.json(['log', first?.id ?? ''])).document,
      results: (await astra.json(['results', 'TestQuarter'])).document,
      cancel: (await astra.json(['cancel'])).document,
      doctor: (await astra.json(['doctor'])).document,
      init: (await astra.json(['init', 'other'])).document,
      species: (await astra.json(['species', 'apVisit', '-r', 'dr17'])).document,
      identify: (await astra.json(['identify', 'apVisit-dr17-8888-57000-007.fits'])).document,
    };
    for (const [command, document] of Object.entries(documents)) {
      for (const field of fieldsOf(document, command === 'results' ? ['rows'] : ['result'])) {
        expect(section(command), `${command}: ${field}`).toContain(field);
      }
    }
  });

  it('has JSON that is JSON', () => {
    const blocks = [...manual.matchAll(/```json\n([^`]*)```/g)].map(([, text = '']) => text);
    expect(blocks.length).toBeGreaterThan(10);
    for (const block of blocks) {
      const lines = block.startsWith('{"schema":1,"type"') ? block.trimEnd().split('\n') : [block];
      for (const text of lines) expect(() => JSON.parse(text) as unknown, text).not.toThrow();
    }
  });
});

/** Names of fields at any depth, but not inside what has names of its own. */
function fieldsOf(value: unknown, opaque: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => fieldsOf(item, opaque));
  if (typeof value !== 'object' || value === null) return [];
  const inside = [...opaque, 'complete', 'params', 'counts', 'where'];
  return Object.entries(value).flatMap(([name, item]) => [
    name,
    ...(inside.includes(name) ? [] : fieldsOf(item, opaque)),
  ]);
}

it('the guide for authors quotes its first example to the letter', () => {
  const source = read('core/tasks/estimateSnrOfApVisit.ts');
  const example = source.slice(source.indexOf('/** The example'));
  expect(read('docs/guide-tasks.md')).toContain(example);
});

it.each(['ARCHITECTURE.md', 'docs/cli.md', 'docs/guide.md', 'docs/guide-tasks.md'])(
  '%s links to files that are there',
  (page) => {
    const links = [...read(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, to = '']) => to);
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(() => read(join(page, '..', link)), link).not.toThrow();
  },
);
