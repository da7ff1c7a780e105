import { describeProblem, Problem } from '../../core/problem/problem.ts';
import { openCrashEngine, runAll } from './crashEngine.ts';

/** `crashChild.ts WORKSPACE TRACE SPECTRUM…`: runs everything and says what happened, line by line. */
const [root = '', trace = '', ...spectra] = process.argv.slice(2);

try {
  const engine = await openCrashEngine(root);
  process.stdout.write('open\n');
  try {
    const { progress } = await runAll(engine, trace, spectra);
    process.stdout.write(`${JSON.stringify(progress.counts)}\n`);
  } finally {
    await engine.close();
  }
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  process.stderr.write(`${error.code}: ${describeProblem(error)}\n`);
  process.exitCode = 1;
}
