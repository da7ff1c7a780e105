import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { normalisationFlags } from '../../core/continuum/flags.ts';
import { openFits } from '../../core/fits/fitsFile.ts';
import { requireImage } from '../../core/fits/hdu.ts';
import { readImage } from '../../core/fits/image.ts';
import { commandLine, taskOf } from './testing/commandLine.testing.ts';

const visit = join(
  import.meta.dirname,
  '../../resources/samples/sas/dr17/apogee/spectro/redux/dr17/visit/apo25m/182-10/99001/58042/apVisit-dr17-99001-58042-057.fits',
);
const text = '{"schema":1,"pixels":{"0":[[100,200]]}}';
const hash = createHash('sha256').update(text).digest('hex');

it('a mask is named by its hash alone; an edited or missing one is refused in words', async () => {
  using astra = await commandLine('built-in');
  const file = astra.copy(visit, 'visit.fits');
  const masks = join(astra.folder, 'ws', 'masks');
  mkdirSync(masks, { recursive: true });
  const mask = join(masks, `${hash}.json`);
  writeFileSync(mask, text);

  const words = ['run', 'Scalar', `input=${file}`, `mask=${hash}`];
  const { document, code } = await astra.json(words);
  expect(code).toBe(0);
  using fits = openFits(taskOf(document, 'Scalar').outputs[0] ?? '');
  const flags = fits.hduNamed('FLAGS');
  if (flags === undefined) throw new Error('no flags');
  const { data } = readImage(requireImage(flags));
  const masked = [...data].filter((flag) => (Number(flag) & normalisationFlags.masked) !== 0);
  expect(masked).toHaveLength(100);

  writeFileSync(mask, `${text}\n`);
  const edited = await astra.json([...words, 'statistic=mean']);
  expect(edited.code).toBe(1);
  expect(taskOf(edited.document, 'Scalar').error).toMatchObject({ code: 'mask-changed' });

  rmSync(mask);
  const gone = await astra.json([...words, 'statistic=max']);
  expect(gone.code).not.toBe(0);
  expect(gone.document.error).toMatchObject({ code: 'missing-file' });
});
