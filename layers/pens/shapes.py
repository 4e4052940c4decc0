"""Native shapes of a slide as the XML of their format: outlines, fills, lines, glows, names.

What belongs here: DrawingML text from plain values. What does not: which thing of a display list
becomes which shape (`layers/pens/slides.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pptx.oxml.ns import nsdecls

from layers.scene.display import (
    Stroke,
)

EMU_PER_POINT = 12_700


_STEPS = {"M": "moveTo", "L": "lnTo", "C": "cubicBezTo"}


def freeform(paths: Sequence[Sequence[tuple[int, int]]], *, name: str, line: str) -> str:
    """Return open lines as one freeform, in its own coordinates."""
    left = min(x for path in paths for x, _ in path)
    top = min(y for path in paths for _, y in path)
    # A line straight across has no height; the format wants one.
    width = max(max(x for path in paths for x, _ in path) - left, 1)
    height = max(max(y for path in paths for _, y in path) - top, 1)
    steps = "".join(
        step_xml("L" if order else "M", [(x - left, y - top)])
        for path in paths
        for order, (x, y) in enumerate(path)
    )
    geometry = outline_xml(steps, width, height, filled=False)
    return shape_xml(name, (left, top, width, height), geometry, f"<a:noFill/>{line}")


def shape_xml(name: str, place: tuple[int, int, int, int], geometry: str, look: str) -> str:
    """Return a shape of a name, place (left, top, width, height in EMU), outline and look."""
    left, top, width, height = place
    return (
        f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr>{name}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>"
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f"{geometry}{look}</p:spPr></p:sp>"
    )


def outline_xml(steps: str, width: int, height: int, *, filled: bool) -> str:
    """Return an outline of its own steps, in a box of a width and a height."""
    return (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{width}" h="{height}" fill="{"norm" if filled else "none"}">{steps}</a:path>'
        "</a:pathLst></a:custGeom>"
    )


def step_xml(letter: str, points: Sequence[tuple[float, float]]) -> str:
    """Return one step of an outline: to move, a line, a curve, or to close it."""
    if letter == "Z":
        return "<a:close/>"
    inside = "".join(f'<a:pt x="{round(x)}" y="{round(y)}"/>' for x, y in points)
    return f"<a:{_STEPS[letter]}>{inside}</a:{_STEPS[letter]}>"


def fill_xml(colour: str, opacity: float = 1.0) -> str:
    """Return a fill; nothing is filled without a colour."""
    if not colour:
        return "<a:noFill/>"
    alpha = f'<a:alpha val="{_share(opacity)}"/>' if opacity < 1.0 else ""
    return f'<a:solidFill><a:srgbClr val="{colour[1:]}">{alpha}</a:srgbClr></a:solidFill>'


def line_xml(stroke: Stroke) -> str:
    """Return a line's properties."""
    dash = ""
    if stroke.dash:
        pairs = zip(stroke.dash[::2], stroke.dash[1::2], strict=True)
        stops = "".join(f'<a:ds d="{_share(on)}" sp="{_share(off)}"/>' for on, off in pairs)
        dash = f"<a:custDash>{stops}</a:custDash>"
    return (
        f'<a:ln w="{round(stroke.width * EMU_PER_POINT)}" '
        f'cap="{"rnd" if stroke.rounded else "flat"}">'
        f"{fill_xml(stroke.colour, stroke.opacity)}{dash}<a:round/></a:ln>"
    )


def glow_xml(colour: str, radius_pt: float, opacity: float, *, declared: bool = False) -> str:
    """Return a soft glow; `declared` where it stands alone and has to name its format."""
    return (
        f"<a:effectLst{' ' + nsdecls('a') if declared else ''}>"
        f'<a:glow rad="{round(radius_pt * EMU_PER_POINT)}"><a:srgbClr val="{colour[1:]}">'
        f'<a:alpha val="{_share(opacity)}"/></a:srgbClr></a:glow></a:effectLst>'
    )


def name_xml(name: str, alt: str = "") -> str:
    """Return a shape's name and alt text; its number is given at the end by `number_shapes`."""
    described = f' descr="{_plain(alt)}"' if alt else ""
    return f'<p:cNvPr id="0" name="{_plain(name)}"{described}/>'


def _plain(text: str) -> str:
    """Return text fit for an attribute: escaped, without what the format cannot hold."""
    return escape("".join(letter for letter in text if letter.isprintable()))


def _share(part: float) -> int:
    """Return a share as the format counts it: thousandths of a percent."""
    return round(part * 100_000)
