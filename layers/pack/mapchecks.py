"""The lines of the checklist that a map page has to itself.

What belongs here: one function for each line, which says what is missing, and their order. What
does not: putting the checklist together (`layers/pack/gate.py`), and what is laid out
(`layers/pack/facts.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from geo.calendars import day_text
from geo.model.choice import Selection
from geo.model.dates import PartialDate, Precision
from geo.model.lines import Corridor
from geo.records.catalog import Catalog
from geo.records.claims import known_on
from geo.spelling import folded
from geo.state.select import LegState, NodeState, as_of_date
from layers.look.basemap import attributions_of
from layers.look.legend import LegendGroup, legend_entries
from layers.pack.facts import PageFacts
from layers.pack.footnotes import (
    FOOTNOTE,
    numbers_in,
    source_numbers,
)
from layers.scene.content import MapSubject
from layers.scene.frame import Frame, boundary_words
from layers.scene.map import frame_for
from layers.scene.request import FigureRequest
from layers.words.page import map_data_of, sources_of

_BACKGROUND = "BK00"


@dataclass(frozen=True, slots=True)
class MapPage:
    """A page under examination: what was asked, what is on it, and what came to be drawn."""

    catalog: Catalog
    request: FigureRequest
    facts: PageFacts
    legs: tuple[LegState, ...]
    nodes: tuple[NodeState, ...]
    stale_years: int
    subject: MapSubject

    @property
    def frame(self) -> Frame:
        """Return what of the earth the map shows."""
        return frame_for(self.subject)

    @property
    def selection(self) -> Selection:
        """Return what the page shows."""
        return self.request.selection

    @property
    def notes(self) -> str:
        """Return the small print."""
        return self.facts.said("note")


def _title(page: MapPage) -> str:
    wanted = " ".join(page.request.title.split())
    title = page.facts.said("title")
    if not title:
        return "there is none"
    # A long title is cut with an ellipsis: then it does not say what was asked.
    if wanted and wanted != title:
        return "it is cut short"
    drawn = {name for state in page.legs for name in state.corridor_ids}
    bare = [
        corridor.short_name or corridor.name
        for name, corridor in page.catalog.corridors.items()
        if name not in drawn and _names(title, corridor)
    ]
    return f"it names what is not drawn: {few(bare)}" if bare else ""


def _names(title: str, corridor: Corridor) -> bool:
    """Tell whether a title names a corridor, whole or by its short name as it is written."""
    short = rf"(?<!\w){re.escape(corridor.short_name)}(?!\w)" if corridor.short_name else r"(?!)"
    return folded(corridor.name) in folded(title) or bool(re.search(short, title))


def _subtitle(page: MapPage) -> str:
    wanted = " ".join(page.request.subtitle.split())
    subtitle = page.facts.said("subtitle")
    if not subtitle:
        return "there is none"
    return "it is cut short" if wanted != subtitle and (wanted or "…" in subtitle) else ""


def _legend(page: MapPage) -> str:
    banded = bool(page.facts.named("band:"))
    entries = legend_entries(
        page.legs,
        page.nodes,
        corridors=page.catalog.corridors,
        banded=banded,
        told=page.subject.told,
    )
    wanted = {f"{entry.group.name}:{entry.key}": entry.label for entry in entries}
    boundary = f"{LegendGroup.BOUNDARY.name}:"
    shown = {name for name in page.facts.named("legend:") if not name.startswith(boundary)}
    lacking = [label for name, label in wanted.items() if name not in shown]
    surplus = sorted(shown - set(wanted))
    if not wanted:
        return "nothing is drawn that it could explain"
    told = [f"not explained: {', '.join(lacking)}"] if lacking else []
    told += [f"explained but not drawn: {', '.join(surplus)}"] if surplus else []
    return "; ".join(told)


def _scale(page: MapPage) -> str:
    bar = "scale_bar" in page.facts.shapes and page.facts.said("scale_bar_figure")
    return "" if bar else "there is no scale bar with its figures"


def _shape(name: str, lacking: str) -> Callable[[MapPage], str]:
    """Return the check for a shape that stands on every map."""
    return lambda page: "" if name in page.facts.shapes else lacking


def _noted(words: Callable[[MapPage], str], lacking: str) -> Callable[[MapPage], str]:
    """Return the check for what the small print says on every map."""
    return lambda page: "" if words(page) in page.notes else lacking


def _sources(page: MapPage) -> str:
    wanted = sources_of(page.legs, page.nodes)
    shown = page.facts.words.get("source", ())
    named = [text for text in shown if re.match(r"\d+\s", text)]
    more = re.search(r"and (\d+) more", page.facts.said("source"))
    counted = len(named) + (int(more[1]) if more else 0)
    if wanted and not named:
        return "none is named"
    if counted < len(wanted):
        return f"{len(wanted) - counted} of {len(wanted)} are neither named nor counted"
    return ""


def _background(page: MapPage) -> str:
    """Name the legs whose status nobody wrote down, unless the page says so."""
    unsourced = [state.leg.name for state in page.legs if state.source_id == _BACKGROUND]
    unknown = [state.leg.name for state in page.legs if not state.source_id]
    source = page.catalog.sources.get(_BACKGROUND)
    named = source is not None and source.title in page.facts.said("source")
    said = named or "general knowledge" in page.notes
    if unknown:
        return f"{len(unknown)} have none: {few(unknown)}"
    if unsourced and not said:
        return f"{len(unsourced)} rest on general knowledge and it is not said: {few(unsourced)}"
    return ""


def _day(page: MapPage, name: str, day: date) -> str:
    said = day_text(day)
    return "" if said in page.facts.said(f"date:{name}") else f"{said} is not on the page"


def _as_of(page: MapPage) -> str:
    return _day(page, "Data as of", as_of_date(page.catalog, page.selection))


def _made_on(page: MapPage) -> str:
    return _day(page, "Map made on", page.request.made_on)


def _boundaries(page: MapPage) -> str:
    return _lacking(page, boundary_words(page.frame, house_note=page.request.house_note), " ")


def _attribution(page: MapPage) -> str:
    return _lacking(page, attributions_of(map_data_of(page.legs, page.nodes)), ", ")


def _lacking(page: MapPage, wanted: Iterable[str], between: str) -> str:
    """Name the notes that the small print lacks."""
    lacking = [note for note in wanted if " ".join(note.split()) not in page.notes]
    return f"missing: {between.join(lacking)}" if lacking else ""


def _handling(page: MapPage) -> str:
    wanted = page.request.handling.strip()
    marks = page.facts.words.get("handling", ())
    if not wanted:
        return "" if not marks else "a mark is drawn that was not asked for"
    if list(marks) != [wanted, wanted]:
        return "it is not both at the top and at the foot"
    # What is too long for its line runs off the page at both ends.
    cut = any(fault.endswith(wanted) for fault in page.facts.faults)
    return "it is cut, covered or cannot be written" if cut else ""


def _figures(page: MapPage) -> str:
    """Name the key figures whose footnotes lead to no source on the page."""
    sources = source_numbers(page.facts)
    bad = []
    for name in _figures_on(page):
        numbers = numbers_in(page.facts.said(f"key_figure:{name}:footnote"))
        if not numbers or not numbers <= sources:
            bad.append(name)
    return f"no source on the page for {few(bad)}" if bad else ""


def _closures(page: MapPage) -> str:
    """Name the footnotes of closures that lead to no source on the page."""
    marks = re.findall(FOOTNOTE, page.facts.said("closure"))
    astray = set[int]().union(*map(numbers_in, marks)) - source_numbers(page.facts)
    return f"no source on the page numbered {few(sorted(map(str, astray)))}" if astray else ""


def _stale(page: MapPage) -> str:
    """Name the old key figures that do not carry the year they were said in."""
    on = as_of_date(page.catalog, page.selection)
    bad = []
    for name in _figures_on(page):
        said = _said_on(page.catalog, name)
        if said is None or not _is_old(page, said, on):
            continue
        told = page.facts.said(f"key_figure:{name}:below")
        undated = said.precision is Precision.UNDATED
        if ("undated" if undated else str(said.last.year)) not in told:
            bad.append(name)
    years = f"{page.stale_years} year{'' if page.stale_years == 1 else 's'}"
    return f"older than {years} and not marked: {few(bad)}" if bad else ""


def _well_set(page: MapPage) -> str:
    # A title cut short has a line of its own.
    return few([fault for fault in page.facts.faults if not _is_title(page, fault)])


def _is_title(page: MapPage, fault: str) -> bool:
    lines = page.facts.words.get("title", ())
    return fault.startswith("cut short") and any(fault.endswith(line) for line in lines)


def _way(page: MapPage) -> str:
    """Tell whether the journey asked for is drawn and told as it is on the screen."""
    ways = page.subject.ways
    if ways is None:
        return ""
    lacking = [] if page.facts.said("way") else ["its time and cost"]
    if ways.answer.routes and "way:1" not in page.facts.shapes:
        lacking.append("its line")
    return f"of the journey asked for there is not {' nor '.join(lacking)}" if lacking else ""


MAP_CHECKS: tuple[tuple[str, str, Callable[[MapPage], str]], ...] = (
    ("Title", "on the page", _title),
    ("Subtitle", "on the page", _subtitle),
    ("Data as of", "on the page", _as_of),
    ("Map made on", "on the page, apart from the as-of date", _made_on),
    ("Legend", "explains every class drawn, and no other", _legend),
    ("Scale", "a bar with its figures", _scale),
    ("North", "an arrow to true north", _shape("north", "there is no north arrow")),
    ("Locator", "a globe with the frame on it", _shape("locator", "there is no locator")),
    ("Projection", "named", _noted(lambda page: page.frame.projection.name, "it is not named")),
    ("Sources", "each named, or counted as listed in the data", _sources),
    ("Lines with a source", "every one, or said to rest on general knowledge", _background),
    ("Figures with a source", "every figure has a footnote on the page", _figures),
    ("Closures with a source", "every footnote leads to a source on the page", _closures),
    ("Old figures marked", "every old figure carries its date", _stale),
    ("Boundary note", "on the page", _boundaries),
    ("Attribution", "every mapmaker is credited", _attribution),
    ("Handling mark", "as asked for", _handling),
    ("Route", "the journey on the screen, if one is asked", _way),
    (
        "Data hash",
        "on the page",
        _noted(lambda page: page.catalog.data_hash[:12], "it is not on the page"),
    ),
    ("Well set", "nothing cut, covered or too small to be read", _well_set),
)


def _figures_on(page: MapPage) -> list[str]:
    """Return the ids of the claims and events whose figures stand on the page."""
    named = page.facts.named("key_figure:")
    return list(dict.fromkeys(name.split(":")[0] for name in named))


def _said_on(catalog: Catalog, record_id: str) -> PartialDate | None:
    if record_id in catalog.claims:
        return catalog.claims[record_id].said_on
    event = catalog.events.get(record_id)
    return event.said_on if event is not None else None


def _is_old(page: MapPage, said: PartialDate, on: date) -> bool:
    if said.precision is Precision.UNDATED:
        return True
    age = on - known_on(said, page.catalog.data_end)
    return age > timedelta(days=365.25 * page.stale_years)


def few(names: Sequence[str]) -> str:
    """Return up to three names, and how many there are beyond."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
