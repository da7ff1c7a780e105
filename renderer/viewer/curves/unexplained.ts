/**
 * Codes of files that are sound and that no loader reads: of an unknown kind, or another survey's.
 * The user can say which of their curves is which.
 */
export function isUnexplained(code: string): boolean {
  return code === 'spectrum-unknown' || code.startsWith('foreign-');
}
