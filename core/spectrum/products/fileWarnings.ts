import type { FitsFile } from '../../fits/fitsFile.ts';
import type { SpectrumProduct } from '../product.ts';
import type { Meta } from '../spectrum.ts';
import { finiteOrNull } from './meta.ts';

/** HDUs of a complete file, by the SDSS data model and docs/tasks.md; tables that only newer files have not counted. */
const completeHdus: Record<SpectrumProduct, number> = {
  apVisit: 11,
  asVisit: 11,
  apStar: 9,
  asStar: 9,
  aspcapStar: 5,
  spec: 3,
  mwmStar: 5,
  mwmVisit: 5,
  normalised: 8,
  stacked: 6,
  generic: 1,
};

/** No star of the Galaxy is that fast (km/s), hypervelocity stars aside: the pipeline was misled. */
const absurdVelocity = 500;

/** What the user should know about a file before trusting a spectrum of it, a sentence each. */
export function fileWarnings(fits: FitsFile, product: SpectrumProduct, meta: Meta): string[] {
  const { hduCount } = fits;
  const cut =
    hduCount < completeHdus[product]
      ? [
          `The file ends after HDU ${hduCount - 1}; a complete ${product} has more: it may be cut off`,
        ]
      : [];
  const vhelio = finiteOrNull(meta['vhelio']);
  const absurd =
    vhelio !== null && Math.abs(vhelio) > absurdVelocity
      ? [
          `The header says VHELIO = ${vhelio.toFixed(1)} km/s, which no star has: do not shift by it`,
        ]
      : [];
  const cards = fits.hdu(0).header.warnings;
  return [...cut, ...absurd, ...cards.slice(0, 3).map((warning) => `Primary header, ${warning}`)];
}
