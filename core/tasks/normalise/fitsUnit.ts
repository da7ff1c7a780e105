import { ascii } from './provenance.ts';

/**
 * A unit as the FITS standard writes it (4.0, §4.3): the SDSS flux unit, printed
 * `1e-17 erg/s/cm^2/Å`, is `10**(-17) erg s-1 cm-2 Angstrom-1`. Others as they are, in ASCII.
 */
export function fitsUnit(unit: string): string {
  if (unit === '1e-17 erg/s/cm^2/Å') return '10**(-17) erg s-1 cm-2 Angstrom-1';
  return ascii(unit.replaceAll('Å', 'Angstrom'));
}
