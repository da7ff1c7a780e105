/** The unit of SDSS fluxes, as it is printed. */
export const sdssFlux = '1e-17 erg/s/cm^2/Å';

/** The same as the FITS standard writes it (4.0, §4.3). */
export const sdssFluxInFits = '10**(-17) erg s-1 cm-2 Angstrom-1';
