import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeFits } from '../../core/fits/write/encodeFits.ts';
import { commandLine, CommandLine, taskOf } from './testing/commandLine.testing.ts';

describe('which workspace', () => {
  it('init makes one, and leaves one that is there as it is', async () => {
    using astra = new CommandLine('test');
    const first = await astra.json(['init', 'mine']);
    const again = await astra.json(['init', 'mine']);
    expect(first.document).toEqual({ schema: 1, workspace: astra.path('mine'), created: true });
    expect(again.document).toMatchObject({ created: false });
    expect(JSON.parse(astra.read('mine/astra.json'))).toMatchObject({ schema: 1 });
  });

  it('init does not overwrite a file of that name', async () => {
    using astra = new CommandLine('test');
    astra.write('mine', 'a file');
    const { err, code } = await astra.run(['init', 'mine']);
    expect(code).toBe(2);
    expect(err).toMatch(/mine: a file of this name is in the way/);
    expect(astra.read('mine')).toBe('a file');
  });

  it('-w names it, else $ASTRA_WORKSPACE, else the one around the folder, else ~/Astra', async () => {
    using astra = await commandLine();
    await astra.run(['init', 'other']);
    const where = async (...words: string[]) =>
      (await astra.json([...words, 'status'])).document.workspace;
    expect(await where('-w', 'other')).toBe(astra.path('other'));
    expect(await where()).toBe(astra.path('ws'));
    astra.environment = {};
    expect(await where()).toBe(astra.path('home/Astra'));
    await astra.run(['init', '.']);
    expect(await where()).toBe(astra.path('.').replace(/\/$/, ''));
  });

  it('a folder that is none is wrong use, and stays as it is', async () => {
    using astra = await commandLine();
    const { err, code } = await astra.run(['-w', 'nowhere', 'run', 'TestHalf', 'n=2']);
    expect(code).toBe(2);
    expect(err).toMatch(/nowhere: this folder is not a workspace\. Make it one with: astra init/);
    expect(existsSync(astra.path('nowhere'))).toBe(false);
  });

  it('damaged settings are named', async () => {
    using astra = await commandLine();
    astra.write('ws/astra.json', '{"schema": 1, "workers": "many"}');
    const { err, code } = await astra.run(['status']);
    expect(code).toBe(2);
    expect(err).toMatch(/parameter workers, .*astra\.json/);
  });
});

