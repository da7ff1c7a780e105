/** A flux unit for the screen: a true minus in exponents, raised powers (`cm^2` → `cm²`). */
export function unitText(unit: string): string {
  return unit.replaceAll('e-', 'e−').replaceAll('^2', '²').replaceAll('**2', '²');
}
