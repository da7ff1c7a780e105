import { spawnSync } from 'node:child_process';
import type { Reading } from './readings.ts';

const PYTHON = '/usr/bin/python3';

export const hasAstropy = spawnSync(PYTHON, ['-c', 'import astropy.io.fits']).status === 0;

/** What one Python process is asked to do; its own start is not counted. */
export interface AstropyRequest {
  readonly root: string;
  readonly repeats: number;
  readonly spectra?: readonly Reading[];
  /** Files of which everything is read. */
  readonly whole?: readonly string[];
  readonly column?: { readonly path: string; readonly hdu: number; readonly column: string };
}

/** Median milliseconds, in the order of the request. */
export interface AstropyTimes {
  readonly spectra: readonly number[];
  readonly whole: readonly number[];
  readonly column?: number;
}

export function timeAstropy(request: AstropyRequest): AstropyTimes | undefined {
  if (!hasAstropy) return undefined;
  const { status, stdout, stderr } = spawnSync(PYTHON, ['-c', SCRIPT], {
    encoding: 'utf8',
    input: JSON.stringify(request),
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as AstropyTimes;
}

/** Arrays are brought into the machine's byte order, as ours are; files stay in the page cache. */
const SCRIPT = `
import sys, json, time, os, warnings
import numpy as np
from astropy.io import fits
warnings.simplefilter('ignore')
q = json.load(sys.stdin)
def median(f):
    for _ in range(max(3, q['repeats'] // 5)): f()
    t = []
    for _ in range(q['repeats']):
        a = time.perf_counter(); f(); t.append((time.perf_counter() - a) * 1e3)
    return sorted(t)[len(t) // 2]
def spectrum(r):
    with fits.open(os.path.join(q['root'], r['file'])) as f:
        for p in r['parts']:
            d = f[p['hdu']].data
            d = d[p['column']] if 'column' in p else d[(0,) * (d.ndim - 1)]
            np.array(d, dtype='f8')
def native(a):
    return np.array(a, dtype=a.dtype.newbyteorder('=')) if a.dtype.kind in 'iufc' else np.array(a)
def whole(name):
    with fits.open(os.path.join(q['root'], name)) as f:
        for x in f:
            if x.data is None: continue
            if isinstance(x, (fits.BinTableHDU, fits.TableHDU)):
                for c in x.columns: native(x.data[c.name])
            else: native(x.data)
def column(c):
    with fits.open(c['path']) as f:
        native(f[c['hdu']].data[c['column']])
print(json.dumps(dict(
    spectra=[median(lambda: spectrum(r)) for r in q.get('spectra', [])],
    whole=[median(lambda: whole(n)) for n in q.get('whole', [])],
    **({'column': median(lambda: column(q['column']))} if 'column' in q else {}),
)))
`;
