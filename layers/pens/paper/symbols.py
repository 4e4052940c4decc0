"""Drawing the symbols of `layers/look/symbols.py` with matplotlib; nothing else belongs here."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D

from layers.look.palette import PAPER
from layers.look.symbols import BOX, SYMBOLS

# The number that tells matplotlib's path codes; our symbols know no others.
_CODES = {"M": (Outline.MOVETO, 1), "L": (Outline.LINETO, 1), "C": (Outline.CURVE4, 3)}


def draw_symbol(
    ax: Axes,
    name: str,
    at: tuple[float, float],
    size: float,
    *,
    ink: str,
    badge: str = "",
    zorder: float,
    gid: str | None = None,
) -> None:
    """Draw one symbol of `layers/look/symbols.py`, `size` points across, centred on a point."""
    roles = {"ink": ink, "paper": PAPER, "badge": badge or ink, "": "none"}
    place = Affine2D().translate(-BOX / 2, -BOX / 2).scale(size / BOX, -size / BOX).translate(*at)
    for order, part in enumerate(SYMBOLS[name]):
        patch = PathPatch(
            place.transform_path(_outline_of(part.path)),
            facecolor=roles[part.fill],
            edgecolor=roles[part.stroke],
            linewidth=part.stroke_width * size / BOX,
            capstyle="round",
            joinstyle="miter" if part.fill else "round",
            zorder=zorder + order * 1e-5,
            gid=gid if order == 0 else None,
        )
        ax.add_artist(patch)


@lru_cache(maxsize=128)
def _outline_of(path: str) -> Outline:
    """Return SVG path data of absolute M, L, C and Z as an outline."""
    vertices: list[tuple[float, float]] = []
    codes: list[Any] = []
    spaced = path
    for letter in "MLCZ":
        spaced = spaced.replace(letter, f" {letter} ")
    tokens = spaced.split()
    at = 0
    while at < len(tokens):
        letter, at = tokens[at], at + 1
        if letter == "Z":
            vertices.append(vertices[-1])
            codes.append(Outline.CLOSEPOLY)
            continue
        code, points = _CODES[letter]
        for _ in range(points):
            vertices.append((float(tokens[at]), float(tokens[at + 1])))
            codes.append(code)
            at += 2
    return Outline(vertices, codes)
