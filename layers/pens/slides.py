"""The pen for slides: puts a display list on a slide as native shapes, text and tables.

What belongs here: one thing of the list as a shape that can be edited, with its name and alt text.
What does not: what stands where (`layers/scene/`), and the file (`layers/pack/slides.py`). Points
count from the lower left corner, as on paper; they are turned over here.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Emu, Pt

from geo.crs import FloatArray
from layers.look.palette import INK, PAPER, RULE, TextLook
from layers.look.symbols import BOX, SYMBOLS, path_steps
from layers.pens.files import png_of
from layers.pens.paper import blank, draw
from layers.pens.shapes import (
    EMU_PER_POINT,
    fill_xml,
    freeform,
    glow_xml,
    line_xml,
    name_xml,
    outline_xml,
    shape_xml,
    step_xml,
)
from layers.scene.display import (
    Area,
    Cell,
    Disc,
    Item,
    Line,
    Picture,
    Run,
    SetTable,
    Shade,
    Symbol,
    Text,
    width_of,
)
from layers.scene.sheet import Rect
from layers.scene.table import LEADING, MARGIN_X, MARGIN_Y
from layers.scene.type import ALIGNED

# On every machine that opens slides.
_FACE = "Arial"
# Where in a line of fixed height its baseline lies, from the top.
_BASELINE = 0.81
_ALIGN = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
# A plain table without the slide program's own bands and colours.
_PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
# A glow fades outwards, so it begins stronger than an underlay on paper.
_GLOW_STRONGER = 1.6
_HALO_PT, _HALO_OPACITY = 2.2, 0.85


class SlidePen:
    """Puts things on one slide of a width and a height in points."""

    def __init__(self, slide: Slide, size: tuple[float, float]) -> None:
        # Else the library looks through all shapes for a free number at each one it adds.
        slide.shapes.turbo_add_enabled = True
        self.slide = slide
        self.width, self.height = size

    def draw(self, items: Iterable[Item]) -> None:
        """Put a list on the slide, the first lowest; the text named `title` is the slide's own."""
        for item in items:
            match item:
                case Line():
                    self._line(item)
                case Area():
                    self._area(item)
                case Symbol():
                    self._symbol(item)
                case Text():
                    self._text(item)
                case SetTable():
                    self._table(item)
                case Picture():
                    self._picture(item)
                case Shade():
                    self._picture(Picture((item,), item.box, "relief", "Shaded relief"))

    def number_shapes(self) -> None:
        """Give all shapes numbers in their order; none may be there twice."""
        for number, found in enumerate(self.slide.shapes._spTree.xpath(".//p:cNvPr"), start=1):
            found.set("id", str(number))

    def _line(self, item: Line) -> None:
        # A slide cuts nothing at the map's edge, so what lies outside is cut off here.
        lines = item.lines
        if item.clip is not None:
            lines = tuple(part for line in lines for part in _inside(line, item.clip))
        if not lines:
            return
        glow = ""
        if item.under is not None and item.under.colour == item.stroke.colour:
            soft = (item.under.width - item.stroke.width) / 2
            glow = glow_xml(item.stroke.colour, soft, item.under.opacity * _GLOW_STRONGER)
        paths = [[self._emu(x, y) for x, y in line] for line in lines]
        self._append(freeform(paths, name=_named(item), line=line_xml(item.stroke) + glow))

    def _area(self, item: Area) -> None:
        box = item.shape.box if isinstance(item.shape, Disc) else item.shape
        if not isinstance(box, Rect):
            raise TypeError(f"{item.name}: only rectangles and circles are native; use a picture.")
        left, top, width, height = self._place(box)
        line = line_xml(item.stroke) if item.stroke else "<a:ln><a:noFill/></a:ln>"
        kind = "ellipse" if isinstance(item.shape, Disc) else "rect"
        self._append(
            shape_xml(
                _named(item),
                (left, top, width, height),
                f'<a:prstGeom prst="{kind}"><a:avLst/></a:prstGeom>',
                fill_xml(item.fill, item.opacity) + line,
            )
        )

    def _symbol(self, item: Symbol) -> None:
        """Put a symbol, its parts as one group."""
        colours = {"ink": item.ink, "paper": PAPER, "badge": item.badge or item.ink}
        half, side = item.size / 2, round(item.size * EMU_PER_POINT)
        left, top = self._emu(item.at[0] - half, item.at[1] + half)
        per_unit = item.size / BOX * EMU_PER_POINT
        parts = []
        for part in SYMBOLS[item.shape]:
            line = "<a:ln><a:noFill/></a:ln>"
            if part.stroke:
                join = '<a:miter lim="800000"/>' if part.fill else "<a:round/>"
                line = (
                    f'<a:ln w="{round(part.stroke_width * per_unit)}" cap="rnd">'
                    f"{fill_xml(colours[part.stroke])}{join}</a:ln>"
                )
            outline = "".join(
                step_xml(letter, [(x * per_unit, y * per_unit) for x, y in points])
                for letter, points in path_steps(part.path)
            )
            geometry = outline_xml(outline, side, side, filled=bool(part.fill))
            look = fill_xml(colours.get(part.fill, "")) + line
            parts.append(shape_xml(name_xml("Part"), (left, top, side, side), geometry, look))
        places = f'x="{left}" y="{top}"/>', f'cx="{side}" cy="{side}"/>'
        frame = "<a:off {}<a:ext {}<a:chOff {}<a:chExt {}".format(*places, *places)
        self._append(
            f"<p:grpSp {nsdecls('p', 'a')}><p:nvGrpSpPr>{_named(item)}"
            "<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
            f"<p:grpSpPr><a:xfrm>{frame}</a:xfrm></p:grpSpPr>{''.join(parts)}</p:grpSp>"
        )

    def _text(self, item: Text) -> None:
        size = max(span.look.size_pt for span in item.lines[0])
        leading = item.leading or size * LEADING
        # Widths are measured with room to spare; the box may be edited, so it is a little wider.
        width = max(width_of(line) for line in item.lines) + 1.0
        x = item.at[0] - ALIGNED[item.align] * width
        top = item.at[1] + leading * _BASELINE
        box = Rect(x, top - leading * len(item.lines), x + width, top)
        if item.name == "title":
            # Programs break the line of a title that fills its box, whatever they are told.
            box = replace(box, x1=max(box.x1, self.width - box.x0))
        shape = self._title(box) if item.name == "title" else self._box(box, item.name)
        if item.measure:
            # Broken anew as it is edited, not a paragraph a line.
            shape.width = Emu(round(item.measure * EMU_PER_POINT))
            said = " ".join("".join(span.text for span in line) for line in item.lines)
            item = replace(item, lines=((replace(item.lines[0][0], text=said),),))
        _fill_frame(shape.text_frame, item, leading)

    def _box(self, box: Rect, name: str) -> Any:
        shape = self.slide.shapes.add_textbox(*self._place(box))
        shape.name = _name_of(name)
        return shape

    def _title(self, box: Rect) -> Any:
        """Return the slide's own placeholder, put in its place: one title for every reader."""
        shape: Any = self.slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = self._place(box)
        return shape

    def _table(self, item: SetTable) -> None:
        shapes: Any = self.slide.shapes
        frame = shapes.add_table(len(item.rows), len(item.widths), *self._place(item.box))
        frame.name = f"Table {item.name}"
        frame._element.xpath("./p:nvGraphicFramePr/p:cNvPr")[0].set("descr", item.alt)
        frame._element.xpath(".//a:tableStyleId")[0].text = _PLAIN_STYLE
        frame.table.horz_banding = False
        for column, width in zip(frame.table.columns, item.widths, strict=True):
            column.width = Emu(round(width * EMU_PER_POINT))
        for order, (cells, height) in enumerate(zip(item.rows, item.heights, strict=True)):
            frame.table.rows[order].height = Emu(round(height * EMU_PER_POINT))
            for place, cell in enumerate(cells):
                _fill_cell(frame.table.cell(order, place), cell, strong=order == 0)

    def _picture(self, item: Picture) -> None:
        figure, ax = blank(item.box, colour="none")
        draw(ax, item.items)
        picture = io.BytesIO(png_of(figure))
        shape = self.slide.shapes.add_picture(picture, *self._place(item.box))
        shape.name = _name_of(item.name)
        shape._element.xpath("./p:nvPicPr/p:cNvPr")[0].set("descr", item.alt)

    def _place(self, box: Rect) -> tuple[Emu, Emu, Emu, Emu]:
        left, top = self._emu(box.x0, box.y1)
        right, bottom = self._emu(box.x1, box.y0)
        return Emu(left), Emu(top), Emu(max(right - left, 1)), Emu(max(bottom - top, 1))

    def _emu(self, x: float, y: float) -> tuple[int, int]:
        return round(float(x) * EMU_PER_POINT), round((self.height - float(y)) * EMU_PER_POINT)

    def _append(self, xml: str) -> None:
        self.slide.shapes._spTree.append(parse_xml(xml))


