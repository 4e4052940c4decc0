"""Type: fonts, how wide text runs, and breaking it into lines.

What belongs here: everything that asks how large a text is. What does not: colours and sizes
(`layers/look/palette.py`), and writing it (`layers/pens/`). Lengths are points.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from threading import get_ident
from types import SimpleNamespace
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager, ft2font
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties, fontManager

from layers.look.fonts import paper_files
from layers.look.palette import TextLook

# Texts are measured at this resolution wherever they are laid out.
MEASURED_AT_DPI = 300
# What share of its width a text stands left of its place.
ALIGNED = {"left": 0.0, "center": 0.5, "right": 1.0}
# Files of type are for every size.
_ANY_PT = 10.0
# The sum of its words is this close to the width of a line: kerning is all that is left out.
_UNSURE = 0.04
_SHIPPED = frozenset(path.resolve() for path in paper_files())
# Hinting moves letters to whole pixels, so that a line runs up to 4 % wider at 150 dpi than at 300
# and over what stands beside it. Set once for all threads: matplotlib has no other switch for it.
mpl.rcParams["text.hinting"] = "no_hinting"


class _InMemory(BytesIO):
    """A file read once; as text it is its path, by which the library knows faces apart."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.read_bytes())
        self.path = path

    def __str__(self) -> str:
        return str(self.path)


def _opened(path: Any, **how: Any) -> ft2font.FT2Font:
    """Return a face of a file; of a shipped one's contents in memory.

    The library goes to a file for every letter of every text: two thirds of the time of measuring.
    """
    held = Path(path)
    return ft2font.FT2Font(_InMemory(held) if held in _SHIPPED else path, **how)


def _take_up_type() -> None:
    """Let matplotlib know the shipped faces, before a machine's own of the same name."""
    own = len(fontManager.ttflist)
    for path in paper_files():
        fontManager.addfont(path)
    fontManager.ttflist[:] = fontManager.ttflist[own:] + fontManager.ttflist[:own]
    fontManager._find_fonts_by_props = _kept(fontManager._find_fonts_by_props)  # type: ignore[method-assign]
    vars(font_manager)["ft2font"] = SimpleNamespace(**{**vars(ft2font), "FT2Font": _opened})


def _kept(find: Any) -> Any:
    """Return the library's search for a font's files, told once for each face, whatever its size.

    It goes through all fonts of the machine for every size of type, and asks again for every text:
    a fifth of the time of a page of them.
    """
    kept = lru_cache(maxsize=64)(find)

    def files_of(font: FontProperties, *how: Any, **further: Any) -> Any:
        face = font.copy()
        face.set_size(_ANY_PT)
        return kept(face, *how, **further)

    return files_of


_take_up_type()


@lru_cache(maxsize=256)
def look_font(look: TextLook) -> FontProperties:
    """Return the font of a style of type; later families fill the gaps of earlier ones."""
    return FontProperties(
        family=list(look.families),
        size=look.size_pt,
        weight="bold" if look.bold else "normal",
        style="italic" if look.italic else "normal",
    )


@lru_cache(maxsize=32)
def _measuring(thread: int, dpi: float) -> RendererAgg:
    """Return the renderer that measures for one thread; renderers are not shared."""
    return RendererAgg(1, 1, dpi)  # type: ignore[no-untyped-call]


@lru_cache(maxsize=8192)
def extent(text: str, font: FontProperties, dpi: float) -> tuple[float, float, float]:
    """Return width, height and depth below the baseline of one line of text, in pixels."""
    # The backend carries no types.
    return _measuring(get_ident(), dpi).get_text_width_height_descent(text, font, ismath=False)  # type: ignore[no-untyped-call, no-any-return]


@lru_cache(maxsize=8192)
def text_size(text: str, look: TextLook) -> tuple[float, float, float]:
    """Return width, height above and below the baseline of one line of text, in points."""
    width, height, descent = extent(text, look_font(look), MEASURED_AT_DPI)
    per_point = MEASURED_AT_DPI / 72
    return width / per_point, (height - descent) / per_point, descent / per_point


def wrapped(text: str, look: TextLook, width: float) -> list[str]:
    """Return a text broken at blanks into lines no wider than `width` points.

    A single word wider than that stands alone.
    """
    blank = text_size("x x", look)[0] - text_size("xx", look)[0]
    lines: list[str] = []
    run = 0.0
    for word in text.split():
        own = text_size(word, look)[0]
        joined = f"{lines[-1]} {word}" if lines else word
        run += blank + own
        # Word by word is close enough but near the edge; there the whole line is measured.
        if run > width * (1 - _UNSURE) and run < width * (1 + _UNSURE):
            run = text_size(joined, look)[0]
        if lines and run <= width:
            lines[-1] = joined
        else:
            lines.append(word)
            run = own
    return lines


def shortened(text: str, look: TextLook, width: float) -> str:
    """Return a text cut at a blank and closed with an ellipsis if it is wider than `width`."""
    if text_size(text, look)[0] <= width:
        return text
    words = text.split()
    while len(words) > 1 and text_size(" ".join(words) + " …", look)[0] > width:
        words.pop()
    return " ".join(words) + " …"
