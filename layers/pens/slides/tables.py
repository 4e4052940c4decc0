"""Native tables on slides: key figures, contested figures, ways, before and after.

What belongs here: rows of texts as tables that can be edited, no taller than their room. What
does not: which figures there are (`layers/words/figures.py`, `layers/words/ways.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Emu

from geo.catalog import Catalog
from layers.look.palette import INK, INK_SOFT, RULE, SHUT_GREY, TYPE, TextLook
from layers.pens.slides.shapes import (
    EMU_PER_POINT,
    LEADING,
    SlideSheet,
    add_text,
    fill_paragraph,
    narrower,
)
from layers.scene.sheet import Rect
from layers.scene.type import shortened, wrapped
from layers.words.figures import Disagreement, KeyFigure
from layers.words.page import short_citation
from layers.words.routes import CHANGE_RESTS_ON, RESTS_ON, comparison_rows
from layers.words.ways import Ways

# A plain table without the slide program's own bands and colours.
_PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_MARGIN_X, _MARGIN_Y = 3.0, 1.6
_MOST_LINES = 3
_HEADING_GAP = 2.0
_TABLE_GAP = 10.0
_FIGURE_COLUMNS: Mapping[str, float] = {
    "Figure": 2.4,
    "About": 2.6,
    "Kind": 1.35,
    "Where sources differ": 2.6,
    "What is counted": 3.0,
    "Said": 2.7,
    "Source": 2.9,
}
_DISPUTE_COLUMNS: Mapping[str, float] = {
    "Range": 2.4,
    "About": 2.6,
    "Kind": 1.35,
    "Spread": 1.1,
    "Used here": 3.0,
    "What is counted": 3.4,
    "Sources": 1.7,
}
_WAY_COLUMNS: Mapping[str, float] = {
    "No.": 0.35,
    "Way": 3.4,
    "Length": 0.9,
    "By mode": 1.9,
    "Time": 1.4,
    "Cost": 1.7,
    "Borders": 0.75,
    "Not built": 0.9,
    "Only if": 2.4,
    "Mind": 2.4,
}
# Columns that are left out when no way has anything in them.
_IF_ANY = ("Only if", "Mind")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of ready texts by column; a planned figure is slanted, a set-aside one grey."""

    cells: Mapping[str, str]
    planned: bool = False
    set_aside: bool = False


def add_figures(
    slide: Slide,
    sheet: SlideSheet,
    block: Rect,
    catalog: Catalog,
    figures: Sequence[KeyFigure],
    disputes: Sequence[Disagreement],
) -> tuple[str, ...]:
    """Put key figures and as many contested ones as fit; return the sources they cite."""
    rows = [_figure_row(catalog, figure) for figure in figures]
    y, shown = _add_titled(
        slide, sheet, block, "Key figures", rows, _FIGURE_COLUMNS, "No figure had been given."
    )
    cited = [
        source for figure in figures[:shown] for source in (*figure.source_ids, *figure.range_ids)
    ]
    rest = Rect(block.x0, block.y0, block.x1, y - _TABLE_GAP)
    rows = [_dispute_row(dispute) for dispute in disputes]
    _, shown = _add_titled(
        slide, sheet, rest, "Where sources disagree", rows, _DISPUTE_COLUMNS, "They do not."
    )
    cited += [source for dispute in disputes[:shown] for source in dispute.source_ids]
    return tuple(dict.fromkeys(cited))


