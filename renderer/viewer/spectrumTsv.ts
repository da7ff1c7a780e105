import type { SpectrumPayload } from '../../core/api/spectrum.ts';

/** Pixels [from, to) as tab-separated values at full precision, for a spreadsheet or TOPCAT. */
export function spectrumTsv(payload: SpectrumPayload, from: number, to: number): string {
  const { wavelength, flux, ivar, model, masks } = payload;
  const head = ['pixel', 'wavelength', 'flux', 'ivar'];
  if (model !== undefined) head.push('model');
  const lines = [[...head, ...masks.map(({ name }) => name)].join('\t')];
  for (let index = from; index < to; index += 1) {
    const cells: (number | undefined)[] = [index, wavelength[index], flux[index], ivar[index]];
    if (model !== undefined) cells.push(model[index]);
    for (const mask of masks) cells.push(mask.values[index]);
    lines.push(cells.join('\t'));
  }
  return `${lines.join('\n')}\n`;
}
