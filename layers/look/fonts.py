"""The one family of type, shipped: which files, for which letters, and what a screen is told.

What belongs here: the faces that stand in `layers/look/fonts/` and the letters they have. What does
not: sizes and colours (`layers/look/palette.py`), how wide text runs (`layers/scene/type.py`).
The files are made by `data/build/fonts.py` from Noto Sans and Noto Sans Arabic, under the SIL Open
Font License that stands beside them.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("fonts")


@dataclass(frozen=True, slots=True)
class Face:
    """A file of type for the screen: its family, what it is cut for, and its letters' source."""

    file: str
    family: str
    weight: str
    style: str = "normal"


# The upright faces hold every weight from regular to bold. Arabic script has no italic.
FACES: tuple[Face, ...] = (
    Face("NotoSans.woff2", "Noto Sans", "400 700"),
    Face("NotoSansItalic.woff2", "Noto Sans", "400", "italic"),
    Face("NotoSansArabic.woff2", "Noto Sans Arabic", "400 700"),
)


def face_bytes(face: Face) -> bytes:
    """Return a face as a browser loads it."""
    return (_FOLDER / face.file).read_bytes()


def data_address(face: Face) -> str:
    """Return a face as an address that holds it whole, for a file that can fetch nothing."""
    return f"data:font/woff2;base64,{base64.b64encode(face_bytes(face)).decode()}"


def paper_files() -> tuple[Path, ...]:
    """Return the files for paper, one a weight and slant, in a fixed order."""
    return tuple(sorted(_FOLDER.glob("*.ttf")))


def font_faces(address_of: Callable[[Face], str], *, text: str | None = None) -> str:
    """Return the rules by which a browser finds the faces.

    Parameters
    ----------
    address_of
        Where each face is to be had: an address, or the file itself as a data address.
    text
        What is to be set; a face that has none of its letters is left out. All faces without it.
    """
    return "".join(
        f"@font-face {{ font-family: '{face.family}'; font-weight: {face.weight};"
        f" font-style: {face.style}; font-display: swap; src: url({address_of(face)})"
        f" format('woff2'); unicode-range: {_ranges()[face.family]}; }}\n"
        for face in FACES
        if text is None or not _letters_of(face.family).isdisjoint(text)
    )


def lacking(text: str) -> str:
    """Return the letters of a text that no shipped face has, each once, in order.

    They would be empty boxes on paper, and in the reader's own type on a screen. Blanks and marks
    of direction show nothing and are not counted; a letter with a mark counts as had where its
    parts are, as a pen joins them.

    Examples
    --------
    >>> lacking("Herat هرات Герат")
    ''
    >>> lacking("თბილისი 北京")
    'თბილს北京'
    """
    had = frozenset().union(*(_letters_of(family) for family in _ranges()))
    missing = dict.fromkeys(
        letter
        for letter in unicodedata.normalize("NFC", text)
        if letter not in had
        and unicodedata.category(letter) not in {"Cc", "Cf", "Zs", "Zl", "Zp"}
        and not set(unicodedata.normalize("NFD", letter)) <= had
    )
    return "".join(letter for letter in missing)


@lru_cache(maxsize=1)
def _ranges() -> Mapping[str, str]:
    """Return the letters of each family, as CSS writes ranges of them."""
    lines = (_FOLDER / "letters.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines)


@lru_cache(maxsize=4)
def _letters_of(family: str) -> frozenset[str]:
    found = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", _ranges()[family])
    return frozenset(
        chr(code) for low, high in found for code in range(int(low, 16), int(high or low, 16) + 1)
    )
