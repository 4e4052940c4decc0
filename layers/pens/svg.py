"""The pen for the browser: draws a display list as one SVG picture, and says what is pointed at.

What belongs here: lines, symbols, texts, discs and boxes of the list as elements of the picture,
and over it a spot of HTML for each thing that says something. What does not: what stands where
(`layers/scene/`). Text is set as wide as it was measured, whatever face the browser has.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence

from layers.look.palette import PAPER
from layers.look.symbols import BOX, symbol_paths
from layers.look.text import safe
from layers.scene.display import Area, Disc, Line, Run, Scene, Stroke, Symbol, Text, width_of
from layers.scene.sheet import Rect
from layers.scene.type import ALIGNED, text_size

# A line is pointed at from this far off, in points.
_NEAR = 5.0
_ANCHOR = {"left": "start", "center": "middle", "right": "end"}


def picture_html(scene: Scene, *, alt: str) -> str:
    """Return a scene as a picture in a page; `alt` says it to who cannot see it.

    The page keeps no SVG of its own, so the picture is one image, and spots lie over it.

    Raises
    ------
    TypeError
        If there is anything in the scene that `markup_of` refuses.
    """
    image = b64encode(markup_of(scene).encode()).decode()
    spots = "".join(
        f'<span title="{safe(item.alt)}" style="left:{100 * box.x0 / scene.width:.2f}%;'
        f"top:{100 * (1 - box.y1 / scene.height):.2f}%;width:{100 * box.width / scene.width:.2f}%;"
        f'height:{100 * box.height / scene.height:.2f}%"></span>'
        for item in scene.items
        if isinstance(item, Line | Symbol) and item.alt
        for box in _boxes(item)
    )
    source = f'<img alt="{safe(alt)}" src="data:image/svg+xml;base64,{image}">'
    return f'<div class="drawing">{source}{spots}</div>'


def _boxes(item: Line | Symbol) -> Iterator[Rect]:
    """Yield where something is pointed at."""
    if isinstance(item, Symbol):
        (x, y), half = item.at, item.size / 2
        yield Rect(x - half, y - half, x + half, y + half)
    else:
        for line in item.lines:
            (x0, y0), (x1, y1) = line.min(axis=0), line.max(axis=0)
            yield Rect(x0, y0 - _NEAR, x1, y1 + _NEAR)


def markup_of(scene: Scene) -> str:
    """Return a scene of lines, symbols, texts, discs and boxes as SVG.

    Raises
    ------
    TypeError
        If there is anything else in the scene.
    """
    marks = "".join(part for item in scene.items for part in _drawn(item, scene.height))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{scene.width:g}" '
        f'height="{scene.height:g}" viewBox="0 0 {scene.width:g} {scene.height:g}">{marks}</svg>'
    )


def _drawn(item: object, height: float) -> Iterator[str]:
    match item:
        case Line():
            for line in item.lines:
                points = " ".join(f"{x:.2f},{height - y:.2f}" for x, y in line)
                yield f'<polyline points="{points}" fill="none" {_stroked(item.stroke)}/>'
        case Symbol():
            yield _symbol(item, height)
        case Text():
            for order, runs in enumerate(item.lines):
                y = height - item.at[1] + order * item.leading
                yield from _text_line(runs, item.at[0], y, item.align)
        case Area(shape=Disc() | Rect() as shape):
            yield _area(item, shape, height)
        case _:
            raise TypeError(f"{type(item).__name__} is drawn on paper and slides alone.")


def _stroked(stroke: Stroke) -> str:
    """Return a stroke as attributes; SVG counts a dash in units, the scene in widths."""
    dash = " ".join(f"{length * stroke.width:.2f}" for length in stroke.dash)
    return (
        f'stroke="{stroke.colour}" stroke-width="{stroke.width:.2f}" '
        f'stroke-opacity="{stroke.opacity:g}"' + (f' stroke-dasharray="{dash}"' if dash else "")
    )


def _symbol(item: Symbol, height: float) -> str:
    roles = {"ink": item.ink, "paper": PAPER, "badge": item.badge or item.ink, "": "none"}
    size, (x, y) = item.size / BOX, item.at
    parts = symbol_paths(item.shape, roles)
    place = f"translate({x - item.size / 2:.2f} {height - y - item.size / 2:.2f}) scale({size:.4f})"
    return f'<g transform="{place}" stroke-linecap="round">{parts}</g>'


def _area(item: Area, shape: Disc | Rect, height: float) -> str:
    fill = f'fill="{item.fill}"' if item.fill else 'fill="none"'
    seen = f' fill-opacity="{item.opacity:g}"' if item.opacity < 1 else ""
    drawn = f"{fill}{seen} {_stroked(item.stroke) if item.stroke else ''}"
    if isinstance(shape, Disc):
        x, y = shape.centre
        return f'<circle cx="{x:.2f}" cy="{height - y:.2f}" r="{shape.radius:.2f}" {drawn}/>'
    return (
        f'<rect x="{shape.x0:.2f}" y="{height - shape.y1:.2f}" width="{shape.width:.2f}" '
        f'height="{shape.height:.2f}" {drawn}/>'
    )


def _text_line(runs: Sequence[Run], x: float, y: float, align: str) -> Iterator[str]:
    """Yield the runs of a line, one behind the other."""
    if len(runs) > 1:
        x, align = x - width_of(runs) * ALIGNED[align], "left"
    for run in runs:
        yield _text(run, x, y, _ANCHOR[align])
        x += text_size(run.text, run.look)[0]


def _text(run: Run, x: float, y: float, anchor: str) -> str:
    look = run.look
    weight = ' font-weight="bold"' if look.bold else ""
    # Else the blank before a footnote is dropped and the rest drawn out to its width.
    blank = ' xml:space="preserve"' if run.text != run.text.strip() else ""
    return (
        f'<text{blank} x="{x:.2f}" y="{y:.2f}" text-anchor="{anchor}" fill="{look.colour}" '
        f'font-family="{safe(", ".join(look.families))}, sans-serif" '
        f'font-size="{look.size_pt:g}"{weight} textLength="{text_size(run.text, look)[0]:.1f}" '
        f'lengthAdjust="spacingAndGlyphs">{safe(run.text)}</text>'
    )
