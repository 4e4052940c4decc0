"""The dates of each corridor as pictures made ahead: what happened and what was promised.

What belongs here: which rows a corridor's picture has, how wide it is, its words, and where it lies
in the atlas. What does not: the rows themselves (`layers/words/timeline.py`), where they stand
(`layers/scene/timeline.py`), and drawing (`layers/pens/svg.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from geo.calendars import day_text
from geo.model.choice import Focus, Selection
from geo.model.said import SubjectKind
from geo.records.catalog import Catalog
from layers.atlas.addresses import way
from layers.atlas.courses import Chart, svg_file
from layers.look.text import plain, safe
from layers.scene.display import Scene
from layers.scene.sheet import PageSize, Rect, sheet_of
from layers.scene.timeline import timeline_height, timeline_items
from layers.words.dated import TimelineRow
from layers.words.timeline import Timeline, timeline_of

_FOLDER = "assets/dates"
# Points are pixels here: as wide as the text of a page, and as a page in a hand.
WIDE: Final = 740.0
NARROW: Final = 362.0
_NARROW_PAGE = "(max-width: 700px)"
# A sheet in a hand, its type as large as small print of a page.
_SHEET = replace(sheet_of(PageSize.PHONE), scale=1.85)
_MOST_EVENTS, _MOST_PROMISES = 12, 8
DATES: Final = "Dates, happened and promised"


@dataclass(frozen=True, slots=True)
class Dates:
    """A corridor's timeline on the last day, and the numbers of its sources as pages cite them."""

    corridor_id: str
    timeline: Timeline
    numbers: Mapping[str, int]

    def path(self, width: float) -> str:
        """Return the file of the picture so wide."""
        return f"{_FOLDER}/{self.corridor_id}{'' if width == WIDE else '-narrow'}.svg"

    def height(self, width: float) -> float:
        """Return how tall the picture so wide is, in points."""
        return round(timeline_height(_SHEET, width, self.timeline, self.numbers))

    @property
    def chart(self) -> Chart:
        """Return its narrow picture as the panel is told of it."""
        return self.path(NARROW), self.alt, NARROW, self.height(NARROW)

    @property
    def alt(self) -> str:
        """All that the picture shows, in words."""
        timeline = self.timeline
        said = timeline.groups.items()
        groups = (_group_text(head, rows, left) for head, (rows, left) in said)
        return f"{DATES}. Data to {day_text(timeline.on)}. {' '.join(groups)}"


def dates_of(catalog: Catalog) -> Mapping[str, Dates]:
    """Return the timeline of every corridor that has dates, by its id."""
    found = {}
    for name in catalog.corridors:
        selection = Selection(corridors=frozenset({name}), focus=Focus(SubjectKind.CORRIDOR, name))
        timeline = timeline_of(
            catalog, selection, most_events=_MOST_EVENTS, most_promises=_MOST_PROMISES
        )
        if timeline.rows:
            ids = {one for row in timeline.rows for one in row.source_ids}
            numbers = {one: catalog.sources[one].number for one in sorted(ids)}
            found[name] = Dates(name, timeline, numbers)
    return found


def date_files(dates: Iterable[Dates]) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures of timelines."""
    for one in dates:
        for width in (WIDE, NARROW):
            height = one.height(width)
            block = Rect(0.0, 0.0, width, height)
            items = timeline_items(_SHEET, block, one.timeline, numbers=one.numbers)
            least = _SHEET.least_pt
            scene = Scene(width, height, tuple(items), least_pt=least, fine_pt=least)
            yield one.path(width), svg_file(scene, measured=True)


def dates_html(dates: Dates, start: str) -> str:
    """Return a timeline as a figure of a page; in a hand its lines are shorter."""
    sizes = {
        width: f'width="{width:g}" height="{dates.height(width):g}"' for width in (WIDE, NARROW)
    }
    return (
        f'<figure class="course"><figcaption>Data to {safe(day_text(dates.timeline.on))}. Numbers '
        "are those of the sources, which the history below links.</figcaption>"
        f'<picture><source media="{_NARROW_PAGE}" srcset="{way(start, dates.path(NARROW))}" '
        f"{sizes[NARROW]}>"
        f'<img src="{way(start, dates.path(WIDE))}" alt="{safe(plain(dates.alt))}" {sizes[WIDE]} '
        'loading="lazy"></picture></figure>'
    )


def _group_text(head: str, rows: Iterable[TimelineRow], left: int) -> str:
    said = "; ".join(
        f"{row.when}: {row.text}{f' ({row.state})' if row.state else ''}" for row in rows
    )
    return f"{head}: {said}{f'; {left} more in the data' if left else ''}."