describe('astra plan', () => {
  it('prints the documented keys and writes nothing', async () => {
    using astra = await commandLine();
    const { document, code } = await astra.json(['plan', 'TestQuarter', 'n=8']);
    expect(code).toBe(0);
    expect(document).toMatchObject({ schema: 1, planned: 2, to_run: 2, reused: 0, waiting: 0 });
    const keys = ['schema', 'planned', 'reused', 'to_run', 'waiting', 'blocked'];
    expect(Object.keys(document)).toEqual([...keys, 'estimate_seconds', 'tasks']);
    expect(document.estimate_seconds).toBeNull();
    const task = taskOf(document, 'TestQuarter');
    expect(Object.keys(task)).toEqual(['id', 'family', 'subject', 'action', 'why']);
    expect(task).toMatchObject({ action: 'run', why: 'never run' });
    expect(astra.outputs()).toEqual([]);
    expect(existsSync(astra.path('ws/.astra/store.sqlite'))).toBe(false);
  });

  it('says what differs from an earlier task about the same subject', async () => {
    using astra = await commandLine();
    await astra.run(['run', 'TestEcho', 'catalogid=1', 'label=a']);
    const { document } = await astra.json(['plan', 'TestEcho', 'catalogid=1', 'label=b']);
    expect(taskOf(document, 'TestEcho').why).toBe('new: label a → b');
    expect(document.estimate_seconds).toBeGreaterThanOrEqual(0);
  });

  it('a changed output is found: by size and time, with --verify by its bytes', async () => {
    using astra = await commandLine();
    const { document } = await astra.json(['run', 'TestHalf', 'n=8']);
    const [file = ''] = taskOf(document, 'TestHalf').outputs;
    astra.write(file.slice(astra.folder.length + 1), '{ "half": 5 }\n');
    for (const words of [[], ['--verify']]) {
      const after = await astra.json(['plan', 'TestHalf', 'n=8', ...words]);
      expect(taskOf(after.document, 'TestHalf').why).toBe('output changed outside: half.json');
    }
  });

  it('what is reused is listed too', async () => {
    using astra = await commandLine();
    await astra.run(['run', 'TestHalf', '--sweep', 'n=2,4']);
    const { document } = await astra.json(['plan', 'TestHalf', '--sweep', 'n=2,4,6']);
    expect(document).toMatchObject({ planned: 3, reused: 2, to_run: 1 });
    expect(document.tasks).toHaveLength(3);
  });

  it('--why --json prints a line for each task, then the counts', async () => {
    using astra = await commandLine();
    const words = ['plan', 'TestHalf', '--sweep', 'n=2,4,6', '--why', '--json'];
    const lines = (await astra.run(words)).out.trimEnd().split('\n');
    const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(parsed).toHaveLength(4);
    expect(parsed.slice(0, 3).map(({ action }) => action)).toEqual(['run', 'run', 'run']);
    expect(parsed[3]).toMatchObject({ schema: 1, planned: 3, to_run: 3 });
    expect(parsed[3]).not.toHaveProperty('tasks');
  });

  it('more than a thousand tasks are not listed unasked', async () => {
    using astra = await commandLine();
    const rows = Array.from({ length: 1001 }, (_, n) => n);
    const file = astra.write('b.csv', `n\n${rows.join('\n')}\n`);
    const { document } = await astra.json(['plan', 'TestHalf', '--batch', file]);
    expect(document).toMatchObject({ planned: 1001 });
    expect(document).not.toHaveProperty('tasks');
  });

  it('for people: counts, and groups that share a reason', async () => {
    using astra = await commandLine();
    const { out } = await astra.run(['plan', 'TestHalf', '--sweep', 'n=2,4']);
    expect(out).toMatch(/^2 tasks: 2 to run, 0 reused, 0 waiting/);
    expect(out).toMatch(/run +TestHalf +2 +never run/);
  });
});

