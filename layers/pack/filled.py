"""A page of brief or slides as it fills from the top, and its close: title, tables, sources.

What belongs here: what every page beside the map has in common. What does not: which blocks stand
on a page (`layers/pack/pages.py`, `layers/pack/waypages.py`, `layers/pack/since.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from geo.calendars import day_text
from geo.records.catalog import Catalog
from geo.state.select import as_of_date
from layers.look.palette import INK
from layers.scene.display import Item, Scene
from layers.scene.dots import dot_items
from layers.scene.margin import (
    handling,
    header,
    heading,
    heading_height,
    paragraphs,
    with_room_for,
)
from layers.scene.request import FigureRequest
from layers.scene.sheet import Rect, Sheet, sheet_of
from layers.scene.sources import numbered_sources, sources_height
from layers.scene.table import fitted_table
from layers.words.figures import numbers_of
from layers.words.tables import TableRow

_NUMBERED = "Sources (numbers in brackets)"
GAP = 7.0
# How much larger than small the type of a table may be where there is room, the largest first.
_SIZES = (1.33, 1.17, 1.0)


@dataclass
class FilledPage:
    """A page as it fills from the top: what stands on it, what is left, and its sources."""

    sheet: Sheet
    left: Rect
    items: list[Item] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def head(self, words: str, block: Rect | None = None) -> Rect:
        """Set a heading at the top of what is left; return what is left below it."""
        items, rest = heading(self.sheet, block or self.left, words)
        self.items += items
        return rest

    def close(self, end: float) -> None:
        """Go on below where a block ended."""
        self.left = replace(self.left, y1=end - GAP * self.sheet.scale)

    def keep_foot(self, catalog: Catalog) -> None:
        """Keep room for the sources at the foot; a slide has them in its notes."""
        if not self.sheet.noted:
            foot = sources_height(self.sheet, self.left.width, catalog, self.numbers)
            self.left = replace(self.left, y0=self.left.y0 + foot + GAP)

    def say(
        self, said: Sequence[str], *, name: str, style: str = "small", strong: bool = False
    ) -> None:
        """Set paragraphs below one another."""
        look = self.sheet.text(style, **({"colour": INK} if strong else {}))
        items, end = paragraphs(self.left, said, look, name=name)
        self.items += items
        self.close(end)

    def number(self, groups: Iterable[Iterable[str]]) -> dict[str, int]:
        """Return the numbers of all sources so far and of further ones."""
        return numbers_of(groups, taken=self.numbers)


def started_page(
    catalog: Catalog,
    request: FigureRequest,
    what: str,
    *,
    title: str = "",
    sheet: Sheet | None = None,
) -> FilledPage:
    """Return a page with title, dates and handling mark; without one it is the map page's."""
    sheet = sheet or sheet_of(request.size, handling=bool(request.handling))
    on = day_text(as_of_date(catalog, request.selection))
    subtitle = (
        f"{what}. Data as of {on}; made on {day_text(request.made_on)}; "
        f"data {catalog.data_hash[:12]}."
    )
    title = title or request.title
    sheet = with_room_for(sheet, title=title, subtitle=subtitle)
    head, _ = header(sheet, title=title, subtitle=subtitle)
    body = Rect(sheet.footer.x0, sheet.footer.y0, sheet.header.x1, sheet.header.y0)
    return FilledPage(sheet, body, [*head, *handling(sheet, request.handling)])


def closed_page(page: FilledPage, catalog: Catalog, said: str = _NUMBERED) -> Scene:
    """Return a page with its sources: at its foot, or numbered in a slide's notes."""
    sheet = page.sheet
    noted: Mapping[str, int] = page.numbers if sheet.noted else {}
    if not sheet.noted:
        width = sheet.header.x1 - sheet.footer.x0
        height = sources_height(sheet, width, catalog, page.numbers)
        low = sheet.footer.y0
        block = Rect(sheet.footer.x0, low, sheet.header.x1, low + height)
        page.items += numbered_sources(sheet, block, catalog, page.numbers, said=said)
    return Scene(sheet.width, sheet.height, tuple(page.items), sheet.least_pt, sheet.fine_pt, noted)


def add_table(
    page: FilledPage,
    title: str,
    rows: Sequence[TableRow],
    *,
    none: str,
    others: str = "in the data",
    kept: float | None = None,
) -> int:
    """Set a heading and a table of the rows that fit; return how many fit.

    The heading counts the `others`, by where they are. With so much height `kept` below it a table
    whose rows all fit is set in the largest type in which they do.
    """
    rest = replace(page.left, y1=page.left.y1 - heading_height(page.sheet))
    for larger in _SIZES if kept is not None else _SIZES[-1:]:
        fitted = fitted_table(page.sheet, rest, rows, name=title, larger=larger)
        if fitted.shown == len(rows) and fitted.end - (kept or 0.0) >= rest.y0:
            break
    left = len(rows) - fitted.shown
    if fitted.table is None and not none:
        return 0
    page.head(f"{title}   ({left} more {others})" if left else title)
    page.left = rest
    if fitted.table is not None:
        page.items += [fitted.table, *dot_items(fitted.table, rows)]
        page.close(fitted.end)
    elif not rows:
        page.say([none], name=f"{title}: none")
    return fitted.shown
