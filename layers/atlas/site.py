"""What an atlas is made of: the data on their last day, who publishes it, and what all pages share.

What belongs here: the one value that every page is made from, and links between pages. What does
not: any page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from html import unescape
from typing import TypeVar

from geo.grouped import grouped
from geo.ledger.around import ToldByDay, told_at
from geo.model.choice import Selection
from geo.model.said import Claim, Event, SubjectKind
from geo.model.states import Closure, StateKind
from geo.records.catalog import Catalog
from geo.state.conditions import Subject
from geo.state.select import leg_states, node_states_of, seen_on
from layers.atlas.addresses import KIND_OF_SUBJECT, Kind, Ref, Refs, refs_of, way
from layers.atlas.courses import Course, courses_by_subject
from layers.atlas.smallmap import SmallMaps
from layers.atlas.timelines import Dates, dates_of
from layers.look.basemap import attributions_of, notes_on_boundaries
from layers.look.text import safe
from layers.pack.house import House
from layers.screen.cards import Shown
from layers.screen.map import map_sources_of
from layers.words.wording import subject_text

TITLE = "Trade corridors"
_Record = TypeVar("_Record")

# What the cards of the page hold that a page of the atlas says otherwise: a choice of the app, a
# page elsewhere where there is one of our own, and a colour written where no policy lets it stand.
_RECORD = re.compile(r'<a class="record-link" href="\?pin=[^"]*"[^>]*?data-pin="([^"]*)"[^>]*>')
_SOURCE = re.compile(
    r'<(a|button)(?: type="button")? class="record-source"[^>]*>(?:&#91;|\[)(\d+)(?:&#93;|\])'
    r"(.*?)</\1>"
)
# What a sheet lists as its sources; their addresses stand on their own pages.
_LISTED = re.compile(
    r'<li id="record-source-([^"]*)"><span class="record-number">(.*?)</span>'
    r"(?: (?:<a [^>]*>)?(.*?)(?:</a>)?\.)? (.*?)</li>"
)
# Nothing copies where no script runs.
_COPY = re.compile(r' ?<button[^>]*class="copy"[^>]*>.*?</button>')
_HUE = re.compile(r'style="--hue:&#35;([0-9A-Fa-f]{6})"')
# The atlas tells no page elsewhere where a reader came from, by its headers.
_ELSEWHERE = ' target="_blank" rel="noopener noreferrer"'
_FOLDED = re.compile(r'<details class="(ledger-contest|record-promise)')


@dataclass(frozen=True)
class Atlas:
    """The data as published, and the house that publishes them.

    Attributes
    ----------
    catalog
        As it is cited on its last day.
    house
        Names, notes and address.
    address
        Where the atlas will be served, ending in a slash; empty where that is not known.
    """

    catalog: Catalog
    house: House
    address: str = ""

    @cached_property
    def title(self) -> str:
        """The name of the atlas."""
        return self.house.name or TITLE

    @cached_property
    def refs(self) -> Refs:
        """Every record that has a page."""
        return refs_of(self.catalog)

    @cached_property
    def selection(self) -> Selection:
        """All there is, on the last day."""
        return Selection(corridors=frozenset(self.catalog.corridors))

    @cached_property
    def told(self) -> ToldByDay:
        """What the ledger says by the last day."""
        return told_at(self.catalog, self.catalog.data_end)

    @cached_property
    def shown(self) -> Shown:
        """The whole ledger, as cards are made of it."""
        ledger = replace(self.told.ledger, sources=self.catalog.sources)
        return Shown(self.catalog, self.selection, ledger)

    @cached_property
    def maps(self) -> SmallMaps:
        """The small maps of the pages."""
        legs = leg_states(self.catalog, self.selection)
        nodes = node_states_of(self.catalog, self.selection, legs)
        return SmallMaps(
            self.catalog,
            {one.leg.leg_id: one for one in legs},
            {one.node.node_id: one for one in nodes},
        )

    @cached_property
    def events_by_subject(self) -> Mapping[Subject, tuple[Event, ...]]:
        """Events and promises by what they are about, the place they name too, oldest first."""
        events = sorted(self.catalog.events.values(), key=lambda e: (e.date, e.event_id))
        return grouped((own, event) for event in events for own in set(subjects_of_event(event)))

    @cached_property
    def claims_by_subject(self) -> Mapping[Subject, tuple[Claim, ...]]:
        """Figures by what they are about, the newest first."""
        claims = sorted(self.catalog.claims.values(), key=lambda c: (c.said_on, c.claim_id))
        return grouped((one.subject, one) for one in reversed(claims))

    @cached_property
    def closures_by_subject(self) -> Mapping[Subject, tuple[Closure, ...]]:
        """Closures by what they name, the latest first."""
        closures = sorted(self.catalog.closures.values(), key=lambda c: (c.start, c.closure_id))
        return grouped(
            ((one.subject_kind, name), one)
            for one in reversed(closures)
            for name in one.subject_ids
        )

    @cached_property
    def courses(self) -> Mapping[Subject, tuple[Course, ...]]:
        """Series over time by what they are about."""
        return courses_by_subject(self.catalog)

    @cached_property
    def dates(self) -> Mapping[str, Dates]:
        """What happened and was promised, by corridor."""
        return dates_of(self.catalog)

    @cached_property
    def numbered(self) -> Mapping[str, Ref]:
        """The sources by the numbers under which cards cite them."""
        return {
            str(source.number): self.refs[Kind.SOURCE, name]
            for name, source in self.catalog.sources.items()
        }

    @cached_property
    def uses(self) -> Mapping[str, tuple[Ref, ...]]:
        """What rests on each source, by its id."""
        found: dict[str, dict[Ref, None]] = defaultdict(dict)
        for source_id, kind, name in _uses_of(self.catalog):
            found[source_id][self.refs[kind, name]] = None
        return {source_id: tuple(refs) for source_id, refs in found.items()}

    @cached_property
    def origin_of_edition(self) -> str:
        """The edition in words, and the day the data end."""
        return f"edition {self.catalog.edition}" if self.catalog.edition else ""

    @cached_property
    def first_day(self) -> date:
        """The first day on which anything was on the map or had been said."""
        begun = [one.begins for told in self.catalog.statuses.values() for one in told]
        said = [one.said_on.first for one in self.catalog.claims.values()]
        days = [day for day in (*begun, *said) if day > date.min]
        return min(days, default=self.catalog.data_end)

    @cached_property
    def map_sources(self) -> frozenset[str]:
        """The sources of the geodata on the maps."""
        return frozenset(map_sources_of(self.catalog))

    def owed(self, *, line_of_control: bool = True) -> str:
        """Return what is owed to governments and mapmakers wherever a map is shown."""
        note = self.house.boundary_note
        notes = notes_on_boundaries(line_of_control=line_of_control, house_note=note)
        credit = "; ".join(attributions_of(sorted(self.map_sources)))
        return f"{' '.join(notes)} Map data: {credit}."

    @property
    def logo(self) -> str:
        """The file of the house's logo in the atlas; empty without one."""
        ending = self.house.logo.rpartition(".")[2].lower()
        return f"assets/logo.{ending}" if self.house.logo else ""

    @property
    def made_on(self) -> date:
        """The day of the edition; where the data name none, the day they end."""
        return self.catalog.made_on or self.catalog.data_end

    def ref_of(self, kind: SubjectKind, subject_id: str) -> Ref | None:
        """Return the record a subject of the ledger is; nothing for countries, bodies, goods."""
        place = KIND_OF_SUBJECT.get(kind)
        return self.refs.get((place, subject_id)) if place else None

    def link(self, ref: Ref, start: str, text: str = "") -> str:
        """Return a link from a page to a record's."""
        return f'<a href="{way(start, ref.page)}">{safe(text or ref.name)}</a>'

    def subject_link(self, kind: SubjectKind, subject_id: str, start: str) -> str:
        """Return the name of a subject, as a link where it has a page."""
        ref = self.ref_of(kind, subject_id)
        name = subject_text(self.catalog, kind, subject_id)
        return self.link(ref, start, name) if ref else safe(name)

    def source_links(self, source_ids: Iterable[str], start: str) -> str:
        """Return the numbers of sources as links to their pages."""
        found = (self.refs.get((Kind.SOURCE, name)) for name in dict.fromkeys(source_ids) if name)
        numbers = self.catalog.sources
        return " ".join(
            self.link(ref, start, f"[{numbers[ref.record_id].number}]") for ref in found if ref
        )

    def at_home(self, html: str, start: str) -> str:
        """Return cards of the page with their links leading to the pages of the atlas."""

        def record(found: re.Match[str]) -> str:
            for kind in (Kind.CLAIM, Kind.EVENT):
                ref = self.refs.get((kind, unescape(found[1])))
                if ref:
                    return f'<a href="{way(start, ref.page)}">'
            return "<a>"

        def source(found: re.Match[str]) -> str:
            ref, said = self.numbered.get(found[2]), f"[{found[2]}]{found[3]}"
            return f'<a href="{way(start, ref.page)}">{said}</a>' if ref else said

        def listed(found: re.Match[str]) -> str:
            ref = self.refs.get((Kind.SOURCE, unescape(found[1])))
            title = found[3] or found[2]
            said = f'<a href="{way(start, ref.page)}">{found[2]} {title}</a>' if ref else title
            return f"<li>{said}. {found[4]}</li>"

        html = _COPY.sub("", _RECORD.sub(record, html))
        html = _LISTED.sub(listed, html)
        html = _SOURCE.sub(source, html)
        html = html.replace(_ELSEWHERE, "")
        html = _HUE.sub(r'data-hue="\1"', html)
        return _FOLDED.sub(r'<details open class="\1', html)


