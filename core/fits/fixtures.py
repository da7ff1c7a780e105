"""Makes fixtures.json: tiny FITS files written by astropy, and what astropy reads from them.

    /usr/bin/python3 core/fits/fixtures.py > core/fits/fixtures.json

Made with astropy 5.2.1. Each case has the file (gzip, base64) and its expected rows: an image or a
column each, with numpy's type, the shape and either the little-endian bytes or the values.
"""

import base64
import gzip
import io
import json
import warnings

import numpy as np
from astropy.io import fits

warnings.simplefilter("ignore")
random = np.random.default_rng(20)
cases = []


def encoded(array):
    array = np.asarray(array)
    if array.dtype.kind in "SU":
        values = np.char.rstrip(array).tolist()
        return dict(type="str", shape=list(array.shape), values=values)
    if array.dtype.kind == "b":
        return dict(type="bool", shape=list(array.shape), values=[int(v) for v in array.ravel()])
    little = np.array(array, dtype=array.dtype.newbyteorder("<"), order="C")
    name = little.dtype.kind + str(little.dtype.itemsize)
    return dict(type=name, shape=list(array.shape), base64=base64.b64encode(little.tobytes()).decode())


def add(case, hdu, edit=lambda data: data):
    buffer = io.BytesIO()
    fits.HDUList([fits.PrimaryHDU(), hdu]).writeto(buffer)
    data = edit(buffer.getvalue())
    rows = []
    with fits.open(io.BytesIO(data)) as file:
        if isinstance(file[1], (fits.BinTableHDU, fits.TableHDU)) and not isinstance(
            file[1], fits.CompImageHDU
        ):
            for column in file[1].columns:
                cells = file[1].data[column.name]
                if cells.dtype.kind == "O":
                    values = [[v.item() for v in cell] for cell in cells]
                    rows.append(dict(hdu=1, column=column.name, type="vla", values=values))
                else:
                    rows.append(dict(hdu=1, column=column.name, **encoded(cells)))
        else:
            rows.append(dict(hdu=1, **encoded(file[1].data)))
    packed = base64.b64encode(gzip.compress(data, mtime=0)).decode()
    cases.append(dict(case=case, file=packed, rows=rows))


def packed(case, pixels, kind, **options):
    add(case, fits.CompImageHDU(pixels, compression_type=kind, **options))


def with_cards(*cards):
    """Puts cards before END of the last header, in the place of padding."""

    def edit(data):
        at = data.rindex(b"END" + b" " * 77)
        new = b"".join(card.ljust(80).encode() for card in cards)
        return data[:at] + new + data[at : at + 80] + data[at + 80 + len(new) :]

    return edit


noise = random.normal(size=(7, 13)) * 40
faint = (noise * 0.01).astype("f4")
faint[0, 3] = np.nan
faint[1, 0:9] = 0
counts = np.abs(noise).astype("i2")
steep = np.where(random.random((4, 9)) > 0.5, 1e30, 1e-5).astype("f4")

packed("Rice, bytes", np.abs(noise).astype("u1"), "RICE_1")
packed("Rice, 16 bits", noise.astype("i2"), "RICE_1")
packed("Rice, 16 bits, too noisy to code", random.integers(-(2**15), 2**15, (3, 40)).astype("i2"), "RICE_1")
packed("Rice, 32 bits", random.integers(-(2**31), 2**31 - 1, (3, 40)).astype("i4"), "RICE_1")
packed("Rice, constant", np.full((2, 50), 7, "i4"), "RICE_1")
packed("Rice, unsigned", random.integers(0, 2**16, (5, 8)).astype("u2"), "RICE_1")
packed("Rice, cube in tiles", random.integers(0, 99, (3, 7, 11)).astype("i2"), "RICE_1", tile_size=(4, 3, 2))
packed("gzip, 16 bits", noise.astype("i2"), "GZIP_1")
packed("gzip of shuffled bytes, 32 bits", (noise * 1000).astype("i4"), "GZIP_2", tile_size=(5, 3))
packed("PLIO", np.where(counts > 40, counts, 0), "PLIO_1")
packed("PLIO, jumps above 4095", np.repeat([0, 9000, 9001, 0, 1, 30000, 5, 0], 9).reshape(2, 36).astype("i2"), "PLIO_1")
packed("H-compress, 16 bits", noise.astype("i2"), "HCOMPRESS_1", tile_size=[13, 7])
y, x = np.mgrid[0:16, 0:18]
hill = (5000 * np.exp(-((x - 8) ** 2 + (y - 6) ** 2) / 30) + random.normal(size=x.shape) * 9).astype("i4")
packed("H-compress, 32 bits", hill * 123456, "HCOMPRESS_1", tile_size=[18, 16])
packed("H-compress, smoothed", hill, "HCOMPRESS_1", hcomp_scale=-8, hcomp_smooth=1, tile_size=[18, 16])
for method, name in [(-1, "no dither"), (1, "dither 1"), (2, "dither 2")]:
    for kind in ["RICE_1", "GZIP_2"]:
        packed(f"float32 with NaN and zeros, {name}, {kind}", faint, kind, quantize_method=method, dither_seed=42)
