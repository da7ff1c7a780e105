import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Problem } from '../../problem/problem.ts';
import { Expander } from '../../task/identity.ts';
import { requestTask, type ParameterTexts } from '../../task/request.ts';
import { parameterTexts, type Task } from '../../task/task.ts';
import { builtInFamilies } from '../builtInFamilies.ts';
import { noFetch } from '../files/archiveFetch.ts';

const folder = mkdtempSync(join(tmpdir(), 'astra-members-'));
afterAll(() => rmSync(folder, { recursive: true }));

const registry = builtInFamilies(noFetch);
const collect = registry.get('CollectResults');

function ask(texts: ParameterTexts, defaults = {}): Task {
  const places = { workspace: folder, sasRoots: [join(folder, 'sas')], workingDirectory: folder };
  const request = requestTask(collect, { of: 'EstimateSnr', ...texts }, { ...places, defaults });
  if (!request.ok) throw new Error(JSON.stringify(request.faults));
  return request.task;
}

function idOf(texts: ParameterTexts, defaults = {}): string {
  return new Expander().expand(ask(texts, defaults)).id;
}

function refusal(texts: ParameterTexts): Problem {
  try {
    ask(texts);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

const visit = (fiber: string, more = {}) => ({
  release: 'DR17',
  telescope: 'apo25m',
  field: '182-10',
  plate: '99001',
  mjd: '58042',
  fiber,
  ...more,
});
const members = (...list: object[]) => ({ members: JSON.stringify(list) });

describe('a set of members', () => {
  it('is the same however its members are spelt, ordered or repeated', () => {
    const plain = idOf(members(visit('57'), visit('61')));
    expect(idOf(members(visit('061'), visit('57', { release: 'dr17' })))).toBe(plain);
    expect(idOf(members(visit('57'), visit('61'), visit('057')))).toBe(plain);
    expect(idOf(members(visit('57', { fudge_factor: 1 }), visit('61', { row: 0 })))).toBe(plain);
  });

  it('is another task once it has grown, and with other parameters of a member', () => {
    const two = idOf(members(visit('57'), visit('61')));
    expect(idOf(members(visit('57'), visit('61'), visit('62')))).not.toBe(two);
    expect(idOf(members(visit('57'), visit('61', { fudge_factor: 1.1 })))).not.toBe(two);
    expect(idOf({ ...members(visit('57'), visit('61')), format: 'fits' })).not.toBe(two);
  });

  it('requires each member once, by name', () => {
    const { requirements } = new Expander().expand(ask(members(visit('57'), visit('61'))));
    expect(requirements.map(({ name, node }) => `${name} ${node.task.family.family}`)).toEqual([
      'member EstimateSnr',
      'member EstimateSnr',
    ]);
  });

  it('fetches its sources if asked to, which is no part of its identity', () => {
    const asked = { ...members(visit('57')), use_remote: 'true' };
    expect(idOf(asked)).toBe(idOf(members(visit('57'))));
    const { requirements } = new Expander().expand(ask(asked));
    expect(requirements[0]?.node.task.values.use_remote).toBe(true);
  });

  it.each([
    [
      'visits.csv',
      'release,telescope,field,plate,mjd,fiber\nDR17,apo25m,182-10,99001,58042,061\nDR17,apo25m,182-10,99001,58042,57\n',
    ],
    [
      'visits.tsv',
      'release\ttelescope\tfield\tplate\tmjd\tfiber\tapred\nDR17\tapo25m\t182-10\t99001\t58042\t61\t\nDR17\tapo25m\t182-10\t99001\t58042\t57\t\n',
    ],
    [
      'visits.jsonl',
      `${JSON.stringify(visit('61'))}\n\n${JSON.stringify({ ...visit('57'), mjd: 58042 })}\n`,
    ],
    [
      'spaced.csv',
      ' release , telescope,field,plate,mjd,fiber\r\n\r\nDR17 , apo25m,182-10,99001, 58042 ,061\r\n  \r\nDR17,apo25m,182-10,99001,58042,"57"\r\n',
    ],
    [
      'tabs.txt',
      'release\ttelescope\tfield\tplate\tmjd\tfiber\nDR17\tapo25m\t182-10\t99001\t58042\t61\nDR17\tapo25m\t182-10\t99001\t58042\t57\n',
    ],
    ['json.txt', `${JSON.stringify(visit('61'))}\n${JSON.stringify(visit('57'))}\n`],
  ])('named by the batch file %s is the same set', (name, text) => {
    writeFileSync(join(folder, name), text);
    expect(idOf({ from: name })).toBe(idOf(members(visit('57'), visit('61'))));
    expect(ask({ from: name }).values.from).toBeNull();
  });

  it('takes the workspace defaults of the family, as the same tasks do alone', () => {
    const defaults = { EstimateSnr: { fudge_factor: '2' } };
    expect(idOf(members(visit('57')), defaults)).toBe(
      idOf(members(visit('57', { fudge_factor: 2 }))),
    );
  });

  it('keeps the digits of 64-bit ids in JSON lines', () => {
    const keys = '"release": "DR19", "species": "mwmStar", "v_astra": "0.6.0", "component": ""';
    writeFileSync(join(folder, 'big.jsonl'), `{"sdss_id": 27021597917837494, ${keys}}\n`);
    const { members: list } = parameterTexts(ask({ from: 'big.jsonl' }));
    expect(list).toContain('27021597917837494');
  });

  it('a canonical set reads back as itself', () => {
    const task = ask(members(visit('61'), visit('57')));
    const again = ask(parameterTexts(task));
    expect(again.key).toBe(task.key);
    expect(collect.with(task.values).key).toBe(task.key);
  });

  it('says which member or row is wrong, and where', () => {
    expect(refusal(members(visit('57'), visit('61', { fudge_factor: 'x' })))).toMatchObject({
      code: 'bad-parameter',
      message: 'member 2, fudge_factor: "x" is not a number',
      where: { parameter: 'members' },
    });
    writeFileSync(join(folder, 'bad.csv'), 'release,fibre\nDR17,57\nDR17\n');
    expect(refusal({ from: 'bad.csv' })).toMatchObject({
      code: 'bad-batch',
      where: { file: 'bad.csv', line: 3 },
    });
    writeFileSync(join(folder, 'value.csv'), 'input,row\n\n"a\nb.fits",0\na.fits,x\n');
    expect(refusal({ from: 'value.csv' })).toMatchObject({
      code: 'bad-parameter',
      message: 'row: "x" is not a whole number',
      where: { parameter: 'from', file: 'value.csv', line: 5 },
    });
    expect(refusal({ from: 'none.csv' }).code).toBe('missing-file');
  });

  it('refuses an empty set, two ways at once, unknown families and those that make nothing', () => {
    expect(refusal({}).code).toBe('missing-parameter');
    writeFileSync(join(folder, 'one.csv'), 'release\nDR17\n');
    expect(refusal({ from: 'one.csv', ...members(visit('57')) }).message).toMatch(/twice/);
    expect(refusal({ of: 'EstimateSnrr', ...members({}) }).code).toBe('unknown-family');
    expect(refusal({ of: 'ApVisitFile', ...members(visit('57')) }).message).toMatch(
      /makes nothing/,
    );
  });
});
