"""The outlines of the symbols, for every renderer.

What belongs here: each symbol as parts in a 24 × 24 box whose centre is (12, 12), y down, as SVG
path data of absolute M, L, C and Z only, and which role each part's fill and stroke take. What does
not: colours and sizes (`layers/look/style.py`) and drawing.

A part's `fill` and `stroke` name a role: `ink` (the node's colour), `paper` (white), `badge` (the
closure's colour) or "" (none). `stroke_width` is in box units.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

BOX = 24.0
# A quarter circle by one cubic: control points at 4/3·(√2 − 1) of the radius.
_KAPPA = 0.5522847498


@dataclass(frozen=True, slots=True)
class SymbolPart:
    """One outline with the roles of its fill and stroke."""

    path: str
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 0.0


def circle_path(x: float, y: float, radius: float) -> str:
    """Return a circle as SVG path data."""
    r, k = radius, radius * _KAPPA
    return (
        f"M{x:g} {y - r:g} C{x + k:g} {y - r:g} {x + r:g} {y - k:g} {x + r:g} {y:g} "
        f"C{x + r:g} {y + k:g} {x + k:g} {y + r:g} {x:g} {y + r:g} "
        f"C{x - k:g} {y + r:g} {x - r:g} {y + k:g} {x - r:g} {y:g} "
        f"C{x - r:g} {y - k:g} {x - k:g} {y - r:g} {x:g} {y - r:g} Z"
    )


def path_steps(path: str) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """Yield the steps of path data of absolute M, L, C and Z: the letter and its points."""
    for letter, numbers in re.findall(r"([MLCZ])([^MLCZ]*)", path):
        found = [float(number) for number in numbers.split()]
        yield letter, list(zip(found[::2], found[1::2], strict=True))


def broken_circle_path(x: float, y: float, radius: float, *, pieces: int, share: float) -> str:
    """Return a circle in pieces as SVG path data; `share` of it is drawn, the rest is gaps."""
    whole = 2 * math.pi / pieces
    sweep = whole * share
    # An arc of angle a by one cubic: control points at 4/3·tan(a/4) of the radius.
    reach = radius * 4 / 3 * math.tan(sweep / 4)
    parts = []
    for i in range(pieces):
        start = i * whole - (math.pi + sweep) / 2
        (x0, y0), (x1, y1) = (
            (x + radius * math.cos(turn), y + radius * math.sin(turn))
            for turn in (start, start + sweep)
        )
        ahead = (x0 - reach * math.sin(start), y0 + reach * math.cos(start))
        behind = (x1 + reach * math.sin(start + sweep), y1 - reach * math.cos(start + sweep))
        points = (ahead, behind, (x1, y1))
        curve = " ".join(f"{px:.2f} {py:.2f}" for px, py in points)
        parts.append(f"M{x0:.2f} {y0:.2f} C{curve}")
    return " ".join(parts)


SYMBOLS: Mapping[str, tuple[SymbolPart, ...]] = {
    "city": (
        SymbolPart(circle_path(12, 12, 9), "ink", "paper", 3.0),
        SymbolPart(circle_path(12, 12, 3), "paper"),
    ),
    "station": (SymbolPart(circle_path(12, 12, 8.5), "paper", "ink", 5.0),),
    "junction": (SymbolPart(circle_path(12, 12, 8), "paper", "ink", 4.5),),
    # An anchor on a disc.
    "port": (
        SymbolPart(circle_path(12, 12, 11), "ink", "paper", 2.0),
        SymbolPart(circle_path(12, 6.8, 1.7), "", "paper", 1.5),
        SymbolPart("M12 8.5 L12 18.6", "", "paper", 1.7),
        SymbolPart("M8.6 10.6 L15.4 10.6", "", "paper", 1.6),
        SymbolPart(
            "M6.2 13.4 C6.8 17 9.2 18.6 12 18.6 C14.8 18.6 17.2 17 17.8 13.4", "", "paper", 1.7
        ),
    ),
    # A diamond of two halves: one side and the other.
    "border_crossing": (
        SymbolPart("M12 1 L23 12 L12 23 L1 12 Z", "paper", "ink", 2.4),
        SymbolPart("M12 1 L12 23 L1 12 Z", "ink"),
    ),
    # A box of containers.
    "dry_port": (
        SymbolPart("M3 4 L21 4 L21 20 L3 20 Z", "paper", "ink", 3.0),
        SymbolPart("M9 4 L9 20 M15 4 L15 20", "", "ink", 2.2),
    ),
    "logistics_hub": (
        SymbolPart("M12 1 L21.6 6.5 L21.6 17.5 L12 23 L2.4 17.5 L2.4 6.5 Z", "paper", "ink", 2.6),
        SymbolPart("M12 12 L12 22 M12 12 L3.4 7 M12 12 L20.6 7", "", "ink", 2.2),
    ),
    # Two wedges, wide outside and meeting inside: the track that changes width. Any node
    # symbol fits between them.
    "break_of_gauge": (
        SymbolPart("M0.5 5.5 L0.5 18.5 L5.6 12 Z", "ink", "paper", 1.2),
        SymbolPart("M23.5 5.5 L23.5 18.5 L18.4 12 Z", "ink", "paper", 1.2),
    ),
    "barred": (
        SymbolPart(circle_path(12, 12, 11), "badge", "paper", 2.0),
        SymbolPart("M5.5 9.7 L18.5 9.7 L18.5 14.3 L5.5 14.3 Z", "paper"),
    ),
    "half_barred": (
        SymbolPart(circle_path(12, 12, 10), "paper", "badge", 3.4),
        SymbolPart("M5.5 10 L18.5 10 L18.5 14 L5.5 14 Z", "badge"),
    ),
    # A question in a broken ring: was shut, nobody has said so since.
    "doubtful": (
        SymbolPart(circle_path(12, 12, 11.5), "paper"),
        SymbolPart(broken_circle_path(12, 12, 10.3, pieces=7, share=0.64), "", "badge", 2.4),
        SymbolPart(
            "M8.3 9.6 C8.3 7.1 9.9 5.6 12.1 5.6 C14.3 5.6 15.8 7.1 15.8 9 "
            "C15.8 11.6 12.1 11.7 12.1 14.4",
            "",
            "badge",
            2.6,
        ),
        SymbolPart(circle_path(12.1, 18, 1.75), "badge"),
    ),
    "cross": (SymbolPart("M2 2 L22 22 M22 2 L2 22", "", "ink", 5.0),),
}


def symbol_paths(shape: str, roles: Mapping[str, str]) -> str:
    """Return the parts of a symbol as paths of SVG, in a square of `BOX` units.

    Parameters
    ----------
    shape
        Its name in `SYMBOLS`.
    roles
        The colour of each role, `none` for the empty one.
    """
    return "".join(
        f'<path d="{part.path}" fill="{roles[part.fill]}" stroke="{roles[part.stroke]}" '
        f'stroke-width="{part.stroke_width:g}"/>'
        for part in SYMBOLS[shape]
    )
