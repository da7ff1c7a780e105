/**
 * The names most like a misspelt one, best first: equal but for case, then those that contain it or
 * begin like it, then by edit distance up to a third of its length. At most `limit` names.
 */
export function closest(name: string, names: Iterable<string>, limit = 3): string[] {
  const wanted = fold(name);
  if (wanted === '' || wanted.length > 64) return [];
  const ranked: { name: string; rank: number }[] = [];
  for (const candidate of names) {
    const rank = unlikeness(wanted, fold(candidate));
    if (rank !== undefined) ranked.push({ name: candidate, rank });
  }
  ranked.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
  return ranked.slice(0, limit).map((entry) => entry.name);
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '');
}

function unlikeness(wanted: string, name: string): number | undefined {
  if (name === wanted) return 0;
  const distance = editDistance(wanted, name);
  if (distance <= Math.max(1, Math.floor(wanted.length / 3))) return distance;
  if (wanted.length >= 3 && name.includes(wanted)) return wanted.length + distance;
  return undefined;
}

/** Letters to change, insert, drop or swap with their neighbour (`dr71`) to make `b` of `a`. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwapped ? (beforeLast[j - 2] ?? 0) + 1 : Infinity;
      row.push(Math.min(change, swap, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