describe('what is recorded', () => {
  it('status, log and results tell of a task by the beginning of its id', async () => {
    using astra = await commandLine();
    const id = taskOf(
      (await astra.json(['run', 'TestEcho', 'catalogid=18446744073709551615', 'label=a, "b"']))
        .document,
      'TestEcho',
    ).id;
    const status = await astra.json(['status', id.slice(0, 8)]);
    expect(status.document).toMatchObject({
      schema: 1,
      id,
      family: 'TestEcho',
      params: { catalogid: '18446744073709551615', label: 'a, "b"' },
      attempts: [{ outcome: 'ran', why: 'never run' }],
    });
    const log = await astra.json(['log', id.slice(0, 8)]);
    expect(log.document).toMatchObject({ lines: [{ level: 'info', text: 'label a, "b"' }] });
    const { document } = await astra.json(['results', 'TestEcho']);
    const [row = {}] = document.rows as Record<string, unknown>[];
    // Where a result field is called as a parameter is, both are there.
    expect(Object.keys(row).join(' ')).toBe('id subject catalogid label catalogid_2 label_2');
    expect(row).toMatchObject({ id, catalogid: '18446744073709551615' });
    const csv = await astra.run(['results', 'TestEcho', '--csv']);
    expect(csv.out.split('\n')[1]).toMatch(/^[0-9a-f]{32},.*18446744073709551615,"a, ""b"""/);
  });

  it('results and status cut what is too long to read in a line, files do not', async () => {
    using astra = await commandLine();
    const label = 'x'.repeat(3000);
    const id = taskOf(
      (await astra.json(['run', 'TestEcho', 'catalogid=1', `label=${label}`])).document,
      'TestEcho',
    ).id;
    const longest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));
    const { out } = await astra.run(['results', 'TestEcho']);
    expect(out).toContain(`${'x'.repeat(119)}…`);
    expect(longest(out)).toBeLessThan(600);
    expect(longest((await astra.run(['status', id])).out)).toBeLessThan(600);
    expect((await astra.run(['results', 'TestEcho', '--csv'])).out).toContain(label);
  });

  it('status without an id lists workspace, records and runs', async () => {
    using astra = await commandLine();
    await astra.run(['run', 'TestHalf', 'n=2']);
    const { document } = await astra.json(['status']);
    expect(document).toMatchObject({
      schema: 1,
      workspace: astra.path('ws'),
      working: null,
      complete: { TestHalf: 1 },
      runs: [{ family: 'TestHalf', state: 'done', counts: { ran: 1, failed: 0 } }],
    });
  });

  it('results --csv FILE writes the table there', async () => {
    using astra = await commandLine();
    await astra.run(['run', 'TestHalf', '--sweep', 'n=2,4']);
    const { code } = await astra.run(['results', 'TestHalf', '--csv', 'half.csv']);
    expect(code).toBe(0);
    expect(astra.read('half.csv').trimEnd().split('\n')).toHaveLength(3);
  });

  it('doctor --rebuild makes the store again from the journals, nothing lost', async () => {
    using astra = await commandLine();
    await astra.run(['run', 'TestQuarter', '--sweep', 'n=4,8']);
    const before = await astra.json(['results', 'TestQuarter']);
    const { document } = await astra.json(['doctor', '--rebuild']);
    expect(document).toMatchObject({ schema: 1, records: 4, adopted: 4, damaged: 0 });
    expect((await astra.json(['results', 'TestQuarter'])).document).toEqual(before.document);
    const again = await astra.json(['run', 'TestQuarter', '--sweep', 'n=4,8']);
    expect(again.document).toMatchObject({ planned: 4, reused: 4 });
  });

  it.each([
    [['results', 'TestHalf'], 3, /no TestHalf is complete yet/],
    [['results', 'Nope'], 2, /no task family "Nope"/],
    [['status', 'abcd'], 2, /no complete task has the id abcd/],
    [['status', 'what'], 2, /"what" is no task id/],
    [['log', 'abcd'], 3, /there is no log of abcd/],
    [['log', '..'], 2, /"\.\." is no task id/],
    [['log', ''], 2, /"" is no task id/],
    [['tasks', 'estimatesnr'], 2, /Did you mean EstimateSnr\?/],
  ])('%j exits %i with one sentence', async (words, expected, sentence) => {
    using astra = await commandLine();
    const { err, code } = await astra.run(words);
    expect(code).toBe(expected);
    expect(err).toMatch(sentence);
    expect(err).toMatch(/^astra: [^\n]+\n$/);
  });
});

describe('astra status of a task that failed', () => {
  it('tells each attempt with its place and reason, although there is no record', async () => {
    using astra = await commandLine();
    const { document } = await astra.json(['run', 'TestHalf', 'n=1']);
    const id = document.tasks?.find(({ state }) => state === 'failed')?.id ?? '';
    const { document: status, code } = await astra.json(['status', id]);
    expect(code).toBe(0);
    expect(status).toMatchObject({ id, family: 'TestHalf', complete: false });
    expect(status).toHaveProperty('attempts.0.outcome', 'failed');
    expect((await astra.run(['status', id])).out).toMatch(/never complete\n.*failed: /s);
  });
});

