import { describe, expect, it } from 'vitest';
import { commandLine, taskOf } from './testing/commandLine.testing.ts';

const counts = ['planned', 'ran', 'reused', 'waiting', 'blocked', 'failed', 'cancelled'];

describe('astra run', () => {
  it('prints the documented keys, and counts that add up to what was planned', async () => {
    using astra = await commandLine();
    const { document, err, code } = await astra.json(['run', 'TestQuarter', 'n=8']);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(Object.keys(document)).toEqual(['schema', 'run', ...counts, 'tasks']);
    expect(document).toMatchObject({ schema: 1, planned: 2, ran: 2, reused: 0 });
    const { planned, ...states } = Object.fromEntries(
      counts.map((name) => [name, Number(document[name])]),
    );
    expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(planned);
    const task = taskOf(document, 'TestQuarter');
    expect(Object.keys(task)).toEqual([
      'id',
      'family',
      'subject',
      'state',
      'why',
      'outputs',
      'result',
      'seconds',
    ]);
    expect(task).toMatchObject({ state: 'ran', why: 'never run', result: { quarter: 2 } });
    expect(task.id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('a second run reuses everything, with the same ids, outputs and results', async () => {
    using astra = await commandLine();
    const first = await astra.json(['run', 'TestQuarter', 'n=8']);
    const second = await astra.json(['run', 'TestQuarter', 'n=8']);
    expect(second.document).toMatchObject({ planned: 2, ran: 0, reused: 2 });
    const [before, after] = [first, second].map((said) => taskOf(said.document, 'TestQuarter'));
    expect(after?.state).toBe('reused');
    expect(after?.id).toBe(before?.id);
    expect(after?.outputs).toEqual(before?.outputs);
    expect(after?.result).toEqual(before?.result);
  });

  it('--force runs what was asked for, and only that', async () => {
    using astra = await commandLine();
    await astra.run(['run', 'TestQuarter', 'n=8']);
    const { document } = await astra.json(['run', 'TestQuarter', 'n=8', '--force']);
    expect(document).toMatchObject({ ran: 1, reused: 1 });
    expect(taskOf(document, 'TestQuarter')).toMatchObject({ state: 'ran', why: 'asked for' });
  });

  it('a failed task exits 1 with its problem, blocks what needs it, and leaves no file', async () => {
    using astra = await commandLine();
    const { document, err, code } = await astra.json(['run', 'TestQuarter', 'n=7']);
    expect(code).toBe(1);
    expect(document).toMatchObject({ planned: 2, failed: 1, blocked: 1, ran: 0 });
    expect(taskOf(document, 'TestHalf').error).toMatchObject({
      code: 'odd-number',
      message: '7 has no whole half',
      advice: 'Take an even one',
    });
    expect(taskOf(document, 'TestQuarter').why).toContain('TestHalf');
    expect(err).toContain('7 has no whole half');
    expect(astra.outputs()).toEqual([]);
    expect(astra.leftovers()).toEqual([]);
  });

  it('a failure does not keep the others from running', async () => {
    using astra = await commandLine();
    const { document, code } = await astra.json(['run', 'TestHalf', '--sweep', 'n=1,2,3,4']);
    expect(code).toBe(1);
    expect(document).toMatchObject({ planned: 4, ran: 2, failed: 2 });
  });

  it('a visit that is not here leaves its task waiting: 0, or 1 with --strict', async () => {
    using astra = await commandLine();
    const words = ['run', 'EstimateSnr', 'release=DR17', 'telescope=apo25m', 'field=M67'];
    const visit = [...words, 'plate=8888', 'mjd=57000', 'fiber=7'];
    const { document, code } = await astra.json(visit);
    expect(code).toBe(0);
    expect(document).toMatchObject({ planned: 2, waiting: 2 });
    expect(taskOf(document, 'EstimateSnr').why).toContain('apVisit-dr17-8888-57000-007.fits');
    expect((await astra.run([...visit, '--strict'])).code).toBe(1);
  });

  it('of many that wait, the end names the files of some and how they would come', async () => {
    using astra = await commandLine();
    const keys = ['release=DR17', 'telescope=apo25m', 'field=M67', 'plate=8888', 'mjd=57000'];
    const words = ['run', 'EstimateSnr', ...keys, '--sweep', 'fiber=1,2,3,4,5'];
    const { out, code } = await astra.run(words);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^waiting +not here yet: \S+apVisit-dr17-8888-57000-001\.fits \(use_remote=true would fetch it\)$/m,
    );
    expect(out.match(/not here yet/g)).toHaveLength(3);
    expect(out).toMatch(/^ +and 2 more; `astra plan` with --why lists all$/m);
  });

  it('keys are one task however they are spelt, and other spellings are said', async () => {
    using astra = await commandLine();
    const keys = ['field=M67', 'plate=8888', 'mjd=57000'];
    const plain = await astra.json(
      ['run', 'EstimateSnr', 'release=DR17', 'telescope=apo25m', 'fiber=7'].concat(keys),
    );
    const odd = await astra.json(
      ['run', 'EstimateSnr', 'release=dr17', 'telescope=apo25', 'fibre=007'].concat(keys),
    );
    const ids = [plain, odd].map(({ document }) => taskOf(document, 'EstimateSnr').id);
    expect(ids[1]).toBe(ids[0]);
    expect(plain.err).toBe('');
    expect(odd.err).toContain('astra: fibre is read as fiber\n');
    expect(odd.err).toContain('astra: telescope: apo25 is read as apo25m\n');
  });

  it('says in words what one task gave and where', async () => {
    using astra = await commandLine();
    const { out, code } = await astra.run(['run', 'TestHalf', 'n=8']);
    expect(code).toBe(0);
    expect(out).toMatch(/^TestHalf 8\n/);
    expect(out).toMatch(/^ {2}half +4$/m);
    expect(out).toMatch(/written to +\S+half\.json$/m);
    expect(out).toMatch(/Done in /);
  });

  it('--events prints JSON lines that end with the finished run', async () => {
    using astra = await commandLine();
    const { out } = await astra.run(['run', 'TestQuarter', 'n=8', '--events']);
    const events = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { schema: number; type: string; run: { state?: string } });
    expect(new Set(events.map(({ schema }) => schema))).toEqual(new Set([1]));
    expect(events.map(({ type }) => type)).toContain('tasks');
    expect(events.at(-1)).toMatchObject({ type: 'run', run: { state: 'done', planned: 2 } });
  });

  it('Ctrl C stops in good order: 130, and nothing half-made', async () => {
    using astra = await commandLine();
    setTimeout(() => process.emit('SIGINT'), 1500);
    const { document, code } = await astra.json(['run', 'TestEndless']);
    expect(code).toBe(130);
    expect(document).toMatchObject({ planned: 1, cancelled: 1 });
    expect(astra.outputs()).toEqual([]);
    expect(astra.leftovers()).toEqual([]);
  });

  it.each([
    [['run', 'TestHalff', 'n=1'], /no task family "TestHalff"\. Did you mean TestHalf\?/],
    [['run', 'TestHalf'], /parameter n: a value is needed; expected a whole number/],
    [['run', 'TestHalf', 'n=two'], /parameter n: "two" is not a whole number/],
    [['run', 'TestHalf', 'm=2'], /has no such parameter/],
    [['run', 'TestHalf', 'n'], /"n" is no parameter\. Write parameters as name=value/],
    [['run', 'TestHalf', 'n=1', 'n=2'], /parameter n: it is given twice/],
    [['run', 'TestHalf', '--sweep', 'n=1,,2'], /a sweep has an empty value/],
    [['run', 'EstimateSnr', 'input=nofile.fits'], /parameter input: there is no file nofile\.fits/],
    [['run', 'EstimateSnr', 'input=a.fits', 'release=DR17'], /Give the file or the keys, not both/],
    [['run', 'EstimateSnr', 'release=DR99', 'mjd=1'], /there is no release "DR99"/],
    [['run', 'TestHalf', '--batch', 'none.csv'], /none\.csv: there is no such batch file/],
  ])('%j: one sentence, 2, nothing left behind', async (words, sentence) => {
    using astra = await commandLine();
    const { out, err, code } = await astra.run(words);
    expect(err).toMatch(sentence);
    expect(err).toMatch(/^astra: [^\n]+\n$/);
    expect(out).toBe('');
    expect(code).toBe(2);
    expect(astra.outputs()).toEqual([]);
  });

  it('with --json a failure is a document too', async () => {
    using astra = await commandLine();
    const { document, err, code } = await astra.json(['run', 'TestHalf', 'n=two']);
    expect(code).toBe(2);
    expect(Object.keys(document)).toEqual(['schema', 'error']);
    expect(document.error).toMatchObject({
      code: 'bad-parameter',
      where: { family: 'TestHalf', parameter: 'n' },
    });
    expect(err).toMatch(/^astra: TestHalf, parameter n: /);
  });

  it.each([
    ['run'],
    ['frobnicate'],
    ['run', 'TestHalf', '--bogus'],
    ['run', 'X', '--workers', 'a'],
  ])('astra %s …: wrong use', async (...words) => {
    using astra = await commandLine();
    const { err, code } = await astra.run(words);
    expect(code).toBe(2);
    expect(err).toContain('error: ');
  });

  it('--help explains every option and exits 0', async () => {
    using astra = await commandLine();
    const { out, code } = await astra.run(['run', '--help']);
    expect(code).toBe(0);
    for (const option of ['--batch', '--sweep', '--strict', '--events', '--json', '--workspace']) {
      expect(out).toContain(option);
    }
  });
});

describe('parameter sweeps', () => {
  it('several sweeps make a grid, each task once', async () => {
    using astra = await commandLine();
    const { document } = await astra.json([
      'run',
      'TestEcho',
      '--sweep',
      'catalogid=1,2,2',
      '--sweep',
      'label=a, b',
    ]);
    const pairs = (document.tasks ?? []).map(({ result }) => Object.values(result ?? {}).join());
    expect(pairs.sort()).toEqual(['1,a', '1,b', '2,a', '2,b']);
  });

  it('a sweep goes over every row of a batch', async () => {
    using astra = await commandLine();
    const file = astra.write('b.csv', 'catalogid\n7\n8\n');
    const words = ['plan', 'TestEcho', '--batch', file, '--sweep', 'label=y,z'];
    const { document } = await astra.json(words);
    expect(document).toMatchObject({ planned: 4, to_run: 4 });
  });
});
