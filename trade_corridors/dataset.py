"""The data opened, narrowed to what is asked, and everything that is made of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from geo.clean import clean
from geo.errors import CorridorError, ExportError
from geo.formats.extract import Extract, extract_of
from geo.formats.link import parameters_of, query_text, scenario_named, selection_of
from geo.model.choice import Basis, Objective, Selection
from geo.model.states import Status
from geo.records.catalog import Catalog
from geo.spelling import known_ids
from geo.state.select import as_of_date, day_in_data

if TYPE_CHECKING:
    import altair as alt
    import folium
    import geopandas as gpd
    import pandas as pd
    from matplotlib.figure import Figure

    from layers.scene.request import FigureRequest

_Word = TypeVar("_Word", bound=StrEnum)
Day = str | date | None
"""A day: an ISO text like `2026-04-20`, or a date. `None` stands for the day the data end."""


def open(  # noqa: A001  # read as `trade_corridors.open`
    data: str | Path | None = None,
    *,
    own: Iterable[str | Path] = (),
    edition: str | Path | None = None,
) -> Dataset:
    """Open the data.

    Parameters
    ----------
    data
        A folder laid out like the data that come with the package, which are the default (an
        edition that `corridors data use` has chosen comes before them), or the address of a
        team's store, `postgresql://name@host/database`.
    own
        Your own data beside them: folders, zips or workbooks of the same tables, or files of lines.
    edition
        Instead of `data`, the id of an installed edition, or the path of an edition's file.

    Returns
    -------
    Dataset
        All corridors with all their branches, on the day the data end.

    Raises
    ------
    CorridorError
        If the data or an overlay cannot be read or have faults; each is named with its place.

    Examples
    --------
    >>> import trade_corridors as tc
    >>> tc.open()
    <Dataset: 4 corridors on 2026-07-05, edition 2026.07.2>
    """
    catalog = _catalog_of(data, [Path(one) for one in own], edition)
    return Dataset(catalog, Selection(corridors=frozenset(catalog.corridors)))


@dataclass(frozen=True, repr=False)
class Dataset:
    """What the data say of some corridors on a day. Made by `open`; it never changes.

    Every table has its sources beside the figures: an id, the citation, the address. Nothing that
    was known only after the day is in it, promised dates and plans excepted.
    """

    _catalog: Catalog
    _selection: Selection

    def __repr__(self) -> str:
        """Say how much is open, of which day and which edition."""
        count = len(self._selection.corridors)
        named = f"{count} corridor{'' if count == 1 else 's'} on {self.as_of}"
        return f"<Dataset: {named}, edition {self.edition or 'none'}>"

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
    ) -> Dataset:
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
        selection = self._selection if link is None else self._linked(link)
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
        return replace(self, _selection=selection)

    def _linked(self, link: str) -> Selection:
        selection, notes = selection_of(parameters_of(link), self._catalog)
        if notes:
            raise CorridorError(f"The link is not understood: {notes[0]}")
        return selection

    def suppose(
        self,
        *,
        closed: Collection[str] = (),
        opened: Collection[str] = (),
        as_if_built: Collection[str] = (),
    ) -> Dataset:
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

    def legs(self, as_of: Day = None) -> gpd.GeoDataFrame:
        """Return the stretches drawn, each as it was on the day, with its alignment (EPSG:4326).

        Lengths are km, gauges mm. `status` and `condition` say what a leg was and whether it was
        shut; `last_confirmed` and `confirmed_by` who saw it so; `doubted_for` why to doubt it;
        `off_by_km` how far the drawn line may lie off.

        Examples
        --------
        >>> import trade_corridors as tc
        >>> legs = tc.open().legs(as_of="2026-04-20")
        >>> legs[["leg_id", "mode", "length_km", "status"]].columns.tolist()
        ['leg_id', 'mode', 'length_km', 'status']
        """
        from trade_corridors.frames import legs_frame

        return legs_frame(self._extract(as_of))

    def places(self, as_of: Day = None) -> gpd.GeoDataFrame:
        """Return ports, crossings, stations and cities as points (EPSG:4326)."""
        from trade_corridors.frames import places_frame

        return places_frame(self._extract(as_of))

    def closures(self, as_of: Day = None) -> gpd.GeoDataFrame:
        """Return what was shut on the day, for whom and since when, with what it shut (EPSG:4326).

        Examples
        --------
        >>> import trade_corridors as tc
        >>> shut = tc.open().closures(as_of="2026-04-20")
        >>> "cl_pakistan_afghanistan" in set(shut.closure_id)
        True
        """
        from trade_corridors.frames import closures_frame

        return closures_frame(self._catalog, self._extract(as_of))

    def claims(self, as_of: Day = None) -> pd.DataFrame:
        """Return every figure said by the day: value or range, unit, period, kind, who, source."""
        return self._listed("claims", as_of)

    def events(self, as_of: Day = None) -> pd.DataFrame:
        """Return what happened and what was promised, each with its source."""
        return self._listed("events", as_of)

    def sources(self, as_of: Day = None) -> pd.DataFrame:
        """Return the sources of what is selected; `written_later` marks those after the day."""
        return self._listed("sources", as_of)

    def disagreements(self, as_of: Day = None) -> pd.DataFrame:
        """Return the figures on which sources differ by more than 2 %, one row a claim.

        `disagreement` numbers the figures, the widest first; `low`, `high` and `spread` are of the
        like claims, `shown` marks the one preferred.

        Examples
        --------
        >>> import trade_corridors as tc
        >>> told = tc.open().disagreements()
        >>> bool((told.spread.diff().dropna() <= 0).all())
        True
        """
        from trade_corridors.frames import disagreements_frame

        return disagreements_frame(self._catalog, self._extract(as_of).ledger)

    def routes(
        self,
        start: str,
        end: str,
        *,
        objective: str = "time",
        per: str = "tonne",
    ) -> gpd.GeoDataFrame:
        """Return up to five ways between two places on the day, the best first (EPSG:4326).

        Parameters
        ----------
        start, end
            Places, in any spelling.
        objective
            What the best way has least of: `distance`, `time`, `cost`, `transfers` or `borders`.
        per
            What money is counted for: `tonne` or `TEU`.

        Returns
        -------
        GeoDataFrame
            Lengths in km, `hours_…` and `usd_…` as low, central and high figures. The usual ways by
            sea stand below with their `yardstick`. `attrs["shut"]` names a better way that is shut.

        Raises
        ------
        CorridorError
            If a place or id is unknown, or no way leads there; what cuts it is named.

        Examples
        --------
        >>> import trade_corridors as tc
        >>> ways = tc.open().suppose(closed=["hormuz"]).routes("Herat", "Mersin")
        >>> bool((ways.hours_low <= ways.hours_high).all())
        True
        """
        from geo.network.route import Query
        from geo.network.whatif import ends_of, routes_of
        from trade_corridors.frames import routes_frame

        query = Query(
            *ends_of(self._catalog, start, end),
            on=self.as_of,
            objective=_word(Objective, objective),
            scenario=self._selection.scenario,
            basis=_word(Basis, per),
        )
        return routes_frame(self._catalog, routes_of(self._catalog, query))

    def changes(self, since: Day) -> pd.DataFrame:
        """Return what differs between an earlier day and the day of this, the weightiest first.

        Each with what it was before and after, its day, its source, and whether it happened since
        or was only learned.
        """
        from geo.changes.account import changes_between
        from geo.changes.kinds import Moment
        from trade_corridors.frames import changes_frame

        day = day_in_data(self._catalog, since) or self.data_end
        account = changes_between(Moment(self._catalog, day), Moment(self._catalog, self.as_of))
        return changes_frame(account)

    def map(self) -> folium.Map:
        """Return a Folium map of what is selected; in a notebook it shows itself, without network.

        Examples
        --------
        >>> import trade_corridors as tc
        >>> shown = tc.open().select(corridors=["herat_hub"]).map()
        >>> "https://" in shown.get_root().script.render()
        False
        """
        from layers.screen.notebook import notebook_map_of

        return notebook_map_of(self._catalog, self._selection)

    def figure(self, *, title: str = "", size: str = "a4_landscape") -> Figure:
        """Return the map page for print as a matplotlib figure.

        Parameters
        ----------
        title
            Instead of the corridors' names.
        size
            `a4_landscape`, `a4_portrait`, `a3_landscape`, `slide` or `phone`.

        Raises
        ------
        CorridorError
            If nothing of what is selected existed on the day, or there is no such size.
        """
        from layers.pack.asked import refuse_nothing
        from layers.pens.paper import page_of
        from layers.scene.page import map_page

        request = self._request(title, size)
        refuse_nothing(self._catalog, request)
        return page_of(map_page(self._catalog, request))

    def chart(self, what: str = "volumes", *, corridor: str | None = None) -> alt.TopLevelMixin:
        """Return a chart as Altair's.

        Parameters
        ----------
        what
            `volumes`, what a corridor carries a year; `trade`, between countries; or `promises`,
            what was promised for when and what came of it.
        corridor
            Whose volumes; the first selected by default.

        Raises
        ------
        CorridorError
            If there is no such chart or corridor, or nothing had been said by the day.
        """
        from layers.screen.charts.single import single_chart

        if corridor is not None:
            known_ids([corridor], self._catalog.corridors, "corridor")
        return single_chart(self._catalog, self._selection, what, corridor)

    def export(
        self,
        path: str | Path,
        *,
        formats: str = "",
        title: str = "",
        size: str = "a4_landscape",
        replace_files: bool = False,
    ) -> list[Path]:
        """Write files to hand over, as the page and the command do.

        Parameters
        ----------
        path
            A file for one format, whose ending may name it; a folder for several.
        formats
            Their names with commas between, as `png,pdf,pptx,brief,html,gpkg,xlsx,csv`, or `all`.
        title, size
            As of `figure`.
        replace_files
            Whether what is there may be replaced.

        Returns
        -------
        list of Path
            The files written.

        Raises
        ------
        CorridorError
            If something cannot be made or written; then nothing is left half done.
        """
        from layers.pack.briefing import PackRequest, pack_of
        from layers.pack.files import format_of_path, formats_of, save_files

        out = Path(path)
        meant = format_of_path(out)
        if not formats and meant is None:
            raise ExportError(f"{out} says no format; let it end in .png or the like, or name one.")
        kinds = formats_of(formats) if formats else (meant,) if meant else ()
        pack = pack_of(self._catalog, PackRequest(self._request(title, size), kinds))
        return save_files(pack.files, out, force=replace_files)

    def link(self, address: str = "") -> str:
        """Return the query that shows this on the page, after the page's address if given."""
        return address.partition("?")[0] + query_text(self._selection, self._catalog)

    def _listed(self, name: str, as_of: Day) -> pd.DataFrame:
        from trade_corridors.frames import listed

        return listed(self._extract(as_of), name)

    def _extract(self, as_of: Day) -> Extract:
        data = self if as_of is None else self.select(as_of=as_of)
        return extract_of(data._catalog, data._selection)

    def _with_branches(self, selection: Selection, branches: Collection[str]) -> Selection:
        wanted = known_ids(branches, self._catalog.branches, "branch")
        owners = frozenset(self._catalog.branches[name].corridor_id for name in wanted)
        hidden = frozenset(self._catalog.branches) - wanted
        return replace(selection, corridors=owners, hidden_branches=hidden)

    def _request(self, title: str, size: str) -> FigureRequest:
        from layers.scene.request import FigureRequest
        from layers.scene.sheet import PageSize

        return FigureRequest(
            selection=self._selection,
            title=clean(title),
            subtitle="",
            made_on=date.today(),
            size=_word(PageSize, size),
        )


