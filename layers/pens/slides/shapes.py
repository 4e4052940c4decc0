"""Native shapes on a slide: text, lines as freeforms, symbols, pictures, with names and alt texts.

What belongs here: putting one given thing on a slide. What does not: what stands where
(`layers/pens/slides/map.py` and its neighbours) and how a class looks (`layers/look/looks.py`).
Places are points from the lower left corner of the slide, as on paper; they are turned over here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Emu, Pt

from geo.crs import FloatArray
from layers.look.palette import PAPER, TextLook
from layers.look.symbols import BOX, SYMBOLS
from layers.scene.sheet import Rect, Sheet

EMU_PER_POINT = 12_700
SMALLEST_PT = 9.0
# On every machine that opens slides; the widths measured for paper are wider, so nothing is cut.
SANS, SERIF = "Arial", "Times New Roman"
LEADING = 1.18
# Arial runs narrower than the face that text is measured in: 0.83 to 0.9 of its width for running
# text. Measuring so much smaller still leaves room.
_NARROWER = 0.93
_ALIGN = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
_MITER, _ROUND = '<a:miter lim="800000"/>', "<a:round/>"
_SVG_STEPS = {"M": ("moveTo", 1), "L": ("lnTo", 1), "C": ("cubicBezTo", 3)}


class SlideSheet(Sheet):
    """A sheet whose type is never smaller than can be read from the back of a room."""

    def text(self, look: TextLook) -> TextLook:
        """Return a style of type at this sheet's scale."""
        return replace(look, size_pt=max(look.size_pt * self.scale, SMALLEST_PT))


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line's colour, width and dash; the dash is in line widths, empty for a solid line."""

    colour: str
    width_pt: float
    opacity: float = 1.0
    dash: tuple[float, ...] = ()
    glow_pt: float = 0.0
    glow_opacity: float = 0.0


def add_text(
    slide: Slide,
    sheet: Sheet,
    box: Rect,
    lines: Sequence[tuple[str, TextLook]],
    *,
    name: str,
    align: str = "left",
    anchor: str = "top",
    wrap: bool = False,
) -> Any:
    """Put lines of text into a box without margins; each line is a paragraph of its own."""
    shape = slide.shapes.add_textbox(*_place(sheet, box))
    shape.name = name
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.word_wrap = wrap
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if anchor == "middle" else MSO_ANCHOR.TOP
    for order, (text, look) in enumerate(lines):
        paragraph = frame.paragraphs[0] if order == 0 else frame.add_paragraph()
        fill_paragraph(paragraph, text, look, align=align)
    return shape


def fill_paragraph(paragraph: Any, text: str, look: TextLook, *, align: str = "left") -> None:
    """Write one run into a paragraph in a style of type; text in Arabic script runs from right."""
    paragraph.alignment = _ALIGN[align]
    paragraph.line_spacing = Pt(round(look.size_pt * LEADING, 1))
    if not text:
        # An empty line is as high as its end says, which else is 18 points.
        paragraph._p.get_or_add_endParaRPr().set("sz", str(round(look.size_pt * 10) * 10))
        return
    run = paragraph.add_run()
    run.text = text
    font = run.font
    font.size, font.bold, font.italic = Pt(round(look.size_pt, 1)), look.bold, look.italic
    font.name = SERIF if "STIXGeneral" in look.families else SANS
    font.color.rgb = _rgb(look.colour)
    if is_right_to_left(text):
        paragraph._p.get_or_add_pPr().set("rtl", "1")
        if align == "left":
            paragraph.alignment = PP_ALIGN.RIGHT
    if look.halo:
        glow = _effects(look.halo, 2.2, 0.85)
        # Effects come right after the fill in a run's properties.
        run._r.get_or_add_rPr().find(qn("a:solidFill")).addnext(parse_xml(glow))


def narrower(look: TextLook) -> TextLook:
    """Return a style to measure running text with that is set in this one on a slide."""
    return replace(look, size_pt=look.size_pt * _NARROWER)


def is_right_to_left(text: str) -> bool:
    """Tell whether a text is mostly in Hebrew or Arabic script."""
    strong = [letter for letter in text if letter.isalpha()]
    return sum("\u0590" <= letter <= "\u08ff" for letter in strong) * 2 > len(strong)


def add_line(
    slide: Slide,
    sheet: Sheet,
    lines: Iterable[FloatArray],
    stroke: Stroke,
    *,
    name: str,
    alt: str = "",
) -> None:
    """Put one freeform on a slide: open lines that are moved, coloured and deleted together."""
    paths = [[_emu(sheet, x, y) for x, y in line] for line in lines]
    _append(slide, _shape_xml(paths, name=name, alt=alt, stroke=stroke))


