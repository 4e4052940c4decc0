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

import numpy as np
from PIL import Image

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COMPRESSION = 2
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
        (b"IDAT", zlib.compress(rows.data, _COMPRESSION)),
        (b"IEND", b""),
    ]
    return _SIGNATURE + b"".join(_chunk(*part) for part in parts)


def _text(name: str, words: str) -> bytes:
    """Return a text in any script: keyword, not packed, of no language told, then the words."""
    return name.encode("latin-1") + b"\0\0\0\0\0" + words.encode()


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(content, zlib.crc32(kind))
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