def _word(words: type[_Word], text: str) -> _Word:
    """Return one of a closed list of words.

    Raises
    ------
    CorridorError
        If it is none of them.
    """
    try:
        return words(text)
    except ValueError:
        raise CorridorError(f"{text!r} is none of {', '.join(words)}.") from None


def _catalog_of(data: str | Path | None, own: list[Path], edition: str | Path | None) -> Catalog:
    from geo.editions.packed import unpacked_edition
    from geo.editions.shelf import folder_in_use, user_shelf
    from geo.own.paths import catalog_with
    from geo.records.readers import regular_content
    from geo.store.reading import reader_at

    if edition is None:
        return catalog_with(own, data=reader_at(str(data or folder_in_use() or "")))
    if data is not None:
        raise CorridorError("Name a folder or an edition, not both.")
    shelf = user_shelf()
    installed = [one for one in shelf.editions() if str(edition) in (one.edition_id, one.name)]
    if installed:
        return catalog_with(own, data=shelf.folder_of(installed[0]))
    if not Path(edition).is_file():
        raise CorridorError(f"There is no edition {str(edition)!r}, neither installed nor a file.")
    if own:
        raise CorridorError("Install the edition to open your own data beside it.")
    return unpacked_edition(regular_content(Path(edition))).catalog()