def add_symbol(
    slide: Slide,
    sheet: Sheet,
    symbol: str,
    at: tuple[float, float],
    size: float,
    *,
    ink: str,
    badge: str = "",
    name: str,
    alt: str = "",
) -> None:
    """Put one symbol of `layers/look/symbols.py` on a slide, its parts as one group."""
    colours = {"ink": ink, "paper": PAPER, "badge": badge or ink}
    left, top = _emu(sheet, at[0] - size / 2, at[1] + size / 2)
    per_unit = size / BOX * EMU_PER_POINT
    side = round(size * EMU_PER_POINT)
    parts = []
    for part in SYMBOLS[symbol]:
        fill = "<a:noFill/>"
        if part.fill:
            fill = f'<a:solidFill><a:srgbClr val="{colours[part.fill][1:]}"/></a:solidFill>'
        width = round(part.stroke_width * per_unit)
        line = (
            f'<a:ln w="{width}" cap="rnd"><a:solidFill>'
            f'<a:srgbClr val="{colours[part.stroke][1:]}"/></a:solidFill>'
            f"{_MITER if part.fill else _ROUND}</a:ln>"
            if part.stroke
            else "<a:ln><a:noFill/></a:ln>"
        )
        parts.append(
            f"<p:sp><p:nvSpPr>{_named('Part', '')}"
            "<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>"
            f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{side}" cy="{side}"/></a:xfrm>'
            f"{_geometry(_symbol_path(part.path, per_unit), side, side, filled=bool(part.fill))}"
            f"{fill}{line}</p:spPr></p:sp>"
        )
    frame = (
        f'<a:off x="{left}" y="{top}"/><a:ext cx="{side}" cy="{side}"/>'
        f'<a:chOff x="{left}" y="{top}"/><a:chExt cx="{side}" cy="{side}"/>'
    )
    _append(
        slide,
        f"<p:grpSp {nsdecls('p', 'a')}><p:nvGrpSpPr>{_named(name, alt)}"
        f"<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>{frame}</a:xfrm></p:grpSpPr>"
        f"{''.join(parts)}</p:grpSp>",
    )


def add_shape(
    slide: Slide,
    sheet: Sheet,
    kind: str,
    box: Rect,
    *,
    fill: str,
    stroke: Stroke | None,
    fill_opacity: float = 1.0,
    name: str,
    alt: str = "",
) -> None:
    """Put an `ellipse` or a `rect` on a slide; without a `fill` it is open."""
    left, top, width, height = _place(sheet, box)
    inside = "<a:noFill/>"
    if fill:
        inside = (
            f'<a:solidFill><a:srgbClr val="{fill[1:]}"><a:alpha val="{_share(fill_opacity)}"/>'
            "</a:srgbClr></a:solidFill>"
        )
    line = _line_xml(stroke) if stroke is not None else "<a:ln><a:noFill/></a:ln>"
    _append(
        slide,
        f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr>{_named(name, alt)}<p:cNvSpPr/><p:nvPr/>"
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="{kind}"><a:avLst/></a:prstGeom>{inside}{line}</p:spPr></p:sp>',
    )


def add_picture(
    slide: Slide, sheet: Sheet, box: Rect, picture: Any, *, name: str, alt: str
) -> None:
    """Put a picture on a slide with its alt text."""
    shape = slide.shapes.add_picture(picture, *_place(sheet, box))
    shape.name = name
    shape._element.xpath("./p:nvPicPr/p:cNvPr")[0].set("descr", alt)


def number_shapes(slide: Slide) -> None:
    """Give all shapes of a slide numbers in their order; none may be there twice."""
    for number, found in enumerate(slide.shapes._spTree.xpath(".//p:cNvPr"), start=1):
        found.set("id", str(number))


def _place(sheet: Sheet, box: Rect) -> tuple[Emu, Emu, Emu, Emu]:
    left, top = _emu(sheet, box.x0, box.y1)
    right, bottom = _emu(sheet, box.x1, box.y0)
    return Emu(left), Emu(top), Emu(max(right - left, 1)), Emu(max(bottom - top, 1))


def _emu(sheet: Sheet, x: float, y: float) -> tuple[int, int]:
    return round(float(x) * EMU_PER_POINT), round((sheet.height - float(y)) * EMU_PER_POINT)