packed("float64, dither 1", noise, "RICE_1", quantize_method=1, dither_seed=9999)
packed("float32 without loss, gzip", faint, "GZIP_1", quantize_level=0)
packed("float64 without loss, shuffled gzip", noise, "GZIP_2", quantize_level=0)
packed("float32 that cannot be quantised", steep, "RICE_1")

column = fits.Column
add(
    "ASCII table",
    fits.TableHDU.from_columns(
        [
            column("name", "A6", array=np.array(["M 31", "", "x'y"])),
            column("short", "I4", array=np.array([-99, 0, 999])),
            column("int", "I9", array=np.array([-9999999, 0, 999999999])),
            column("long", "I20", array=np.array([-(2**62), 0, 2**62 + 1])),
            column("fixed", "F10.4", array=np.array([-1.5, 0, 3.1416])),
            column("single", "E15.7", array=np.array([-1.5e30, 0, 3.14159e-20])),
            column("double", "D25.17", array=np.array([-1.5e-200, 0, np.pi])),
        ]
    ),
)
add(
    "ASCII table with scaled integers and a null",
    fits.TableHDU.from_columns([column("s", "I6", array=np.array([1, -9, 30]))]),
    with_cards("TSCAL1  = 0.5", "TZERO1  = 10.0", "TNULL1  = '-9'"),
)
add(
    "binary table with TDIM on numbers and strings",
    fits.BinTableHDU.from_columns(
        [
            column("cube", "12E", dim="(2,3,2)", array=random.normal(size=(2, 2, 3, 2)).astype("f4")),
            column("one", "J", dim="(1)", array=np.array([[4], [5]], "i4")),
            column("words", "12A", dim="(3,2,2)", array=np.array([[["a", "bcd"], ["ef", ""]], [["g", "h"], ["i", "jkl"]]])),
        ]
    ),
)
add(
    "binary table whose TDIM uses part of the cell, and one that does not fit",
    fits.BinTableHDU.from_columns(
        [
            column("part", "7J", array=np.arange(14, dtype="i4").reshape(2, 7)),
            column("much", "3J", array=np.arange(6, dtype="i4").reshape(2, 3)),
        ]
    ),
    with_cards("TDIM1   = '(3,2)'", "TDIM2   = '(2,2)'"),
)
add(
    "binary table with scaling",
    fits.BinTableHDU.from_columns(
        [
            column("short", "2I", array=np.array([[1, -2], [3, 32767]], "i2")),
            column("real", "E", array=np.array([1.5, -2.25], "f4")),
            column("byte", "B", array=np.array([0, 255], "u1")),
        ]
    ),
    with_cards("TSCAL1  = 0.01", "TZERO1  = 7.0", "TSCAL2  = 0.1", "TZERO3  = -128"),
)
add(
    "image with BSCALE on float32",
    fits.ImageHDU(random.normal(size=(2, 5)).astype("f4")),
    with_cards("BSCALE  = 1.37", "BZERO   = 0.21"),
)
for bits in ["u1", "i2", "i4", "i8"]:
    add(
        f"image of {bits} with BSCALE, BZERO, BLANK",
        fits.ImageHDU(random.integers(0, 9, (2, 5)).astype(bits)),
        with_cards("BSCALE  = 0.1", "BZERO   = -3.7", "BLANK   = 7"),
    )
add(
    "variable-length arrays",
    fits.BinTableHDU.from_columns(
        [
            column("d", "QD()", array=np.array([np.array([1.5]), np.array([]), np.array([2.5, -3])], dtype=object)),
        ]
    ),
)
for bits in ["i2", "u2"]:
    ends = np.iinfo(bits)
    extremes = np.where(np.random.default_rng(3).random((24, 24)) < 0.5, ends.min, ends.max)
    packed(f"H-compress, {bits} at both ends, overshot", extremes.astype(bits), "HCOMPRESS_1", hcomp_scale=4, tile_size=[24, 24])
print(json.dumps(cases, indent=1))