def add_ways(slide: Slide, sheet: SlideSheet, block: Rect, ways: Ways) -> Rect:
    """Put the ways of a journey, what cuts them, and before and after; return what is left."""
    look = sheet.text(TYPE["small"])
    change_note = CHANGE_RESTS_ON if ways.comparison is not None else ""
    notes = [text for text in (ways.remark, f"{RESTS_ON} {change_note}".strip()) if text]
    lines = [line for note in notes for line in wrapped(note, narrower(look), block.width)]
    height = len(lines) * look.size_pt * LEADING
    box = Rect(block.x0, block.y1 - height, block.x1, block.y1)
    add_text(slide, sheet, box, [(line, look) for line in lines], name="What this rests on")
    rest = Rect(block.x0, block.y0, block.x1, box.y0 - _TABLE_GAP)
    columns = {
        name: weight
        for name, weight in _WAY_COLUMNS.items()
        if name not in _IF_ANY or any(row[name] for row in ways.rows)
    }
    rows = [TableRow({name: row[name] for name in columns}) for row in ways.rows]
    y, _ = _add_titled(slide, sheet, rest, ways.question, rows, columns, "No way was found.")
    if ways.comparison is not None:
        compared = {"Best way": 1.0, "Before": 2.4, "After": 2.4, "Change": 2.4}
        rows = [
            TableRow({"Best way": row[""], **{name: row[name] for name in list(compared)[1:]}})
            for row in comparison_rows(ways.comparison)
        ]
        lower = Rect(block.x0, block.y0, block.x0 + block.width * 0.8, y - _TABLE_GAP)
        heading = "Before and after what is supposed"
        y, _ = _add_titled(slide, sheet, lower, heading, rows, compared, "")
    return Rect(block.x0, block.y0, block.x1, y - _TABLE_GAP)


def ids_text(source_ids: Sequence[str], *, most: int = 2) -> str:
    """Return the first ids, and how many more there are."""
    shown = ", ".join(source_ids[:most])
    return shown if len(source_ids) <= most else f"{shown} +{len(source_ids) - most}"


def _figure_row(catalog: Catalog, figure: KeyFigure) -> TableRow:
    first = figure.source_ids[0]
    others = len({*figure.source_ids, *figure.range_ids}) - 1
    source = "".join(short_citation(catalog, first)) + (f" +{others}" if others else "")
    counted = "; ".join(part for part in (figure.scope, figure.period, figure.rate) if part)
    return TableRow(
        {
            "Figure": figure.value,
            "About": f"{figure.about}: {figure.name.lower()}",
            "Kind": figure.kind,
            "Where sources differ": figure.range_said,
            "What is counted": counted,
            "Said": figure.said.removeprefix("said by ").removeprefix("said "),
            "Source": source,
        },
        planned=figure.planned,
        set_aside=figure.set_aside,
    )


def _dispute_row(dispute: Disagreement) -> TableRow:
    used = f"{dispute.used}: {dispute.why}" if dispute.why else dispute.used
    return TableRow(
        {
            "Range": f"{dispute.said}, {dispute.voices}",
            "About": f"{dispute.about}: {dispute.name.lower()}",
            "Kind": dispute.kind,
            "Spread": dispute.spread,
            "Used here": used if dispute.used else "none preferred",
            "What is counted": "; ".join(part for part in (dispute.scope, dispute.period) if part),
            "Sources": ids_text(dispute.source_ids),
        },
        planned=dispute.planned,
    )


def _add_titled(
    slide: Slide,
    sheet: SlideSheet,
    block: Rect,
    title: str,
    rows: Sequence[TableRow],
    columns: Mapping[str, float],
    empty: str,
) -> tuple[float, int]:
    """Put a heading and below it a table of the rows that fit; return its end and their number."""
    heading, small = sheet.text(TYPE["node_1"]), sheet.text(TYPE["small"])
    heading = replace(heading, halo="")
    step = heading.size_pt * LEADING
    inner = replace(block, y1=block.y1 - step - _HEADING_GAP)
    fitting, heights = _fitting(sheet, inner, rows, columns)
    left = len(rows) - len(fitting)
    text = f"{title}   ({left} more in the data)" if left else title
    top = Rect(block.x0, block.y1 - step, block.x1, block.y1)
    add_text(slide, sheet, top, [(text, heading)], name=f"Heading {title}")
    y = top.y0 - _HEADING_GAP
    if not fitting:
        line = Rect(block.x0, y - small.size_pt * LEADING, block.x1, y)
        add_text(slide, sheet, line, [(empty, small)], name=f"{title}: none")
        return line.y0, 0
    height = sum(heights)
    _add_table(
        slide, sheet, Rect(block.x0, y - height, block.x1, y), title, fitting, columns, heights
    )
    return y - height, len(fitting)


