#!/usr/bin/python3
"""Writes core/continuum/apstarGrid.ts: the apStar wavelengths as numpy's vectorised power rounds them.

    /usr/bin/python3 scripts/continuum/apstarGrid.py > core/continuum/apstarGrid.ts

The last bits depend on numpy's build: those of the reference run come from x86-64 with AVX-512 and
numpy >= 1.22 (checked with 1.24.2). The script refuses to write other ones.
"""

import hashlib
import math
import sys

import numpy as np

SHA256 = "d7ae4bfce5ca47d5577daf9ce580d7dbfee2edd8e827de3a63e32fa8bd2c0054"
wavelength = 10 ** (4.179 + 6e-6 * np.arange(8575))
if hashlib.sha256(wavelength.astype("<f8").tobytes()).hexdigest() != SHA256:
    sys.exit("this numpy rounds 10**x differently: nothing written")

ratio = math.pow(10, 6e-6)
predicted = wavelength[:-1] * ratio
steps = (wavelength[1:] - predicted) / np.spacing(predicted)
letters = "".join(chr(ord("a") + int(step) + 2) for step in steps)
lines = [letters[i : i + 96] for i in range(0, len(letters), 96)]
joined = " +\n  ".join(f"'{line}'" for line in lines)

print(f"""\
/* Written by scripts/continuum/apstarGrid.py; do not edit. */

const FIRST = {float(wavelength[0])!r};
const RATIO = {ratio!r};

/** Per pixel from the second: how many ulps it lies above its predecessor × RATIO, 'c' for 0. */
const STEPS =
  {joined};

let decoded: Float64Array | undefined;

/**
 * The 8575 wavelengths of the apStar grid, Å, bit for bit as numpy's vectorised 10**x rounds them
 * in the reference run of Astra's continuum. Do not write to the array.
 */
export function apstarGrid(): Float64Array {{
  decoded ??= decode();
  return decoded;
}}

function decode(): Float64Array {{
  const grid = new Float64Array(STEPS.length + 1);
  let last = FIRST;
  grid[0] = last;
  for (let i = 0; i < STEPS.length; i++) {{
    const predicted = last * RATIO;
    // Doubles have 52 fraction bits; 2¹³ ≤ λ < 2¹⁴ below 16384 Å.
    const ulp = predicted < 16384 ? 2 ** -39 : 2 ** -38;
    last = predicted + (STEPS.charCodeAt(i) - 99) * ulp;
    grid[i + 1] = last;
  }}
  return grid;
}}""")
