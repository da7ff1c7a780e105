import { projectRoot } from '../projectRoot.ts';
import { runProgram } from '../runProgram.ts';
import { build } from './build.ts';

/** `npm run build`: builds whether or not anything changed. */
await runProgram(() => build(projectRoot));
