import { describe, expect, it } from 'vitest';
import { commandLine, type Document } from './testing/commandLine.testing.ts';

/** `family result` of each task, sorted. */
function told({ tasks = [] }: Document): string[] {
  return tasks
    .map(({ family, result }) => [family, ...Object.values(result ?? {})].join(' '))
    .sort();
}

describe('families that are asked for together', () => {
  it('are one run, in which each takes the parameters that it knows', async () => {
    using astra = await commandLine();
    const words = ['run', 'TestHalf', 'TestEcho', 'TestHalf', 'n=4', 'catalogid=7', 'name=x'];
    const { document, code } = await astra.json(words);
    expect(code).toBe(0);
    expect(told(document)).toEqual(['TestEcho 7 x', 'TestHalf 2']);
    const { document: status } = await astra.json(['status']);
    expect(JSON.stringify(status)).toContain('TestHalf + TestEcho');
  });

  it('make a task each of every row of a batch', async () => {
    using astra = await commandLine();
    const file = astra.write('b.csv', 'catalogid,n,label\n1,4,a\n2,8,\n');
    const words = ['run', 'TestHalf', 'TestEcho', '--batch', file, 'label=all'];
    const { document } = await astra.json(words);
    expect(told(document)).toEqual(['TestEcho 1 a', 'TestEcho 2 all', 'TestHalf 2', 'TestHalf 4']);
    const again = await astra.json(words);
    expect(again.document).toMatchObject({ planned: 4, reused: 4 });
  });

  it('are planned together, and share what both require', async () => {
    using astra = await commandLine();
    const file = astra.write('b.csv', 'n\n4\n8\n');
    const { document } = await astra.json(['plan', 'TestQuarter', 'TestHalf', '--batch', file]);
    expect(document).toMatchObject({ planned: 4, to_run: 4 });
  });

  it('are multiplied by the sweeps that they know, and by those only', async () => {
    using astra = await commandLine();
    const sweeps = ['--sweep', 'label=y,z', '--sweep', 'n=2,4,6'];
    const one = await astra.json(['plan', 'TestEcho', 'TestHalf', 'catalogid=1', ...sweeps]);
    expect(one.document).toMatchObject({ planned: 5 });
    const file = astra.write('b.csv', 'catalogid\n1\n2\n');
    const words = ['plan', 'TestEcho', 'TestHalf', '--batch', file, ...sweeps];
    expect((await astra.json(words)).document).toMatchObject({ planned: 2 * 2 + 3 });
  });

  it('are remembered together where the batch is large', async () => {
    using astra = await commandLine();
    const rows = Array.from({ length: 700 }, (_, n) => `${2 * n},${n}`);
    const file = astra.write('b.csv', `n,catalogid\n${rows.join('\n')}\n`);
    const both = ['TestHalf', 'TestEcho', '--batch', file];
    await astra.json(['run', ...both]);
    for (let time = 0; time < 2; time += 1) {
      expect((await astra.json(['run', ...both])).document).toMatchObject({
        planned: 1400,
        reused: 1400,
      });
    }
    const { out } = await astra.run(['run', ...both]);
    expect(out).toMatch(/TestHalf +700 reused\n/);
    expect(out).toMatch(/TestEcho +700 reused\n/);
    const alone = await astra.json(['run', 'TestEcho', '--batch', file]);
    expect(alone.code).toBe(2); // its columns are not those of both
  });

  it.each([
    [
      'a parameter of none',
      ['n=2', 'catalogid=1', 'colour=red'],
      /none of TestHalf, TestEcho has such a parameter/,
    ],
    ['a parameter that one needs', ['n=2'], /TestEcho, parameter catalogid: a value is needed/],
    ['a family misspelt', ['TestEko', 'n=2'], /no task family "TestEko".*Did you mean TestEcho/],
    ['a file without its name', ['visit.fits'], /"visit\.fits" is no parameter/],
    ['a family after parameters', ['n=2', 'TestQuarter'], /"TestQuarter" is no parameter/],
  ])('%s is refused, and nothing runs', async (_what, words, sentence) => {
    using astra = await commandLine();
    const { out, err, code } = await astra.run(['run', 'TestHalf', 'TestEcho', ...words]);
    expect(err).toMatch(sentence);
    expect(err).toMatch(/^astra: [^\n]+\n$/);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(astra.outputs()).toEqual([]);
  });

  it('are told from a column of none by the line', async () => {
    using astra = await commandLine();
    const file = astra.write('b.csv', 'n,catalogid,colour\n2,1,red\n');
    const { err, code } = await astra.run(['run', 'TestHalf', 'TestEcho', '--batch', file]);
    expect(err).toMatch(/b\.csv, line 2: .*none of TestHalf, TestEcho has such a parameter/);
    expect(code).toBe(2);
  });
});
