import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { apstarGrid } from '../../continuum/apstarGrid.ts';
import { continuumPixels } from '../../continuum/continuumPixels.ts';
import { parseRegions } from '../../continuum/parseRegions.ts';
import { bundledRegions, bundledRegionTexts } from './bundledRegions.ts';

const file = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../../resources/continuum', name), 'utf8');

it('carries the lists of resources/continuum word for word', () => {
  expect(bundledRegionTexts.apogee).toBe(file('apogee.regions'));
  expect(bundledRegionTexts.boss).toBe(file('boss.regions'));
});

it('chooses by wavelength: both lists together are each list on its own grid', () => {
  const apogee = parseRegions(bundledRegionTexts.apogee).ranges;
  const boss = parseRegions(bundledRegionTexts.boss).ranges;
  const optical = Float64Array.from({ length: 4648 }, (_, i) => 10 ** (3.5523 + 1e-4 * i));
  expect(bundledRegions()).toHaveLength(apogee.length + boss.length);
  expect(continuumPixels(apstarGrid(), bundledRegions())).toEqual(
    continuumPixels(apstarGrid(), apogee),
  );
  expect(continuumPixels(optical, bundledRegions())).toEqual(continuumPixels(optical, boss));
});
