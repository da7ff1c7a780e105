import { projectRoot } from '../projectRoot.ts';
import { build } from './build.ts';

await build(projectRoot);
