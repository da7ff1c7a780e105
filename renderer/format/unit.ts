/** A flux unit for the screen: a true minus in exponents, raised powers (`cm^2` → `cm²`). */
export function unitText(unit: string): string {
  return unit.replaceAll('e-', 'e−').replaceAll('^2', '²').replaceAll('**2', '²');
}

/** The flux unit of a spectrum, or why there is none: not stated, or normalised. */
export function fluxUnit({ unit, product }: { readonly unit: string; readonly product: string }) {
  if (unit !== '') return unitText(unit);
  return product === 'generic' ? 'unit not stated' : 'no unit';
}
