"""The numbered sources of a page, in columns, each a link to its page.

What belongs here: setting every source that a page cites. What does not: which those are, and the
short list beside the map (`layers/figure_margin.py`). One unit of the axes is one point of the
page.
"""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes

from geo.catalog import Catalog
from layers.brief_rows import footnote_of
from layers.figure_margin import draw_heading, draw_text, heading_height
from layers.figure_type import look_font, shortened, text_size
from layers.palette import TYPE, TextLook
from layers.sheet import Rect, Sheet

_SOURCE_COLUMN = 150.0
_LEADING = 1.24


def _source_columns(sheet: Sheet, width: float) -> int:
    return max(1, int(width / (_SOURCE_COLUMN * sheet.scale)))


def sources_height(sheet: Sheet, width: float, count: int) -> float:
    """Return how tall so many sources are with their heading at a width; nothing for none."""
    rows = -(-count // _source_columns(sheet, width))
    leading = sheet.text(TYPE["small"]).size_pt * _LEADING
    return heading_height(sheet) + rows * leading + 2.0 if count else 0.0


def draw_numbered_sources(
    ax: Axes,
    sheet: Sheet,
    block: Rect,
    catalog: Catalog,
    numbers: Mapping[str, int],
    *,
    heading: str,
) -> None:
    """Set the numbered sources in columns; each is a link to its page where it has one."""
    if not numbers:
        return
    top = draw_heading(ax, sheet, block, heading)
    look = sheet.text(TYPE["small"])
    columns = _source_columns(sheet, block.width)
    rows = -(-len(numbers) // columns)
    gap = 9.0 * sheet.scale
    width = (block.width - gap * (columns - 1)) / columns
    inset = text_size(f"{len(numbers)}  ", look)[0]
    for order, (source_id, number) in enumerate(numbers.items()):
        column, row = divmod(order, rows)
        x = block.x0 + column * (width + gap)
        y = top - look.size_pt * _LEADING * (row + 0.76)
        draw_text(ax, (x, y), str(number), look, gid="source_number")
        text, address = _source_text(catalog, source_id, look, width - inset)
        ax.text(
            x + inset,
            y,
            text,
            fontproperties=look_font(look),
            color=look.colour,
            ha="left",
            va="baseline",
            parse_math=False,
            url=address or None,
            gid=f"source:{source_id}",
            zorder=30,
        )


def _source_text(catalog: Catalog, source_id: str, look: TextLook, width: float) -> tuple[str, str]:
    """Return publisher, date and id of a source, its title if there is room, and its address.

    When all is too long the publisher's name gives way, never date and id.
    """
    head, tail, address = footnote_of(catalog, source_id)
    source = catalog.sources[source_id]
    whole = f"{head}{tail}: {source.title}"
    if source.publisher and text_size(whole, look)[0] <= width:
        return whole, address
    return shortened(head, look, width - text_size(tail, look)[0]) + tail, address
