"""The data opened, narrowed to what is asked: corridors, branches, statuses, a day, suppositions.

What is made of them stands in `dataset.py`; how they are opened in `opening.py`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from geo.errors import CorridorError
from geo.formats.link import parameters_of, scenario_named, selection_of
from geo.model.choice import Selection
from geo.model.states import Status
from geo.records.catalog import Catalog
from geo.spelling import known_ids
from geo.state.select import as_of_date, day_in_data

Day = str | date | None
"""A day: an ISO text like `2026-04-20`, or a date. `None` stands for the day the data end."""


@dataclass(frozen=True, repr=False)
class Narrowed:
    """The records, and what of them is selected; never changed, narrowed into another."""

    _catalog: Catalog
    _selection: Selection
    _language: str = ""
    _light: bool = False

    def __repr__(self) -> str:
        """Say how much is open, of which day and which edition."""
        count = len(self._selection.corridors)
        named = f"{count} corridor{'' if count == 1 else 's'} on {self.as_of}"
        return f"<{type(self).__name__}: {named}, edition {self.edition or 'none'}>"

    @property
    def as_of(self) -> date:
        """The day that decides what existed, what was shut and what was known."""
        return as_of_date(self._catalog, self._selection)

    @property
    def data_end(self) -> date:
        """The last day the data speak of."""
        return self._catalog.data_end

    @property
    def edition(self) -> str:
        """The edition of the data; empty for a folder that is none."""
        return self._catalog.edition

    @property
    def data_hash(self) -> str:
        """SHA-256 of all records: equal data have equal hashes."""
        return self._catalog.data_hash

    def select(
        self,
        *,
        corridors: Collection[str] | None = None,
        branches: Collection[str] | None = None,
        statuses: Collection[str] | None = None,
        as_of: Day = None,
        link: str | None = None,
    ) -> Self:
        """Return the same data narrowed; what is not given stays as it is.

        Parameters
        ----------
        corridors, branches
            Their ids; with branches, only those of their corridors.
        statuses
            Of legs, such as `operating` or `construction`.
        as_of
            The day.
        link
            The address of the page, or what follows its `?`; the others change what it says.

        Raises
        ------
        CorridorError
            If an id, a status or a day is not in the data; the nearest is named.

        Examples
        --------
        >>> import trade_corridors as tc
        >>> data = tc.open().select(corridors=["trans_afghan"], as_of="2024-06-30")
        >>> data.as_of
        datetime.date(2024, 6, 30)
        >>> data.select(statuses=["operating"]).legs().status.unique().tolist()
        ['operating']
        """
        shown = self if link is None else self._linked(link)
        selection = shown._selection
        if corridors is not None:
            wanted = known_ids(corridors, self._catalog.corridors, "corridor")
            selection = replace(selection, corridors=wanted)
        if branches is not None:
            selection = self._with_branches(selection, branches)
        if statuses is not None:
            named = known_ids(statuses, [one.value for one in Status], "status")
            selection = replace(selection, statuses=frozenset(map(Status, named)))
        if as_of is not None:
            selection = replace(selection, as_of=day_in_data(self._catalog, as_of))
        return replace(shown, _selection=selection)

    def suppose(
        self,
        *,
        closed: Collection[str] = (),
        opened: Collection[str] = (),
        as_if_built: Collection[str] = (),
    ) -> Self:
        """Return the same data with what is supposed on top of the day.

        Parameters
        ----------
        closed, opened
            Ids of places, legs or straits; alpha-3 codes of countries.
        as_if_built
            Ids of legs or branches, or a status such as `construction`.

        Raises
        ------
        CorridorError
            If an id is not in the data; the nearest is named.

        Examples
        --------
        >>> import trade_corridors as tc
        >>> shut = tc.open().suppose(closed=["hormuz"])
        >>> "hormuz" in shut.link()
        True
        """
        scenario = scenario_named(self._catalog, closed, opened=opened, as_if_built=as_if_built)
        return replace(self, _selection=replace(self._selection, scenario=scenario))

    def look(self, *, language: str = "", light: bool = False) -> Self:
        """Return the same data as figures, files and links are to show them.

        Parameters
        ----------
        language
            Of the names on the map: `local`, `ru` or `en`, which is the default.
        light
            Light ink: pale land without relief.

        Raises
        ------
        CorridorError
            If there is no such language.

        Examples
        --------
        >>> import trade_corridors as tc
        >>> tc.open().look(language="ru").link().endswith("lang=ru")
        True
        """
        from layers.look.languages import LANGUAGES, language_of

        if language and language not in LANGUAGES:
            raise CorridorError(f"{language!r} is none of {', '.join(LANGUAGES)}.")
        return replace(self, _language=language_of(language), _light=light)

    def link(self, address: str = "") -> str:
        """Return the query that shows this on the page, after the page's address if given."""
        from layers.pack.asked import whole_link

        return whole_link(
            self._catalog,
            self._selection,
            address or None,
            language=self._language,
            light=self._light,
        )

    def _linked(self, link: str) -> Self:
        from layers.look.languages import look_in_link

        parameters = parameters_of(link)
        selection, notes = selection_of(parameters, self._catalog)
        if notes:
            raise CorridorError(f"The link is not understood: {notes[0]}")
        language, light = look_in_link(parameters)
        return replace(self, _selection=selection, _language=language, _light=light)

    def _with_branches(self, selection: Selection, branches: Collection[str]) -> Selection:
        wanted = known_ids(branches, self._catalog.branches, "branch")
        owners = frozenset(self._catalog.branches[name].corridor_id for name in wanted)
        hidden = frozenset(self._catalog.branches) - wanted
        return replace(selection, corridors=owners, hidden_branches=hidden)
