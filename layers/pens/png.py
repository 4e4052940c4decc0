"""PNG files, written quickly and the same for the same pixels.

What belongs here: the file's own form. What does not: where pixels come from
(`layers/pens/files.py`). The general writer of the imaging library tries five ways to foretell
every row of a picture; of a map, flat areas with noise in the relief, the plain row packs smaller
and in a third of the time.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COMPRESSION = 2
# As many as processors commonly are at hand; always so many, so that the bytes are the same.
_STRIPS = 4
# What stands before packed data: how, and how far back a packer looks.
_PACKED = b"\x78\x5e"
_INCHES_IN_METRE = 1 / 0.0254
# Eight bits for each of red, green and blue; the usual packing; no interlacing.
_HEADER = struct.Struct(">IIBBBBB")
_DEPTH, _TRUE_COLOUR = 8, 2


def png_bytes(picture: Image.Image, *, dpi: int, said: Mapping[str, str]) -> bytes:
    """Return a picture as a PNG.

    Parameters
    ----------
    picture
        Of red, green and blue.
    dpi
        How many go to an inch of paper.
    said
        What the file says of itself, by the format's own keywords.
    """
    width, height = picture.size
    # Before each row stands how it is foretold: 0, it is not.
    rows = np.zeros((height, 1 + 3 * width), dtype=np.uint8)
    rows[:, 1:] = np.frombuffer(picture.tobytes(), dtype=np.uint8).reshape(height, 3 * width)
    per_metre = round(dpi * _INCHES_IN_METRE)
    parts = [
        (b"IHDR", _HEADER.pack(width, height, _DEPTH, _TRUE_COLOUR, 0, 0, 0)),
        (b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
        *((b"iTXt", _text(name, words)) for name, words in said.items()),
        (b"IDAT", _packed(rows)),
        (b"IEND", b""),
    ]
    return _SIGNATURE + b"".join(_chunk(*part) for part in parts)


def _packed(rows: NDArray[np.uint8]) -> bytes:
    """Return rows packed, in strips beside one another: the library lets go of the processor."""
    strips = np.array_split(rows, _STRIPS)
    with ThreadPoolExecutor(_STRIPS) as pool:
        packed = pool.map(_strip, strips, [zlib.Z_FULL_FLUSH] * (_STRIPS - 1) + [zlib.Z_FINISH])
        return b"".join((_PACKED, *packed, struct.pack(">I", zlib.adler32(rows.data))))


def _strip(rows: NDArray[np.uint8], end: int) -> bytes:
    packer = zlib.compressobj(_COMPRESSION, wbits=-zlib.MAX_WBITS)
    return packer.compress(rows.data) + packer.flush(end)


def _text(name: str, words: str) -> bytes:
    """Return a text in any script: keyword, not packed, of no language told, then the words."""
    return name.encode("latin-1") + b"\0\0\0\0\0" + words.encode()


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(content, zlib.crc32(kind))
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
