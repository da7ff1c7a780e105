import { sdssFlux, sdssFluxInFits } from '../../spectrum/fluxUnit.ts';
import { ascii } from './provenance.ts';

/**
 * A unit as the FITS standard writes it (4.0, §4.3): the SDSS flux unit, printed
 * `1e-17 erg/s/cm^2/Å`, is `10**(-17) erg s-1 cm-2 Angstrom-1`. Others as they are, in ASCII.
 */
export function fitsUnit(unit: string): string {
  if (unit === sdssFlux) return sdssFluxInFits;
  return ascii(unit.replaceAll('Å', 'Angstrom'));
}

/** The unit of the inverse variances of fluxes in `unit`; none where that is not the SDSS one. */
export function fitsIvarUnit(unit: string): string {
  return unit === sdssFlux ? '10**(34) erg-2 s2 cm4 Angstrom2' : '';
}