describe('astra retry and cancel', () => {
  it('retry runs again what failed, with the parameters it had', async () => {
    using astra = await commandLine();
    await astra.run(['run', 'TestHalf', '--sweep', 'n=1,2,3']);
    const { document, code } = await astra.json(['retry']);
    expect(code).toBe(1);
    expect(document).toMatchObject({ planned: 2, failed: 2 });
    expect(document.tasks?.map(({ subject }) => subject).sort()).toEqual(['1', '3']);
  });

  it.each([
    [['retry'], 3, /nothing has run here yet/],
    [['retry', 'nope'], 2, /there is no run nope/],
  ])('%j without such a run', async (words, expected, sentence) => {
    using astra = await commandLine();
    const { err, code } = await astra.run(words);
    expect(code).toBe(expected);
    expect(err).toMatch(sentence);
  });

  it('retry after a run without failures has nothing to do', async () => {
    using astra = await commandLine();
    await astra.run(['run', 'TestHalf', 'n=2']);
    const { err, code } = await astra.run(['retry']);
    expect(code).toBe(3);
    expect(err).toMatch(/nothing failed in /);
  });

  it('cancel where nobody works has nothing to do', async () => {
    using astra = await commandLine();
    const { document, code } = await astra.json(['cancel']);
    expect(code).toBe(3);
    expect(document).toEqual({ schema: 1, cancelled: 0 });
  });

  it('cancel stops a run from outside: 130 there', async () => {
    using astra = await commandLine();
    const running = astra.json(['run', 'TestEndless']);
    let cancelled: unknown = 0;
    for (let tries = 0; tries < 100 && cancelled === 0; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      ({ cancelled } = (await astra.json(['cancel'])).document);
    }
    expect(cancelled).toBe(1);
    const { document, code } = await running;
    expect(code).toBe(130);
    expect(document).toMatchObject({ planned: 1, cancelled: 1 });
  });

  it('a second run is queued with the first, and gets its own answer', async () => {
    using astra = await commandLine();
    const running = astra.json(['run', 'TestEndless']);
    for (let tries = 0; tries < 100; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const { document } = await astra.json(['status']);
      if (document.working !== null) break;
    }
    const second = astra.json(['run', 'TestHalf', 'TestEcho', 'n=8', 'catalogid=1']);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await astra.run(['cancel', '--task', 'ffff']);
    await astra.run(['cancel', (await runningRun(astra)) ?? '']);
    expect((await running).code).toBe(130);
    const { document, code, err } = await second;
    expect(err).toMatch(/the run is queued there/);
    expect(code).toBe(0);
    expect(taskOf(document, 'TestHalf')).toMatchObject({ state: 'ran', result: { half: 4 } });
    expect(taskOf(document, 'TestEcho')).toMatchObject({ result: { catalogid: '1' } });
  });
});

/** The id of the run that is under way. */
async function runningRun(astra: CommandLine): Promise<string | undefined> {
  const runs = (await astra.json(['status'])).document.runs as { run: string; state: string }[];
  return runs.find(({ state }) => state === 'running')?.run;
}

describe('astra tasks', () => {
  it('lists every family, and describes the parameters of one', async () => {
    using astra = await commandLine();
    const all = await astra.json(['tasks']);
    const families = all.document.families as { family: string; parameters: unknown[] }[];
    expect(families.map(({ family }) => family)).toEqual(
      expect.arrayContaining(['EstimateSnr', 'EstimateSNRofApVisit', 'ApVisitFile', 'LocalFile']),
    );
    const { document } = await astra.json(['tasks', 'EstimateSNRofApVisit']);
    expect(document).toMatchObject({ families: [{ version: '1.0', external: false }] });
    const [{ parameters } = { parameters: [] }] = document.families as typeof families;
    expect(parameters).toContainEqual({
      name: 'fudge_factor',
      kind: 'float',
      help: expect.any(String) as string,
      default: '1',
      optional: false,
      significant: true,
      batchable: false,
      hidden: false,
      aliases: [],
    });
    const { out } = await astra.run(['tasks', 'EstimateSNRofApVisit']);
    expect(out).toMatch(/use_remote .*never changes the result/);
  });
});

