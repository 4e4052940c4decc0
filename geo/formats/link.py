"""A Selection as the parameters of a link, and back, field by field. Pure.

What equals the page's default is left out, so a short link stays right when the data grow. A
parameter that is not understood falls back to the default with a note; it is never an error.
The parameters of the view (centre, zoom, basemap, language) belong to the browser.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode

from geo.clean import clean
from geo.model.choice import Ago, Basis, Focus, Journey, Objective, Scenario, Selection
from geo.model.said import SubjectKind
from geo.model.states import Status
from geo.records.catalog import Catalog
from geo.spelling import known_ids
from geo.state.select import default_selection

_NONE = "none"
# More than a reader would read; a link of 50,000 commas must not fill the page.
_MOST_NAMED = 5
# Of an overlay's hash, as a link says it: enough to tell any two apart.
_DIGITS_OF_HASH = 12
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_EDITION = re.compile(r"\d{4}\.\d\d\.\d{1,3}")
_Word = TypeVar("_Word", bound=StrEnum)


def link_of(selection: Selection, catalog: Catalog) -> dict[str, str]:
    """Return the query parameters of a Selection; defaults are left out."""
    default = default_selection(catalog)
    scenario = selection.scenario
    parameters: dict[str, str] = {}
    if selection.corridors != default.corridors:
        parameters["c"] = _joined(_in_order(selection.corridors, catalog.corridors)) or _NONE
    if selection.hidden_branches != default.hidden_branches:
        hidden = _joined(_in_order(selection.hidden_branches, catalog.branches))
        parameters["hide"] = hidden or _NONE
    if selection.statuses != default.statuses:
        parameters["st"] = _joined(_in_order(selection.statuses, list(Status))) or _NONE
    if selection.as_of is not None:
        parameters["asof"] = selection.as_of.isoformat()
    if selection.against:
        parameters["vs"] = selection.against
    if selection.focus is not None:
        parameters["focus"] = f"{selection.focus.kind}:{selection.focus.subject_id}"
    if selection.journey is not None:
        parameters |= _journey_parameters(selection.journey)
    if selection.pinned:
        parameters["pin"] = _joined(selection.pinned)
    for name, ids in (
        ("x", scenario.closed),
        ("o", scenario.opened),
        ("b", scenario.as_if_built),
    ):
        if ids:
            parameters[name] = _joined(sorted(ids))
    if catalog.added:
        parameters["own"] = _joined(one.digest[:_DIGITS_OF_HASH] for one in catalog.added)
    return parameters


def _journey_parameters(journey: Journey) -> dict[str, str]:
    parameters = {"from": journey.from_id, "to": journey.to_id}
    if journey.objective is not Objective.TIME:
        parameters["by"] = journey.objective
    if journey.basis is not Basis.TONNE:
        parameters["per"] = journey.basis
    return parameters


def query_text(selection: Selection, catalog: Catalog) -> str:
    """Return the query of a Selection as it stands in a link, a bare `?` when all is as usual."""
    return "?" + urlencode(link_of(selection, catalog), safe=",:")


def parameters_of(query: str) -> dict[str, str]:
    """Return the parameters of a query string or of a whole link."""
    return dict(parse_qsl(query.rsplit("?", 1)[-1], keep_blank_values=True))


def merged(
    mine: Mapping[str, str], before: Mapping[str, str], theirs: Mapping[str, str]
) -> dict[str, str]:
    """Return their parameters with what I changed since `before`.

    Two who change different things at once both keep their change.
    """
    changed = {name for name in {*mine, *before} if mine.get(name) != before.get(name)}
    kept = {name: value for name, value in theirs.items() if name not in changed}
    return kept | {name: value for name, value in mine.items() if name in changed}


def selection_of(
    parameters: Mapping[str, str], catalog: Catalog
) -> tuple[Selection, tuple[str, ...]]:
    """Read a Selection from query parameters.

    Returns
    -------
    selection, notes
        The notes say, in the order of the fields, what was not understood and what stands
        instead.
    """
    reader = _Reader(parameters, catalog)
    default = default_selection(catalog)
    selection = Selection(
        corridors=reader.ids("c", catalog.corridors, default.corridors, "corridor"),
        hidden_branches=reader.ids("hide", catalog.branches, default.hidden_branches, "branch"),
        statuses=reader.statuses(default.statuses),
        as_of=reader.day("asof"),
        focus=reader.focus("focus"),
        journey=reader.journey(),
        pinned=reader.pinned("pin"),
        against=reader.against("vs"),
        scenario=Scenario(
            closed=reader.ids("x", places_of(catalog), frozenset(), "place to close"),
            opened=reader.ids("o", places_of(catalog), frozenset(), "place to open"),
            as_if_built=reader.ids("b", buildable_of(catalog), frozenset(), "leg to build"),
        ),
    )
    reader.overlays("own")
    return selection, tuple(reader.notes)


def places_of(catalog: Catalog) -> frozenset[str]:
    """Return the ids a scenario can close or open: nodes, legs, straits and countries."""
    countries = {node.country for node in catalog.nodes.values()}
    return frozenset({*catalog.nodes, *catalog.legs, *catalog.straits, *countries})


def buildable_of(catalog: Catalog) -> frozenset[str]:
    """Return the ids a scenario can suppose built: legs, branches, and statuses by name."""
    return frozenset({*catalog.legs, *catalog.branches, *map(str, Status)})


def scenario_named(
    catalog: Catalog,
    closed: Iterable[str],
    *,
    opened: Iterable[str],
    as_if_built: Iterable[str],
) -> Scenario:
    """Return what is supposed on top of a date, every id of it in the catalog.

    Raises
    ------
    UnknownIdError
        At the first that is not.
    """
    # In order, so that what an error names is the same each time.
    places, buildable = sorted(places_of(catalog)), sorted(buildable_of(catalog))
    return Scenario(
        closed=known_ids(closed, places, "place, leg, strait or country"),
        opened=known_ids(opened, places, "place, leg, strait or country"),
        as_if_built=known_ids(as_if_built, buildable, "leg, branch or status"),
    )


class _Reader:
    """Reads one field after another and keeps a note of what it could not use."""

    def __init__(self, parameters: Mapping[str, str], catalog: Catalog) -> None:
        self.parameters = parameters
        self.catalog = catalog
        self.notes: list[str] = []

    def ids(
        self, name: str, known: Collection[str], default: frozenset[str], what: str
    ) -> frozenset[str]:
        """Return the known ids of a parameter, the default when it is absent."""
        text = self.parameters.get(name)
        if text is None:
            return default
        if text in ("", _NONE):
            return frozenset()
        given = [part for part in text.split(",") if part]
        self._unknown(what, [part for part in given if part not in known])
        found = frozenset(part for part in given if part in known)
        return found or default

    def statuses(self, default: frozenset[Status]) -> frozenset[Status]:
        """Return the statuses of the parameter `st`."""
        wanted = self.ids("st", list(Status), frozenset(map(str, default)), "status")
        return frozenset(Status(name) for name in wanted)

    def day(self, name: str) -> date | None:
        """Return a day, or `None` for the day the data end."""
        text = self.parameters.get(name)
        if not text:
            return None
        try:
            day = date.fromisoformat(text)
        except ValueError:
            said = f"{_quoted(text)} is no date (YYYY-MM-DD)"
            self._note(f"{said}; the day the data end stands instead.")
            return None
        if day >= self.catalog.data_end:
            if day > self.catalog.data_end:
                self._note(f"The data end on {self.catalog.data_end}; {day} cannot be shown.")
            return None
        return day

    def against(self, name: str) -> str:
        """Return what is compared with; whether a day lies before the other is not asked here."""
        text = self.parameters.get(name, "")
        if not text or text in set(Ago) or _EDITION.fullmatch(text):
            return text
        try:
            if _DAY.fullmatch(text):
                return date.fromisoformat(text).isoformat()
        except ValueError:
            pass
        words = ", ".join(Ago)
        self._note(
            f"{_quoted(text)} is nothing to compare with (a day as YYYY-MM-DD, {words}, or an "
            "edition); one day is shown."
        )
        return ""

    def focus(self, name: str) -> Focus | None:
        """Return what the panels are about."""
        text = self.parameters.get(name)
        if not text:
            return None
        kind, _, subject_id = text.partition(":")
        if kind in set(SubjectKind) and self._exists(SubjectKind(kind), subject_id):
            return Focus(SubjectKind(kind), subject_id)
        self._note(f"There is nothing called {_quoted(text)} to show; nothing is picked.")
        return None

    def journey(self) -> Journey | None:
        """Return the way asked for; both ends must be nodes."""
        ends = [self.parameters.get(name, "") for name in ("from", "to")]
        if not any(ends):
            return None
        for unknown in (end for end in ends if end not in self.catalog.nodes):
            self._note(f"There is no place called {_quoted(unknown)}; no way was looked for.")
            return None
        objective = self._word("by", Objective, Objective.TIME)
        basis = self._word("per", Basis, Basis.TONNE)
        if basis is Basis.ANY:
            basis = Basis.TONNE
        return Journey(ends[0], ends[1], objective, basis)

    def _word(self, name: str, words: type[_Word], default: _Word) -> _Word:
        text = self.parameters.get(name)
        if not text:
            return default
        try:
            return words(text)
        except ValueError:
            self._note(f"{_quoted(text)} is none of {', '.join(words)}; {default} stands instead.")
            return default

    def pinned(self, name: str) -> tuple[str, ...]:
        """Return the pinned claims and events that exist, in the reader's order."""
        given = [part for part in self.parameters.get(name, "").split(",") if part]
        known = {*self.catalog.claims, *self.catalog.events}
        self._unknown("claim or event", [part for part in given if part not in known])
        return tuple(dict.fromkeys(part for part in given if part in known))

    def overlays(self, name: str) -> None:
        """Note the overlays that a link was made with and that are not open here."""
        given = [part for part in self.parameters.get(name, "").split(",") if part]
        there = {one.digest[:_DIGITS_OF_HASH] for one in self.catalog.added}
        for missing in [part for part in given if part not in there][:_MOST_NAMED]:
            said = f"The link was made with an overlay that is not open here ({_quoted(missing)})"
            self._note(
                f"{said}. Add its file under Your data, or ask its sender; the rest is shown."
            )

    def _exists(self, kind: SubjectKind, subject_id: str) -> bool:
        catalog = self.catalog
        named: dict[SubjectKind, Collection[str]] = {
            SubjectKind.CORRIDOR: catalog.corridors,
            SubjectKind.BRANCH: catalog.branches,
            SubjectKind.LEG: catalog.legs,
            SubjectKind.NODE: catalog.nodes,
            SubjectKind.STRAIT: catalog.straits,
        }
        if kind in named:
            return subject_id in named[kind]
        claims, events = catalog.claims.values(), catalog.events.values()
        subjects = [claim.subject for claim in claims]
        subjects += [event.subject for event in events]
        return (kind, subject_id) in subjects

    def _unknown(self, what: str, given: Sequence[str]) -> None:
        """Note the first ids of a field that are not known, and how many more there are."""
        for unknown in given[:_MOST_NAMED]:
            self._note(f"There is no {what} called {_quoted(unknown)}; it was left out.")
        if len(given) > _MOST_NAMED:
            more = len(given) - _MOST_NAMED
            self._note(f"And {more:,} more that are no {what}; they were left out.")

    def _note(self, text: str) -> None:
        self.notes.append(text)


def _quoted(text: str) -> str:
    """Return the beginning of what a link says, as a note quotes it."""
    return repr(clean(text, longest=60))


def _in_order(ids: Collection[str], order: Iterable[str]) -> list[str]:
    return [name for name in order if name in ids]


def _joined(ids: Iterable[str]) -> str:
    return ",".join(ids)
