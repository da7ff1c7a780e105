/** `2013-10-22T05:06:52.142` as `22 Oct 2013`; undefined if it is no such date. */
export function plainDate(iso: string | null | undefined): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? '') ?? [];
  const name = months[Number(month) - 1];
  return name === undefined ? undefined : `${Number(day)} ${name} ${year ?? ''}`;
}

/** A modified Julian day as `2013-10-22` (MJD 40587 is 1970-01-01). */
export function dateOfMjd(mjd: number): string | undefined {
  if (!(mjd > 15_020 && mjd < 100_000)) return undefined;
  return new Date((Math.floor(mjd) - 40_587) * 86_400_000).toISOString().slice(0, 10);
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
