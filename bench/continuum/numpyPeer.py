"""The sinusoidal continuum of one spectrum row in vectorised numpy, timed inside Python.

stdin: JSON {"wavelength", "flux", "ivar", "ranges", "repeats"}. stdout: JSON with medians in
seconds: "whole" (every call makes the design, as Astra does), "kept" (the design is made once and
kept), and the continuum at a few pixels, so that both sides can be seen to do the same.
"""

import json
import sys
import time

import numpy as np

FIT_REGIONS = ((3000, 10000), (15090, 15822), (15823, 16451), (16452, 16971))
L, ORDER = 1400.0, 3


def design(wavelength):
    phase = np.outer(np.arange(1, ORDER + 1) * (2 * np.pi / L), wavelength)
    return np.vstack([np.ones_like(wavelength)[None], np.cos(phase), np.sin(phase)])


def prepare(wavelength, ranges):
    ends = np.searchsorted(wavelength, ranges)
    pixels = np.concatenate([np.arange(a, b) for a, b in ends])
    windows = []
    for start, end in FIT_REGIONS:
        first, stop = np.searchsorted(wavelength, (start, end))
        last = np.searchsorted(wavelength, end, side="right")
        if last == first:
            continue
        chosen = pixels[(pixels >= first) & (pixels <= stop)]
        # Continuum pixels lie in their region but for one: one design serves both purposes.
        basis = design(wavelength[first : max(last, stop + 1)])
        windows.append((slice(first, last), chosen, basis[:, chosen - first], basis[:, : last - first]))
    return windows


def fit(windows, flux, ivar):
    bad = ~np.isfinite(flux) | ~np.isfinite(ivar) | (ivar == 0)
    flux = np.where(bad, 1.0, flux)
    ivar = np.where(bad, 0.0, ivar)
    continuum = np.ones_like(flux)
    for covered, chosen, known, everywhere in windows:
        if len(chosen) == 0:
            continue
        weighted = known * ivar[chosen]
        normal = weighted @ known.T
        normal[np.diag_indices_from(normal)] += 1e-6 * np.linalg.eigvalsh(normal)[-1]
        theta = np.linalg.solve(normal, weighted @ flux[chosen])
        continuum[covered] = theta @ everywhere
    normalized = flux / continuum
    weight = continuum * ivar * continuum
    normalized[weight == 0] = 1.0
    strange = ~np.isfinite(normalized)
    normalized[strange] = 1.0
    weight[strange] = 0.0
    return continuum, normalized, weight


def median(call, repeats):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return float(np.median(times))


job = json.load(sys.stdin)
wavelength, flux, ivar = (np.array(job[key], float) for key in ("wavelength", "flux", "ivar"))
ranges = np.array(job["ranges"], float)
kept = prepare(wavelength, ranges)
print(
    json.dumps(
        {
            "whole": median(lambda: fit(prepare(wavelength, ranges), flux, ivar), job["repeats"]),
            "kept": median(lambda: fit(kept, flux, ivar), job["repeats"]),
            "continuum": fit(kept, flux, ivar)[0][::1000].tolist(),
            "numpy": np.__version__,
        }
    )
)
