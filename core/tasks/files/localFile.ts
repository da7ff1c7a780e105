import { defineTask } from '../../task/family.ts';
import { file } from '../../task/parameters/text.ts';
import { localName } from '../input/localName.ts';
import { fileStem } from './speciesFile.ts';

/** Any file by path. Its name is the workspace-relative path where it lies in the workspace. */
export const localFile = defineTask({
  family: 'LocalFile',
  version: '1.0',
  summary: 'Any file by its path',
  group: 'Files',
  parameters: {
    path: file({ help: 'Path of the file; relative to the workspace once inside it' }),
  },
  outputs: {},
  subject: ({ path }) => fileStem(path),
  interpret: ({ path }, places) => ({ values: { path: localName(path, places) }, notes: [] }),
  source: ({ path }) => ({ kind: 'file', path }),
});
