"""Everything that is made of the data: tables, ways, changes, maps, pages, charts and files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from geo.clean import clean
from geo.errors import CorridorError, ExportError
from geo.formats.extract import Extract, extract_of
from geo.model.choice import Basis, Objective
from geo.spelling import known_ids
from geo.state.select import day_in_data
from trade_corridors.narrowed import Day, Narrowed

if TYPE_CHECKING:
    import altair as alt
    import folium
    import geopandas as gpd
    import pandas as pd
    from matplotlib.figure import Figure

    from layers.scene.request import FigureRequest

_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True, repr=False)
class Dataset(Narrowed):
    """What the data say of some corridors on a day. Made by `open`; it never changes.

    Every table has its sources beside the figures: an id, the citation, the address. Nothing that
    was known only after the day is in it, promised dates and plans excepted.
    """

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
        from layers.pack.asked import PackRequest
        from layers.pack.briefing import pack_of
        from layers.pack.files import format_of_path, formats_of, save_files

        out = Path(path)
        meant = format_of_path(out)
        if not formats and meant is None:
            raise ExportError(f"{out} says no format; let it end in .png or the like, or name one.")
        kinds = formats_of(formats) if formats else (meant,) if meant else ()
        pack = pack_of(self._catalog, PackRequest(self._request(title, size), kinds))
        return save_files(pack.files, out, force=replace_files)

    def _listed(self, name: str, as_of: Day) -> pd.DataFrame:
        from trade_corridors.frames import listed

        return listed(self._extract(as_of), name)

    def _extract(self, as_of: Day) -> Extract:
        data = self if as_of is None else self.select(as_of=as_of)
        return extract_of(data._catalog, data._selection)

    def _request(self, title: str, size: str) -> FigureRequest:
        from geo.changes.against import compared_day
        from layers.scene.request import FigureRequest
        from layers.scene.sheet import PageSize

        return FigureRequest(
            selection=self._selection,
            title=clean(title),
            subtitle="",
            made_on=date.today(),
            size=_word(PageSize, size),
            since=compared_day(self._catalog, self._selection),
            language=self._language,
            light=self._light,
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