def _uses_of(catalog: Catalog) -> Iterator[tuple[str, Kind, str]]:
    """Yield each source with the kind and id of what rests on it."""
    for name, node in catalog.nodes.items():
        yield node.coordinate_source, Kind.PLACE, name
    for name, leg in catalog.legs.items():
        statuses = (one.source_id for one in catalog.statuses.get(name, ()))
        yield from ((source_id, Kind.LEG, name) for source_id in (*leg.source_ids, *statuses))
    for name, closure in catalog.closures.items():
        yield closure.source_id, Kind.CLOSURE, name
    for (state, name), told in catalog.confirmations.items():
        kind = Kind.LEG if state is StateKind.LEG else Kind.CLOSURE
        yield from ((one.source_id, kind, name) for one in told)
    for kind, statements in ((Kind.CLAIM, catalog.claims), (Kind.EVENT, catalog.events)):
        yield from ((one.source_id, kind, name) for name, one in statements.items())
    for printed in catalog.published_lengths.values():
        yield from ((printed.source_id, Kind.LEG, leg_id) for leg_id in printed.leg_ids)


def subjects_of_event(event: Event) -> tuple[Subject, Subject]:
    """Return what an event is about, and the place that it names, whose id may be empty."""
    return event.subject, (SubjectKind.NODE, event.node_id)


def atlas_of(catalog: Catalog, house: House, address: str = "") -> Atlas:
    """Return the atlas of a catalog."""
    return Atlas(seen_on(catalog, catalog.data_end), house, address)
