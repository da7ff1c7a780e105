import { readdirSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commandLine, type CommandLine } from './testing/commandLine.testing.ts';

/** `id label` of each task that a batch makes, sorted; with what was said. */
async function echoed(astra: CommandLine, name: string, stdin = '') {
  const batch = name === '-' ? name : astra.path(name);
  const { document, err, code } = await astra.json(
    ['run', 'TestEcho', '--batch', batch, ...(name === 'shared.csv' ? ['label=shared'] : [])],
    stdin,
  );
  const rows = (document.tasks ?? []).map(
    ({ result }) => `${String(result?.catalogid)} ${String(result?.label)}`,
  );
  return { rows: rows.sort(), err, code };
}

/** A SDSS-V catalogid and the largest unsigned 64-bit integer: neither fits a double. */
const [catalogid, largest] = ['27021598150202075', '18446744073709551615'];

describe('batch files', () => {
  it.each([
    ['b.csv', `catalogid,label\n${catalogid},a\n${largest},b\n`],
    ['b.tsv', `catalogid\tlabel\n${catalogid}\ta\n${largest}\tb\n`],
    [
      'b.jsonl',
      `{"catalogid": ${catalogid}, "label": "a"}\n\n{"catalogid": "${largest}", "label": "b"}\n`,
    ],
    [
      'b.ndjson',
      `{"catalogid": ${catalogid}, "label": "a"}\n{"catalogid": ${largest}, "label": "b"}`,
    ],
    ['unnamed', `catalogid,label\n${catalogid},a\n${largest},b`],
    ['b.txt', `catalogid\tlabel\n${catalogid}\ta\n${largest}\tb\n`],
    ['bom.csv', `\uFEFFcatalogid,label\n${catalogid},a\n${largest},b\n`],
    ['crlf.csv', `catalogid,label\r\n${catalogid},a\r\n\r\n${largest},b\r\n`],
    ['turned.csv', `label,catalogid\na,${catalogid}\nb,${largest}\n`],
    ['alias.csv', `catalogid,name\n${catalogid},a\n${largest},b\n`],
  ])('%s: a task for each row, 64-bit ids with all their digits', async (name, content) => {
    using astra = await commandLine();
    astra.write(name, content);
    const { rows, code } = await echoed(astra, name);
    expect(code).toBe(0);
    expect(rows).toEqual([`${largest} b`, `${catalogid} a`]);
  });

  it.each([
    ['CSV', `catalogid,label\n${catalogid},a\n`],
    ['TSV', `catalogid\tlabel\n${catalogid}\ta\n`],
    ['JSON lines', `{"catalogid": ${catalogid}, "label": "a"}\n`],
  ])('- reads the standard input: %s', async (_form, content) => {
    using astra = await commandLine();
    expect((await echoed(astra, '-', content)).rows).toEqual([`${catalogid} a`]);
  });

  it('quoted cells hold commas, quotes and line ends', async () => {
    using astra = await commandLine();
    astra.write('b.csv', 'catalogid,label\n1,"a, ""b""\nc"\n');
    expect((await echoed(astra, 'b.csv')).rows).toEqual(['1 a, "b"\nc']);
  });

  it('an empty cell is a value that is not given', async () => {
    using astra = await commandLine();
    astra.write('b.csv', 'catalogid,label\n1,\n2,own\n');
    expect((await echoed(astra, 'b.csv')).rows).toEqual(['1 none', '2 own']);
  });

  it('a value beside the file fills the empty cells of its column', async () => {
    using astra = await commandLine();
    astra.write('shared.csv', 'catalogid,label\n1,\n2,own\n');
    expect((await echoed(astra, 'shared.csv')).rows).toEqual(['1 shared', '2 own']);
  });

  it('spaces around a cell are not part of it', async () => {
    using astra = await commandLine();
    astra.write('b.csv', 'catalogid , label\n 1 , a\n');
    expect((await echoed(astra, 'b.csv')).rows).toEqual(['1 a']);
  });

  it('lines are counted right after empty lines', async () => {
    using astra = await commandLine();
    const file = astra.write('b.csv', 'catalogid\n1\n\nNGC188\n');
    const { err } = await astra.run(['run', 'TestEcho', '--batch', file]);
    expect(err).toMatch(/b\.csv, line 4: /);
  });

  it('a sweep over a column of the file replaces its cells', async () => {
    using astra = await commandLine();
    const file = astra.write('b.csv', 'catalogid,label\n7,x\n');
    const words = ['run', 'TestEcho', '--batch', file, '--sweep', 'label=y,z'];
    const { document } = await astra.json(words);
    expect((document.tasks ?? []).map(({ result }) => result?.label).sort()).toEqual(['y', 'z']);
  });

  it('equal rows are one task', async () => {
    using astra = await commandLine();
    astra.write('b.csv', 'catalogid\n1\n1\n01\n');
    expect((await echoed(astra, 'b.csv')).rows).toEqual(['1 none']);
  });

  it.each([
    ['bad.csv', 'catalogid,colour\n1,red\n', /bad\.csv, line 2: .*no such parameter/],
    ['bad.csv', 'catalogid,label\n1,a\n2\n', /bad\.csv, line 3: /],
    ['bad.csv', 'catalogid,label\n1,a\n2,b,c\n', /bad\.csv, line 3: /],
    ['bad.csv', 'catalogid\n1\nNGC188\n', /bad\.csv, line 3: "NGC188" is not a whole number/],
    ['bad.csv', 'catalogid,catalogid\n1,2\n', /bad\.csv, line 1: two columns are named catalogid/],
    ['bad.csv', 'catalogid,\n1,2\n', /bad\.csv, line 1: a column has no name/],
    ['bad.csv', 'label\na\n', /bad\.csv, line 2: a value is needed/],
    ['bad.csv', 'catalogid,label\n1,"a\n', /bad\.csv/],
    ['bad.jsonl', '{"catalogid": 1}\n{"catalogid": \n', /bad\.jsonl, line 2: not JSON/],
    ['bad.jsonl', '[1]\n', /bad\.jsonl, line 1: each line must be a JSON object/],
    ['bad.jsonl', '{"catalogid": 1.5}\n', /bad\.jsonl, line 1: "1\.5" is not a whole number/],
  ])('%s %j is refused with its line, and nothing runs', async (name, content, sentence) => {
    using astra = await commandLine();
    const file = astra.write(name, content);
    const { out, err, code } = await astra.run(['run', 'TestEcho', '--batch', file]);
    expect(err).toMatch(sentence);
    expect(err).toMatch(/^astra: [^\n]+\n$/);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(astra.outputs()).toEqual([]);
  });

  it.each([
    ['only a head', 'catalogid,label\n'],
    ['nothing at all', ''],
  ])('%s: nothing matched, 3', async (_what, content) => {
    using astra = await commandLine();
    const file = astra.write('b.csv', content);
    for (const command of ['run', 'plan']) {
      const { err, code } = await astra.run([command, 'TestEcho', '--batch', file]);
      expect(err).toMatch(/the batch holds no rows/);
      expect(code).toBe(3);
    }
  });

  it('a thousand rows run and are all reused the second time', async () => {
    using astra = await commandLine();
    const rows = Array.from({ length: 1000 }, (_, n) => `${2 * n}`);
    const file = astra.write('b.csv', `n\n${rows.join('\n')}\n`);
    const first = await astra.json(['run', 'TestHalf', '--batch', file]);
    const again = await astra.json(['run', 'TestHalf', '--batch', file]);
    expect(first.document).toMatchObject({ planned: 1000, ran: 1000 });
    expect(again.document).toMatchObject({ planned: 1000, reused: 1000 });
    expect(astra.outputs()).toHaveLength(1000);
  });

  it('a large batch that was completed is remembered, and what goes missing is found', async () => {
    using astra = await commandLine();
    const rows = Array.from({ length: 1200 }, (_, n) => `${n},${'l'.repeat(60)}`);
    const file = astra.write('b.csv', `catalogid,label\n${rows.join('\n')}\n`);
    const words = ['run', 'TestEcho', '--batch', file];
    expect((await astra.run(words)).out).toMatch(/TestEcho {2}1,200 ran\n/);
    expect((await astra.run(words)).out).toMatch(/TestEcho {2}1,200 reused\n/);
    const kept = readdirSync(astra.path('ws/.astra/batches'));
    expect(kept).toHaveLength(1);
    expect((await astra.run(words)).out).toMatch(/TestEcho {2}1,200 reused\n/);

    const { document } = await astra.json([
      'run',
      'TestEcho',
      'catalogid=7',
      `label=${'l'.repeat(60)}`,
    ]);
    rmSync(document.tasks?.[0]?.outputs[0] ?? '');
    expect((await astra.run(['plan', ...words.slice(1)])).out).toMatch(/1 to run, 1,199 reused/);
    expect((await astra.run(words)).out).toMatch(/1 ran, 1,199 reused/);
    expect((await astra.run(words)).out).toMatch(/TestEcho {2}1,200 reused\n/);
    expect(readdirSync(astra.path('ws/.astra/batches'))).toEqual(kept);
  });

  it('a plan says of files that they are here, however many there are', async () => {
    using astra = await commandLine();
    const names = Array.from({ length: 1100 }, (_, n) => `${n}.txt`);
    for (const name of names) astra.write(name, name);
    const file = astra.write('files.csv', `path\n${names.join('\n')}\n`);
    const { out } = await astra.run(['plan', 'LocalFile', '--batch', file]);
    expect(out).toMatch(/\n\nreuse {2}LocalFile {2}1,100 {2}here\n$/);
  });
});