def is_right_to_left(text: str) -> bool:
    """Tell whether a text is mostly in Hebrew or Arabic script."""
    strong = [letter for letter in text if letter.isalpha()]
    return sum("\u0590" <= letter <= "\u08ff" for letter in strong) * 2 > len(strong)


def _fill_frame(frame: Any, item: Text, leading: float) -> None:
    """Write lines into a frame without margins, each a paragraph of its own."""
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.auto_size, frame.word_wrap = MSO_AUTO_SIZE.NONE, bool(item.measure)
    frame.vertical_anchor = MSO_ANCHOR.TOP
    for order, line in enumerate(item.lines):
        paragraph = frame.paragraphs[0] if order == 0 else frame.add_paragraph()
        _fill_paragraph(paragraph, line, leading, align=item.align)


def _fill_paragraph(
    paragraph: Any, spans: Sequence[Run], leading: float, *, align: str = "left"
) -> None:
    """Write runs into a paragraph; text in Arabic script runs from the right."""
    paragraph.alignment = _ALIGN[align]
    paragraph.line_spacing = Pt(round(leading, 1))
    for span in spans:
        if not span.text:
            # An empty line is as high as its end says, which else is 18 points.
            end = paragraph._p.get_or_add_endParaRPr()
            end.set("sz", str(round(span.look.size_pt * 10) * 10))
            continue
        _fill_run(paragraph.add_run(), span.text, span.look)
    if is_right_to_left("".join(span.text for span in spans)):
        paragraph._p.get_or_add_pPr().set("rtl", "1")
        if align == "left":
            paragraph.alignment = PP_ALIGN.RIGHT