def _shape_xml(
    paths: Sequence[Sequence[tuple[int, int]]],
    *,
    name: str,
    alt: str,
    stroke: Stroke,
) -> str:
    """Return a freeform over all paths, in its own coordinates."""
    left = min(x for path in paths for x, _ in path)
    top = min(y for path in paths for _, y in path)
    # A line straight across has no height; the format wants one.
    width = max(max(x for path in paths for x, _ in path) - left, 1)
    height = max(max(y for path in paths for _, y in path) - top, 1)
    steps = []
    for path in paths:
        for order, (x, y) in enumerate(path):
            kind = "moveTo" if order == 0 else "lnTo"
            steps.append(f'<a:{kind}><a:pt x="{x - left}" y="{y - top}"/></a:{kind}>')
    return (
        f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr>{_named(name, alt)}<p:cNvSpPr/><p:nvPr/>"
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f"{_geometry(''.join(steps), width, height, filled=False)}<a:noFill/>{_line_xml(stroke)}"
        "</p:spPr></p:sp>"
    )


def _geometry(steps: str, width: int, height: int, *, filled: bool) -> str:
    return (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{width}" h="{height}" fill="{"norm" if filled else "none"}">{steps}</a:path>'
        "</a:pathLst></a:custGeom>"
    )


def _line_xml(stroke: Stroke) -> str:
    """Return a line's properties and the glow that says how softly it is known."""
    dash = ""
    if stroke.dash:
        pairs = zip(stroke.dash[::2], stroke.dash[1::2], strict=True)
        stops = "".join(f'<a:ds d="{_share(on)}" sp="{_share(off)}"/>' for on, off in pairs)
        dash = f"<a:custDash>{stops}</a:custDash>"
    line = (
        f'<a:ln w="{round(stroke.width_pt * EMU_PER_POINT)}" '
        f'cap="{"flat" if stroke.dash else "rnd"}"><a:solidFill>'
        f'<a:srgbClr val="{stroke.colour[1:]}"><a:alpha val="{_share(stroke.opacity)}"/>'
        f"</a:srgbClr></a:solidFill>{dash}<a:round/></a:ln>"
    )
    if not stroke.glow_pt:
        return line
    glow = _effects(stroke.colour, stroke.glow_pt, stroke.glow_opacity, declared=False)
    return line + glow


def _effects(colour: str, radius_pt: float, opacity: float, *, declared: bool = True) -> str:
    return (
        f"<a:effectLst{' ' + nsdecls('a') if declared else ''}>"
        f'<a:glow rad="{round(radius_pt * EMU_PER_POINT)}"><a:srgbClr val="{colour[1:]}">'
        f'<a:alpha val="{_share(opacity)}"/></a:srgbClr></a:glow></a:effectLst>'
    )


def _symbol_path(path: str, per_unit: float) -> str:
    """Return SVG path data of absolute M, L, C and Z as a freeform's steps."""
    spaced = path
    for letter in "MLCZ":
        spaced = spaced.replace(letter, f" {letter} ")
    tokens, at, steps = spaced.split(), 0, []
    while at < len(tokens):
        letter, at = tokens[at], at + 1
        if letter == "Z":
            steps.append("<a:close/>")
            continue
        kind, count = _SVG_STEPS[letter]
        points = "".join(
            f'<a:pt x="{round(float(tokens[at + 2 * n]) * per_unit)}" '
            f'y="{round(float(tokens[at + 2 * n + 1]) * per_unit)}"/>'
            for n in range(count)
        )
        steps.append(f"<a:{kind}>{points}</a:{kind}>")
        at += 2 * count
    return "".join(steps)


def _named(name: str, alt: str) -> str:
    """Return a shape's name and alt text; its number is given at the end by `number_shapes`."""
    described = f' descr="{_plain(alt)}"' if alt else ""
    return f'<p:cNvPr id="0" name="{_plain(name)}"{described}/>'


def _plain(text: str) -> str:
    """Return text fit for an attribute: escaped, without what the format cannot hold."""
    return escape("".join(letter for letter in text if letter.isprintable()))


def _rgb(colour: str) -> RGBColor:
    # The library's classes carry no types.
    return RGBColor.from_string(colour.removeprefix("#"))  # type: ignore[no-untyped-call, no-any-return]


def _append(slide: Slide, xml: str) -> None:
    slide.shapes._spTree.append(parse_xml(xml))


def _share(part: float) -> int:
    """Return a share as the format counts it: thousandths of a percent."""
    return round(part * 100_000)