describe('paths', () => {
  const visit = ['telescope=apo25', 'field=M67', 'plate=8888', 'mjd=57000', 'fibre=007'];
  const full =
    'dr17/apogee/spectro/redux/dr17/visit/apo25m/M67/8888/57000/apVisit-dr17-8888-57000-007.fits';

  it('path prints the place of a file, what was filled in and what was read otherwise', async () => {
    using astra = await commandLine();
    const words = ['path', 'apVisit', ...visit, '--release', 'DR17'];
    const plain = await astra.run(words);
    expect(plain.out).toBe(`${full}\n`);
    expect(plain.err).toContain('apo25 is read as apo25m');
    const url = await astra.run([...words, '--url']);
    expect(url.out).toBe(`https://data.sdss.org/sas/${full}\n`);
    const { document } = await astra.json(words);
    const keys = ['schema', 'release', 'species', 'params', 'filled', 'full', 'url', 'notes'];
    expect(Object.keys(document)).toEqual(keys);
    expect(document).toMatchObject({ release: 'dr17', filled: ['apred', 'prefix'], full });
  });

  it('paths answers each line in order, errors too, and exits 0', async () => {
    using astra = await commandLine();
    const params = { apred: 'dr17', prefix: 'ap', telescope: 'apo25m', field: 'M67' };
    const line = JSON.stringify({
      release: 'DR17',
      species: 'apVisit',
      params: { ...params, plate: 8888, mjd: 57000, fiber: 7 },
    });
    const said = await astra.run(['paths', '--stdin'], `${line}\nnonsense\n\n${line}\n`);
    const answers = said.out
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text) as { full?: string; error?: { code: string } });
    expect(answers.map(({ full: path, error }) => path ?? error?.code)).toEqual([
      full,
      'bad-line',
      full,
    ]);
    expect(said.code).toBe(0);
  });

  it('paths takes what Windows writes: a byte-order mark and CRLF', async () => {
    using astra = await commandLine();
    const request = '{"release":"DR17","species":"thingList"}';
    const said = await astra.run(['paths', '--stdin'], `\uFEFF${request}\r\n${request}\r\n`);
    expect(said.out).toMatch(/^(\{"full":"dr17.*thingList.fits","url":.*\}\n){2}$/);
    expect((await astra.run(['paths', '--stdin'], '')).out).toBe('');
  });

  it('identify tells what a path is, and exits 3 where nothing fits', async () => {
    using astra = await commandLine();
    const { document } = await astra.json(['identify', `/somewhere/sas/${full}`]);
    expect(document).toMatchObject({
      paths: [{ candidates: [{ species: 'apVisit', release: 'dr17', by: 'path', missing: [] }] }],
    });
    expect((await astra.run(['identify', 'nothing.txt'])).code).toBe(3);
  });

  it('species lists releases, and describes one species', async () => {
    using astra = await commandLine();
    const releases = (await astra.json(['species'])).document.releases as { release: string }[];
    expect(releases).toHaveLength(19);
    const { document } = await astra.json(['species', 'apVisit', '--release', 'dr17']);
    expect(document).toMatchObject({
      release: 'dr17',
      species: [{ species: 'apVisit', resolvable: true }],
    });
  });

  it.each([
    [['path', 'apVisit', '--release', 'DR17'], 2, /also needs fiber, field, mjd, plate/],
    [['path', 'apVist', '--release', 'DR17'], 2, /Did you mean/],
    [['path', 'apVisit', '--release', 'DR99'], 2, /there is no release "DR99"/],
    [['path', 'apVisit', 'field=../..', '--release', 'DR17'], 2, /field/],
    [['species', '--release', 'mpl9'], 2, /there is no release/],
  ])('%j exits %i', async (words, expected, sentence) => {
    using astra = await commandLine();
    const { out, err, code } = await astra.run(words);
    expect(code).toBe(expected);
    expect(err).toMatch(sentence);
    expect(out).toBe('');
  });
});

