interface DescribedBy {
  readonly attributes: { readonly input: { readonly 'aria-describedby': string | undefined } };
}

/**
 * Props that make a Mantine input announce a line that stands elsewhere, by the line's id. Mantine
 * replaces a plain `aria-describedby` of its text inputs by the ids of its own description and error.
 */
export function describedBy(note: string | undefined): DescribedBy {
  return { attributes: { input: { 'aria-describedby': note } } };
}
