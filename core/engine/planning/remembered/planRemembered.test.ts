import {
  appendFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Engine } from '../../engine.ts';
import { TestBench } from '../../testBench.testing.ts';
import type { Plan } from '../planNode.ts';
import { describeWhy } from '../why.ts';

/** Rows are long, so that some hundred of them make several ranges. */
const folderName = 'f'.repeat(240);
const rowCount = 500;

/** A workspace with files, a batch file that names them, and an engine that remembers. */
class Batches {
  readonly bench = new TestBench();
  readonly batch = this.bench.path('batch.csv');
  rows: string[] = [];
  #engine: Engine | undefined;

  constructor() {
    mkdirSync(this.bench.path(folderName));
    this.rows = Array.from({ length: rowCount }, (_, n) => {
      this.file(n, 'x'.repeat(n));
      return this.source(n);
    });
    this.writeRows();
    onTestFinished(() => this.close());
  }

  source(n: number): string {
    return this.bench.path(folderName, `${n}.txt`);
  }

  file(n: number, content: string): void {
    writeFileSync(this.source(n), content);
  }

  writeRows(): void {
    writeFileSync(this.batch, `path\n${this.rows.join('\n')}\n`);
  }

  async engine(program = 'one build', code?: string): Promise<Engine> {
    const options = { ...this.bench.options(code), planHere: true, program };
    return (this.#engine ??= await Engine.open(options));
  }

  async close(): Promise<void> {
    const engine = this.#engine;
    this.#engine = undefined;
    await engine?.close();
  }

  /** The plan of the batch: with what is remembered of it, or without. */
  async plan(family: string, memory: 'remembering' | 'afresh'): Promise<Plan> {
    const engine = await this.engine();
    const request = { families: [family], file: this.batch, shared: {}, sweeps: [] };
    const batch = { request, places: engine.places(this.bench.root) };
    const bytes = createReadStream(this.batch);
    const asked = { batch, bytes, expected: { tasks: 2000, families: [[family, 2000]] } } as const;
    return engine.planMany(memory === 'afresh' ? asked : { ...asked, path: this.batch });
  }

  async run(family: string): Promise<void> {
    const engine = await this.engine();
    await engine.run(await this.plan(family, 'remembering'), family, () => undefined).execute();
  }

  /** Both plans say the same; returns what. */
  async compare(family: string) {
    const afresh = summary(await this.plan(family, 'afresh'));
    expect(summary(await this.plan(family, 'remembering'))).toEqual(afresh);
    return afresh;
  }

  /** Names of what is remembered. */
  kept(): string[] {
    const folder = this.bench.path('.astra', 'batches');
    return existsSync(folder) ? readdirSync(folder) : [];
  }
}

/** What a plan says, however many complete tasks it lists one by one. */
function summary(plan: Plan) {
  const reused = new Map<string, number>();
  const count = (what: string, tasks: number) => reused.set(what, (reused.get(what) ?? 0) + tasks);
  for (const [family, tasks] of plan.counted) count(family, tasks);
  for (const [family, tasks] of plan.unneeded) count(`${family}, not needed`, tasks);
  const todo: string[] = [];
  for (const { node, action, why, assessment } of plan.nodes) {
    const { family } = node.task.family;
    const fine = assessment.state === 'complete' || assessment.state === 'present';
    if (action !== 'reuse') todo.push(`${family} ${node.id} ${action}: ${describeWhy(why)}`);
    else {
      count(family, 1);
      if (!fine) count(`${family}, not needed`, 1);
    }
  }
  return {
    planned: plan.planned,
    reused: [...reused].filter(([, count]) => count > 0).sort(),
    todo: todo.sort(),
    touched: plan.touched.map(({ id }) => id).sort(),
    notes: [...plan.notes].sort(),
  };
}

/** One output of a family's task, picked by a number. */
function anOutput(bench: TestBench, family: string, pick: number): string | undefined {
  const files = bench
    .outputs()
    .filter((path) => path.startsWith(family) && statSync(bench.path('outputs', path)).isFile());
  const file = files[pick % Math.max(1, files.length)];
  return file === undefined ? undefined : bench.path('outputs', file);
}

const families = ['ReportOn', 'Recorded', 'ParityOf'] as const;

/** What may happen between two plans; `pick` says to what. */
const happenings: Record<string, (batches: Batches, pick: number) => unknown> = {
  'a source grows': (b, pick) => existsSync(b.source(pick)) && appendFileSync(b.source(pick), 'y'),
  'a source is touched': (b, pick) =>
    existsSync(b.source(pick)) && utimesSync(b.source(pick), pick + 1, pick + 1),
  'a source goes': (b, pick) => rmSync(b.source(pick), { force: true }),
  'a source comes': (b, pick) => b.file(pick, 'new'),
  'an output goes': (b, pick) => {
    const path = anOutput(b.bench, families[pick % 3] ?? '', pick);
    if (path !== undefined) rmSync(path);
  },
  'a task is cleaned': (b, pick) => {
    const path = anOutput(b.bench, 'LengthOf', pick);
    if (path !== undefined) rmSync(dirname(path), { recursive: true });
  },
  'an output is edited': (b, pick) => {
    const path = anOutput(b.bench, 'ReportOn', pick);
    if (path !== undefined) writeFileSync(path, readFileSync(path, 'utf8').replace(/./, '#'));
  },
  'a record is another': async (b, pick) => {
    const store = (await b.engine()).store;
    const [record] = (await store?.recordsOfFamily('LengthOf', pick, 1)) ?? [];
    if (record !== undefined) await store?.write({ records: [{ ...record, digest: 'other' }] });
  },
  'rows are added': (b, pick) => b.rows.push(...b.rows.slice(pick % 7, (pick % 7) + 3)),
  'a row is new': (b, pick) => {
    b.file(rowCount + pick, 'z'.repeat(pick));
    b.rows.splice(pick % b.rows.length, 0, b.source(rowCount + pick));
  },
  'a row goes': (b, pick) => b.rows.splice(pick % b.rows.length, 1),
  'rows change places': (b, pick) => b.rows.push(...b.rows.splice(0, pick % b.rows.length)),
  'what is to be done is done': (b, pick) => b.run(families[pick % 3] ?? ''),
  'the engine is opened anew': (b) => b.close(),
};

describe('a batch that is remembered', () => {
  it(
    'is planned as if it were not, whatever happens in between',
    { timeout: 300_000 },
    async () => {
      const steps = fc.array(
        fc.tuple(fc.constantFrom(...Object.keys(happenings)), fc.nat(rowCount - 1)),
        { minLength: 2, maxLength: 4 },
      );
      const batches = new Batches();
      for (const family of families) await batches.run(family);
      await fc.assert(
        fc.asyncProperty(steps, fc.constantFrom(...families), async (happened, family) => {
          for (const [what, pick] of happened) await happenings[what]?.(batches, pick);
          batches.writeRows();
          await batches.compare(family);
          await batches.compare(family); // now from what the plan before has written down
        }),
        { numRuns: 25 },
      );
      expect(batches.kept().length).toBeGreaterThan(0);
    },
  );

  it(
    'is planned as if it were not, after each of these by itself',
    { timeout: 120_000 },
    async () => {
      const batches = new Batches();
      for (const [what, happens] of Object.entries(happenings)) {
        for (const family of families) {
          await batches.run(family);
          await batches.plan(family, 'remembering');
          await happens(batches, 300);
          batches.writeRows();
          await batches.compare(family);
        }
        expect(batches.kept(), what).not.toEqual([]);
      }
    },
  );

  it('is written down once everything is complete, and used from then on', async () => {
    const batches = new Batches();
    await batches.run('ReportOn');
    expect(batches.kept()).toEqual([]); // there was nothing complete to remember
    await batches.compare('ReportOn');
    expect(batches.kept()).toHaveLength(1);
    const { planned, counted, nodes } = await batches.plan('ReportOn', 'remembering');
    expect(nodes).toEqual([]);
    expect(planned).toBe(4 * rowCount);
    expect(new Map(counted)).toEqual(
      new Map(['TextFile', 'LengthOf', 'ParityOf', 'ReportOn'].map((name) => [name, rowCount])),
    );
  });

  it('plans only the rows again of which something has changed', async () => {
    const batches = new Batches();
    await batches.run('ReportOn');
    await batches.plan('ReportOn', 'remembering');
    batches.file(7, 'longer than it was before');
    const plan = await batches.plan('ReportOn', 'remembering');
    expect(plan.nodes.filter(({ action }) => action === 'run')).toHaveLength(3);
    const engine = await batches.engine();
    await engine.run(plan, 'ReportOn', () => undefined).execute();
    expect((await batches.compare('ReportOn')).todo).toEqual([]);
    expect((await batches.plan('ReportOn', 'remembering')).nodes).toEqual([]);
  });

  it('tells sources that are gone apart, though nothing needs them', async () => {
    const batches = new Batches();
    await batches.run('ReportOn');
    await batches.plan('ReportOn', 'remembering');
    rmSync(batches.source(7));
    for (const memory of ['remembering', 'afresh'] as const) {
      const { nodes, counted, unneeded } = await batches.plan('ReportOn', memory);
      const listed = nodes.filter(({ assessment }) => assessment.state === 'absent').length;
      expect((unneeded.get('TextFile') ?? 0) + listed).toBe(1);
      expect(nodes.length + [...counted.values()].reduce((a, b) => a + b)).toBe(4 * rowCount);
    }
  });

  it('is not believed by another build', async () => {
    const batches = new Batches();
    await batches.run('ReportOn');
    await batches.plan('ReportOn', 'remembering');
    await batches.close();
    await batches.engine('another build');
    await batches.plan('ReportOn', 'remembering');
    expect(batches.kept()).toHaveLength(2);
  });

  it('is not believed once a folder is a link to somewhere else', async () => {
    const batches = new Batches();
    await batches.run('RealName');
    await batches.plan('RealName', 'remembering');
    expect((await batches.plan('RealName', 'remembering')).nodes).toEqual([]);
    const [folder, moved] = [batches.bench.path(folderName), batches.bench.path('elsewhere')];
    renameSync(folder, moved);
    symlinkSync(moved, folder);
    // The rows name the same files by other names now, so these are other tasks.
    expect((await batches.compare('RealName')).todo).toHaveLength(rowCount);
  });

  it('is not believed where the store went another way', async () => {
    const batches = new Batches();
    await batches.run('ReportOn');
    await batches.close();
    const store = batches.bench.path('.astra', 'store.sqlite');
    const before = readFileSync(store);
    batches.file(3, 'something else');
    await batches.run('ReportOn');
    await batches.plan('ReportOn', 'remembering');
    await batches.close();
    writeFileSync(store, before); // a backup is put back
    rmSync(batches.bench.path('.astra', 'journal'), { recursive: true });
    expect((await batches.compare('ReportOn')).todo.length).toBeGreaterThan(0);
  });

  it('is planned afresh where its memory is damaged, and remembered again', async () => {
    const batches = new Batches();
    await batches.run('ReportOn');
    await batches.plan('ReportOn', 'remembering');
    const [name = ''] = batches.kept();
    const path = batches.bench.path('.astra', 'batches', name);
    const good = readFileSync(path);
    for (const bad of [
      Buffer.alloc(0),
      good.subarray(0, 1000),
      Buffer.concat([Buffer.alloc(5000, 7), good.subarray(5000)]),
      Buffer.concat([good.subarray(0, good.length - 9), Buffer.alloc(9)]),
    ]) {
      writeFileSync(path, bad);
      expect((await batches.compare('ReportOn')).todo).toEqual([]);
      expect((await batches.plan('ReportOn', 'remembering')).nodes).toEqual([]);
      expect(readFileSync(path).equals(bad)).toBe(false);
    }
  });

  it('tells a fault with its line', async () => {
    const batches = new Batches();
    await batches.run('ReportOn');
    await batches.plan('ReportOn', 'remembering');
    batches.rows.splice(250, 0, `${batches.source(1)},and more`);
    batches.writeRows();
    await expect(batches.plan('ReportOn', 'remembering')).rejects.toMatchObject({
      code: 'bad-batch',
      where: { file: batches.batch, line: 252 },
    });
  });

  it('is not written by an engine that only reads', async () => {
    const batches = new Batches();
    await batches.run('ReportOn');
    await batches.close();
    const options = { ...batches.bench.options(), planHere: true, program: 'one build' };
    const reader = await Engine.openReader(options);
    try {
      const request = { families: ['ReportOn'], file: batches.batch, shared: {}, sweeps: [] };
      const batch = { request, places: reader.places(batches.bench.root) };
      const bytes = createReadStream(batches.batch);
      const plan = await reader.planMany({ batch, bytes, path: batches.batch });
      expect(summary(plan).todo).toEqual([]);
      expect(batches.kept()).toEqual([]);
    } finally {
      await reader.close();
    }
  });

  it('does not keep more batches than it should', async () => {
    const batches = new Batches();
    await batches.run('ReportOn');
    const folder = batches.bench.path('.astra', 'batches');
    mkdirSync(folder, { recursive: true });
    for (let n = 0; n < 30; n += 1) {
      writeFileSync(join(folder, `${n}.part`), '');
      utimesSync(join(folder, `${n}.part`), 1 + n, 1 + n);
    }
    await batches.plan('ReportOn', 'remembering');
    expect(batches.kept()).toHaveLength(24);
    expect(batches.kept()).toContain('29.part');
    expect(batches.kept()).not.toContain('0.part');
  });

  it('is not remembered where a family of the user may require something else unseen', async () => {
    const batches = new Batches();
    await batches.run('OwnRequiring');
    expect((await batches.compare('OwnRequiring')).todo).toEqual([]);
    expect(batches.kept()).toEqual([]);
  });
});
