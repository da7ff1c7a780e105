/** A text for people to read in one line; what is cut off is in `--json` and in the files. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}
