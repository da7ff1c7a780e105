import { projectRoot } from '../projectRoot.ts';
import { buildIfChanged } from '../build/build.ts';
import { commandSuite } from './commandSuite.ts';
import { runSuites, summarise } from './suite.ts';
import { vitestSuite } from './vitestSuite.ts';

/** `npm test`: everything that must hold before a change is taken, one summary at the end. */
const wanted = process.argv.slice(2);
const suites = [
  commandSuite('types', projectRoot, [
    { tool: 'typescript/bin/tsc', args: ['-p', '.'] },
    { tool: 'typescript/bin/tsc', args: ['-p', 'renderer'] },
  ]),
  commandSuite('lint', projectRoot, [
    { tool: 'eslint/bin/eslint.js', args: ['.'] },
    { tool: 'prettier/bin/prettier.cjs', args: ['--check', '--log-level=warn', '.'] },
  ]),
  vitestSuite('unit', projectRoot, 'vitest.config.ts'),
  vitestSuite('end-to-end', projectRoot, 'e2e/vitest.config.ts', () => buildIfChanged(projectRoot)),
].filter(({ name }) => wanted.length === 0 || wanted.includes(name));

const write = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const results = await runSuites(suites, write, Date.now);
write('');
for (const line of summarise(results)) write(line);
process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0;
