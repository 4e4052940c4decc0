"""The seven questions a program can ask, by their names and arguments as texts and numbers.

What belongs here: what each is called and what its arguments mean, once, for the command and for
assistants: both read names, types and docstrings from here. What does not: answering
(`layers/answers/asked.py` and its neighbours).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from geo.errors import CorridorError
from geo.formats.link import scenario_named
from geo.model.choice import Basis, Objective
from geo.network.route import Query
from geo.network.whatif import ends_of
from geo.records.catalog import Catalog
from geo.state.select import day_in_data
from layers.answers import asked
from layers.answers.records import Record
from layers.answers.verify import Figure, verify
from layers.answers.ways import ways

NAMES = (
    "find",
    "figures",
    "what_is_shut",
    "ways_between",
    "what_changed",
    "sources_of",
    "verify_figure",
)
# Longer texts are nobody's name of a place.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions, put to one catalog; each returns plain values for JSON.

    A day is an ISO text like 2026-04-20; without one it is the day the data end. What cannot be
    answered is a `CorridorError` of one sentence.
    """

    catalog: Catalog

    def find(self, name: str) -> Record:
        """Find a corridor, branch, leg, place, strait or country by any name people use.

        Ask this first where the id of a subject is not known. Names in Persian, Russian and other
        spellings are found as well.
        """
        return asked.find(self.catalog, _short(name), self.catalog.data_end)

    def figures(self, subject: str, metric: str = "", as_of: str = "") -> Record:
        """Return what had been said in numbers about a subject by a day.

        A subject is a name, an id, or kind:id such as corridor:instc. Every figure has its claim
        id, speaker, day, kind, period, range, and whoever disagrees. Metrics are for instance
        freight_volume, length, cost, exports, transit_time.
        """
        on = self._day(as_of)
        return asked.figures(self.catalog, _short(subject), on, metric=metric)

    def what_is_shut(self, subject: str = "", as_of: str = "") -> Record:
        """Return which crossings, lines, straits or ports were shut on a day, for whom, since when.

        Without a subject everything in force; with one only what shuts it or a part of it.
        """
        return asked.shut(self.catalog, self._day(as_of), subject=_short(subject))

    def ways_between(
        self,
        start: str,
        end: str,
        as_of: str = "",
        objective: Literal["distance", "time", "cost", "transfers", "borders"] = "time",
        closed: tuple[str, ...] = (),
    ) -> Record:
        """Return up to five ways between two places over what was open on a day.

        Length, time and cost as low, central and high figures; `closed` are ids of places, legs,
        straits or countries supposed shut besides.
        """
        from_id, to_id = ends_of(self.catalog, _short(start), _short(end))
        query = Query(
            from_id=from_id,
            to_id=to_id,
            on=self._day(as_of),
            objective=Objective(objective),
            scenario=scenario_named(self.catalog, closed, opened=(), as_if_built=()),
            basis=Basis.TONNE,
        )
        return ways(self.catalog, query)

    def what_changed(self, since: str, as_of: str = "") -> Record:
        """Return what happened or became known between two days, the weightiest first."""
        return asked.changed(self.catalog, self._day(since), self._day(as_of))

    def sources_of(self, record_id: str, as_of: str = "") -> Record:
        """Return the sources behind a claim, event, closure, leg, place or source, by its id."""
        return asked.sources(self.catalog, _short(record_id), self._day(as_of))

    def verify_figure(
        self,
        value: float,
        unit: str,
        subject: str,
        metric: str = "",
        year: int = 0,
        as_of: str = "",
    ) -> Record:
        """Say whether a number is supported, contested, superseded, or not in the ledger.

        `unit` as people write it: t, Mt, million t, km, TEU, million USD. `year` is of the period
        the number is about. The claims that the verdict rests on are in the answer.
        """
        figure = Figure(value, unit, _short(subject), metric=metric, year=year or None)
        return verify(self.catalog, figure, self._day(as_of))

    def _day(self, text: str) -> date:
        """Return a day of the data; of an empty text their end."""
        return day_in_data(self.catalog, text or None) or self.catalog.data_end


def _short(text: str) -> str:
    """Return a text that can be a name.

    Raises
    ------
    CorridorError
        If it is too long for one.
    """
    if len(text) > _LONGEST:
        raise CorridorError(f"That is no name: it has {len(text):,} letters.")
    return text
