/** A sync in a process of its own, for tests that kill it: `node syncChild.ts ORIGIN ROOT`. */
import { createArchive } from '../../core/sdss/archive/archive.ts';
import { defaultArchiveSettings } from '../../core/sdss/archive/settings.ts';

const [origin = '', root = ''] = process.argv.slice(2);
const archive = createArchive({
  roots: [root],
  settings: {
    ...defaultArchiveSettings,
    publicHost: origin,
    mirrors: [],
    resumeFromBytes: 100_000,
  },
});
const selection = {
  releases: ['DR17'],
  telescopes: ['apo25m'],
  fields: ['M67'],
  species: ['apStar'],
};
for await (const event of archive.planSync(selection)) {
  if (event.type !== 'planned') continue;
  for await (const step of archive.runSync(event.plan)) process.stdout.write(`${step.type}\n`);
}
archive.close();