def _fill_run(run: Any, text: str, look: TextLook) -> None:
    run.text = text
    font = run.font
    font.size, font.bold, font.italic = Pt(round(look.size_pt, 1)), look.bold, look.italic
    font.name = _FACE
    font.color.rgb = _rgb(look.colour)
    if look.halo:
        glow = glow_xml(look.halo, _HALO_PT, _HALO_OPACITY, declared=True)
        # Effects come right after the fill in a run's properties.
        run._r.get_or_add_rPr().find(qn("a:solidFill")).addnext(parse_xml(glow))


def _rgb(colour: str) -> RGBColor:
    # The library's classes carry no types.
    return RGBColor.from_string(colour.removeprefix("#"))  # type: ignore[no-untyped-call, no-any-return]


def _fill_cell(cell: Any, content: Cell, *, strong: bool) -> None:
    """Write a cell with narrow margins and a fine rule below."""
    cell.margin_left = cell.margin_right = Emu(round(MARGIN_X * EMU_PER_POINT))
    cell.margin_top = cell.margin_bottom = Emu(round(MARGIN_Y * EMU_PER_POINT))
    cell.vertical_anchor = MSO_ANCHOR.TOP
    words = Run(" ".join(content.lines), content.look)
    leading = content.look.size_pt * LEADING
    _fill_paragraph(cell.text_frame.paragraphs[0], [words], leading)
    colour, width = (INK, 9525) if strong else (RULE, 6350)
    rule = f'<a:lnB {nsdecls("a")} w="{width}">{fill_xml(colour)}</a:lnB>'
    # Borders come before anything else in a cell's properties.
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(rule))


def _inside(line: FloatArray, panel: Rect) -> list[FloatArray]:
    """Return the parts of a line inside a panel."""
    cut = shapely.clip_by_rect(shapely.LineString(line), panel.x0, panel.y0, panel.x1, panel.y1)
    return [
        np.asarray(part.coords)
        for part in shapely.get_parts(cut)
        if part.geom_type == "LineString" and not part.is_empty
    ]


def _named(item: Line | Area | Symbol) -> str:
    return name_xml(_name_of(item.name), item.alt)


def _name_of(name: str) -> str:
    """Return the name a thing has in the slide program's list: its name, read aloud."""
    words = name.replace(":", " ").strip() or "Part"
    return words[0].upper() + words[1:]
