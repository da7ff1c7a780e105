import type { CardInput } from '../../fits/write/formatCard.ts';
import type { Spectrum } from '../../spectrum/spectrum.ts';
import { ascii } from './provenance.ts';

/** What a product says of the spectrum it was made from. */
export function sourceCards({ product, release, meta, frame, medium }: Spectrum): CardInput[] {
  const text = (keyword: string, value: unknown, comment: string): CardInput[] =>
    typeof value === 'string' ? [{ keyword, value: ascii(value), comment }] : [];
  const { object, synthetic = null } = meta;
  return [
    { keyword: 'SRCPROD', value: product, comment: 'kind of the source file' },
    ...text('RELEASE', release, 'data release of the source'),
    ...text('OBJECT', object, 'object'),
    ...(synthetic === null
      ? []
      : [{ keyword: 'SYNTHET', value: true, comment: 'the source is synthetic' }]),
    { keyword: 'FRAME', value: frame, comment: 'frame of the wavelengths' },
    { keyword: 'MEDIUM', value: medium, comment: 'medium of the wavelengths' },
  ];
}