def _fitting(
    sheet: SlideSheet, block: Rect, rows: Sequence[TableRow], columns: Mapping[str, float]
) -> tuple[list[TableRow], list[float]]:
    """Return the rows that fit with their heights, that of the column names first."""
    look = sheet.text(TYPE["small"])
    line = look.size_pt * LEADING
    heights = [line + 2 * _MARGIN_Y]
    fitting: list[TableRow] = []
    for row in rows:
        count = max(
            len(_broken(row.cells[name], look, share))
            for name, share in _widths(columns, block.width).items()
        )
        height = count * line + 2 * _MARGIN_Y
        if sum(heights) + height > block.height:
            break
        fitting.append(row)
        heights.append(height)
    return fitting, heights


def _widths(columns: Mapping[str, float], width: float) -> dict[str, float]:
    whole = sum(columns.values())
    return {name: width * weight / whole for name, weight in columns.items()}


def _broken(text: str, look: TextLook, width: float) -> list[str]:
    inner, measured = width - 2 * _MARGIN_X, narrower(look)
    lines = wrapped(text, measured, inner) or [""]
    if len(lines) > _MOST_LINES:
        rest = " ".join(lines[_MOST_LINES - 1 :])
        lines = [*lines[: _MOST_LINES - 1], shortened(rest, measured, inner)]
    return lines


def _add_table(
    slide: Slide,
    sheet: SlideSheet,
    box: Rect,
    name: str,
    rows: Sequence[TableRow],
    columns: Mapping[str, float],
    heights: Sequence[float],
) -> None:
    left, top = round(box.x0 * EMU_PER_POINT), round((sheet.height - box.y1) * EMU_PER_POINT)
    frame = slide.shapes.add_table(
        len(rows) + 1,
        len(columns),
        Emu(left),
        Emu(top),
        Emu(round(box.width * EMU_PER_POINT)),
        Emu(round(box.height * EMU_PER_POINT)),
    )
    frame.name = f"Table {name}"
    frame._element.xpath("./p:nvGraphicFramePr/p:cNvPr")[0].set("descr", f"Table: {name}")
    table = frame.table
    frame._element.xpath(".//a:tableStyleId")[0].text = _PLAIN_STYLE
    table.horz_banding = False
    widths = _widths(columns, box.width)
    for place, width in enumerate(widths.values()):
        table.columns[place].width = Emu(round(width * EMU_PER_POINT))
    for place, height in enumerate(heights):
        table.rows[place].height = Emu(round(height * EMU_PER_POINT))
    small = replace(sheet.text(TYPE["small"]), colour=INK)
    for place, column in enumerate(columns):
        _fill_cell(table.cell(0, place), column, replace(small, bold=True), strong=True)
    for order, row in enumerate(rows, start=1):
        colour = SHUT_GREY if row.set_aside else INK_SOFT if row.planned else INK
        look = replace(small, colour=colour, italic=row.planned)
        for place, (column, width) in enumerate(widths.items()):
            text = " ".join(_broken(row.cells[column], small, width))
            own = replace(look, bold=place == 0 and not row.planned)
            _fill_cell(table.cell(order, place), text, own, strong=False)


def _fill_cell(cell: Any, text: str, look: TextLook, *, strong: bool) -> None:
    """Write a cell with narrow margins and a fine rule below."""
    cell.margin_left = cell.margin_right = Emu(round(_MARGIN_X * EMU_PER_POINT))
    cell.margin_top = cell.margin_bottom = Emu(round(_MARGIN_Y * EMU_PER_POINT))
    cell.vertical_anchor = MSO_ANCHOR.TOP
    fill_paragraph(cell.text_frame.paragraphs[0], text, look)
    colour, width = (INK, 9525) if strong else (RULE, 6350)
    rule = (
        f'<a:lnB {nsdecls("a")} w="{width}"><a:solidFill><a:srgbClr val="{colour[1:]}"/>'
        "</a:solidFill></a:lnB>"
    )
    # Borders come before anything else in a cell's properties.
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(rule))
