/**
 * Writes `resources/sdss/pathTable.ts` and `resources/sdss/releaseVersions.ts`.
 *
 *     node scripts/paths/generate.ts [tree.compact.json [release_versions.json]]
 *
 * The inputs are the SDSS `tree` product's path configuration and its version file as JSON. Run it
 * when a new `tree` is published; the output is committed, so that neither a build nor a start
 * needs the inputs.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pathTableModule, type TreeRelease } from './pathTableModule.ts';
import { releaseVersionsModule, type VersionFile } from './releaseVersionsModule.ts';

const [
  treeFile = '../shared/sdss/tree.compact.json',
  versionFile = '../shared/sdss/release_versions.json',
] = process.argv.slice(2);

const tree = JSON.parse(readFileSync(treeFile, 'utf8')) as Record<string, TreeRelease>;
const versions = JSON.parse(readFileSync(versionFile, 'utf8')) as VersionFile;

write('pathTable.ts', pathTableModule(tree));
write('releaseVersions.ts', releaseVersionsModule(versions, Object.keys(tree)));

function write(name: string, text: string): void {
  writeFileSync(fileURLToPath(new URL(`../../resources/sdss/${name}`, import.meta.url)), text);
}