describe('files that are not what they should be', () => {
  const sample = join(
    import.meta.dirname,
    '../../resources/samples/sas/dr17/apogee/spectro/redux/dr17/visit/apo25m/033+03/99002/57911',
    'apVisit-dr17-99002-57911-214.fits',
  );

  it.each([['spectrum'], ['fits']])('astra %s: missing 2, text 1, truncated 1', async (command) => {
    using astra = await commandLine();
    astra.copy(sample, 'whole.fits');
    astra.write('text.fits', 'These are not the spectra you are looking for.\n');
    astra.write('empty.fits', '');
    expect(await astra.run([command, 'whole.fits'])).toMatchObject({ code: 0, err: '' });
    const codes = { 'nofile.fits': 2, 'text.fits': 1, 'empty.fits': 1 };
    for (const [name, expected] of Object.entries(codes)) {
      const { out, err, code } = await astra.run([command, name]);
      expect(code).toBe(expected);
      expect(err).toMatch(/^astra: [^\n]+\n$/);
      expect(err).not.toContain('bug');
      expect(out).toBe('');
      const { document } = await astra.json([command, name]);
      expect(Object.keys(document)).toEqual(['schema', 'error']);
    }
  });

  it('spectrum prints the documented keys, CSV, and refuses a row that is not there', async () => {
    using astra = await commandLine();
    const { document } = await astra.json(['spectrum', sample]);
    expect(Object.keys(document)).toEqual(
      [
        'schema',
        'product',
        'release',
        'row',
        'rows',
        'n_pixels',
        'wavelength',
        'flux',
        'ivar',
      ].concat(['masks', 'unit', 'frame', 'medium', 'mean_snr', 'meta']),
    );
    expect(document).toMatchObject({ product: 'apVisit', n_pixels: 12288, medium: 'vacuum' });
    const csv = (await astra.run(['spectrum', sample, '--csv'])).out.trimEnd().split('\n');
    expect(csv).toHaveLength(12289);
    const { err, code } = await astra.run(['spectrum', sample, '--row', '9']);
    expect(code).toBe(2);
    expect(err).toContain('there is no row 9');
  });

  it.each([
    ['fits', ['--column', 'flux'], /--column.*Name it with --hdu/],
    ['fits', ['--hdu', '1', '--header', '1'], /--header and --hdu cannot/],
    ['fits', ['--hdu', '1', '--verify'], /--hdu and --verify cannot/],
    ['spectrum', ['--medium', 'air'], /--medium.*curves that are not named/],
    ['spectrum', ['--error', '2'], /--error.*Name them with --wavelength and --flux/],
    ['spectrum', ['--wavelength', '4', '--flux', '1', '--row', '1'], /Write HDU\[ROW\]/],
    ['spectrum', ['--wavelength', '4', '--flux', '1', '--error', '2', '--ivar', '2'], /both given/],
  ])('astra %s FILE %j is refused, not half followed', async (command, words, said) => {
    using astra = await commandLine();
    const { code, err, out } = await astra.run([command, sample, ...words]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(said);
  });

  it('fits lists HDUs, a header, data and sums; what is not there is wrong use', async () => {
    using astra = await commandLine();
    const { document } = await astra.json(['fits', sample]);
    expect(document).toMatchObject({ schema: 1, hdus: expect.any(Array) as unknown[] });
    const image = await astra.json(['fits', sample, '--hdu', '1']);
    expect(Object.keys(image.document)).toEqual(['schema', 'type', 'shape', 'base64']);
    const header = await astra.run(['fits', sample, '--header', '1']);
    expect(header.out).toMatch(/^XTENSION= 'IMAGE/);
    expect((await astra.json(['fits', sample, '--verify'])).document).toMatchObject({ ok: true });
    const cards = [{ keyword: 'ZERO', value: -0 }];
    astra.write('zero.fits', encodeFits([{ kind: 'image', cards }]));
    const zero = await astra.run(['fits', 'zero.fits', '--header', '0', '--json']);
    expect(zero.out).toContain('"keyword":"ZERO","value":-0.0,');
    for (const words of [
      ['--hdu', '99'],
      ['--hdu', '1', '--column', 'flux'],
    ]) {
      const { code, err } = await astra.run(['fits', sample, ...words]);
      expect(code).toBe(2);
      expect(err).toMatch(/^astra: [^\n]+\n$/);
    }
  });
});
