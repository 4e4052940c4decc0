"""The library on a drawn world: tables with their geometry and sources, ways, errors."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import altair as alt
import folium
import pytest
from matplotlib.figure import Figure
from shapely import LineString, Point

import trade_corridors as tc
from geo.formats.link import parameters_of, selection_of
from geo.records.catalog import read_catalog
from tests.worlds import write_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the drawn world."""
    return write_world(tmp_path_factory.mktemp("library") / "world")


@pytest.fixture
def data(world: Path) -> tc.Dataset:
    """Return the drawn world opened."""
    return tc.open(world)


def test_what_is_promised_is_there_and_nothing_else_is_said() -> None:
    assert dir(tc) == ["CorridorError", "Dataset", "open"]
    assert all(getattr(tc, name) for name in tc.__all__)
    with pytest.raises(AttributeError, match="no attribute 'catalog'"):
        tc.catalog  # noqa: B018


@pytest.mark.slow
def test_the_import_costs_nothing_and_knows_no_streamlit() -> None:
    asked = (
        "import sys, trade_corridors as tc\n"
        "heavy = {'geopandas', 'folium', 'matplotlib', 'altair', 'pandas'} & set(sys.modules)\n"
        "data = tc.open(); data.legs(); data.map(); data.figure(); data.chart()\n"
        "data.routes('Herat', 'Mersin'); data.changes('2026-06-01')\n"
        "print(sorted(heavy), 'streamlit' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "[] False\n"


def test_a_folder_is_opened_on_its_last_day(data: tc.Dataset, world: Path) -> None:
    catalog = read_catalog(world)
    assert data.as_of == data.data_end == date(2024, 12, 31)
    assert data.data_hash == catalog.data_hash
    assert repr(data) == "<Dataset: 2 corridors on 2024-12-31, edition none>"


def test_legs_are_lines_with_units_and_sources(data: tc.Dataset) -> None:
    legs = data.legs()
    assert str(legs.crs) == "EPSG:4326"
    assert set(legs.geom_type) == {"LineString"}
    first = legs.set_index("leg_id").loc["leg_a"]
    assert first.geometry == (LineString(read_line(data, "leg_a")))
    assert first.length_km == data._catalog.legs["leg_a"].length_km
    assert first.status_source_id in set(data._catalog.sources)
    assert all(first.citations)


def read_line(data: tc.Dataset, leg_id: str) -> list[tuple[float, float]]:
    """Return a leg's alignment as it is in the data."""
    return [(lon, lat) for lon, lat in data._catalog.legs[leg_id].alignment]


def test_places_are_points_and_claims_carry_speaker_and_source(data: tc.Dataset) -> None:
    places = data.places().set_index("node_id")
    name, node = next(iter(data._catalog.nodes.items()))
    assert places.loc[name].geometry == Point(node.lonlat)
    claims = data.claims()
    assert len(claims) == 5
    assert set(claims.source_id) <= set(data.sources().source_id)
    assert claims.source.str.len().min() > 10


def test_an_earlier_day_knows_less(data: tc.Dataset) -> None:
    days = sorted(data.claims().said_on.dropna())
    early = data.claims(as_of=days[0])
    assert 0 < len(early) < len(data.claims())
    assert (early.said_on.dropna() <= days[0]).all()


def test_closures_lie_where_they_shut(data: tc.Dataset) -> None:
    shut = data.closures(as_of="2023-02-01").set_index("closure_id")
    assert list(shut.index) == ["c_shut"]
    assert shut.loc["c_shut"].geometry == Point(data._catalog.nodes["c"].lonlat)
    assert data.closures(as_of="2022-06-01").empty


def test_disagreements_name_every_speaker_and_at_most_one_is_shown(data: tc.Dataset) -> None:
    told = data.disagreements()
    assert len(told) >= 2
    for _, group in told.groupby("disagreement"):
        assert len(group) >= 2
        assert group.shown.sum() <= 1
        assert group.spread.nunique() == 1


def test_a_selection_narrows_everything(data: tc.Dataset) -> None:
    name = next(iter(data._catalog.corridors))
    one = data.select(corridors=[name])
    assert {tuple(row) for row in one.legs().corridors} == {(name,)}
    branch = data._catalog.corridors[name].branch_ids[0]
    legs = set(data.select(branches=[branch]).legs().leg_id)
    assert legs == set(data._catalog.branches[branch].leg_ids) & set(one.legs().leg_id)
    assert len(data.select(statuses=["operating"]).legs()) < len(data.legs())


def test_a_link_is_read_and_written(data: tc.Dataset) -> None:
    asked = data.select(as_of="2022-06-01").suppose(closed=["b"])
    link = asked.link("http://map.example/?x=1")
    assert link.startswith("http://map.example/?")
    selection, notes = selection_of(parameters_of(link), data._catalog)
    assert (selection, notes) == (asked._selection, ())
    assert data.select(link=link)._selection == asked._selection


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda data: data.select(corridors=["mian"]), "no corridor called 'mian'"),
        (lambda data: data.select(as_of="2030-01-01"), "The data end on 2024-12-31"),
        (lambda data: data.select(as_of="yesterday"), "'yesterday' is no day"),
        (lambda data: data.select(statuses=["open"]), "no status called 'open'"),
        (lambda data: data.select(link="?c=nowhere"), "The link is not understood"),
        (lambda data: data.suppose(closed=["atlantis"]), "no place, leg, strait or country"),
        (lambda data: data.routes("a", "nowhere"), "nowhere"),
        (lambda data: data.routes("a", "b", objective="beauty"), "'beauty' is none of"),
        (lambda data: data.figure(size="a0"), "'a0' is none of"),
        (lambda data: data.chart("pie"), "no chart 'pie'"),
        (lambda data: data.export("out.xyz"), "says no format"),
        (lambda data: tc.open(edition="1999.01.1"), "no edition '1999.01.1'"),
        (lambda data: tc.open("x", edition="y"), "not both"),
    ],
)
def test_what_cannot_be_is_the_projects_own_error(data: tc.Dataset, ask: object, said: str) -> None:
    assert callable(ask)
    with pytest.raises(tc.CorridorError, match=said):
        ask(data)


def test_a_map_of_folium_asks_nothing_of_anybody(data: tc.Dataset) -> None:
    shown = data.map()
    assert isinstance(shown, folium.Map)
    page = shown.get_root().render()
    assert 'src="data:text/javascript;base64,' in page
    assert 'src="http' not in page
    assert 'href="http' not in page
    assert "jquery" not in page


def test_a_figure_and_charts_are_those_of_their_libraries(data: tc.Dataset) -> None:
    assert isinstance(data.figure(title="Mine"), Figure)
    chart = data.chart("promises")
    assert isinstance(chart, alt.TopLevelMixin)
    assert chart.to_dict()["width"] == 560


def test_a_look_goes_into_files_and_links(data: tc.Dataset, tmp_path: Path) -> None:
    russian = data.look(language="ru", light=True)
    assert russian.link("http://map.example/").endswith("lang=ru&relief=off")
    assert data.select(link=russian.link()).link() == russian.link()
    assert russian.look().link() == data.link()
    (made,) = russian.export(tmp_path / "out.html")
    assert "lang=ru\\u0026relief=off" in made.read_text(encoding="utf-8")
    texts = [text.get_text() for ax in russian.figure().axes for text in ax.texts]
    assert any(text.endswith("*") for text in texts)
    with pytest.raises(tc.CorridorError, match="'fa' is none of en, ru, local"):
        data.look(language="fa")


def test_files_are_those_of_the_command(data: tc.Dataset, tmp_path: Path) -> None:
    (made,) = data.export(tmp_path / "out.geojson")
    assert made.read_bytes().startswith(b'{"type":"FeatureCollection"')
    with pytest.raises(tc.CorridorError, match="is there already"):
        data.export(tmp_path / "out.geojson")
    several = data.export(tmp_path / "several", formats="csv,kml")
    assert {path.suffix for path in several} == {".csv", ".kml"}


def test_routes_have_three_figures_and_a_line(data: tc.Dataset) -> None:
    ways = (
        data.routes("alpha", "delta")
        if "delta" in data._catalog.nodes
        else data.routes(*list(data._catalog.nodes)[:2])
    )
    assert str(ways.crs) == "EPSG:4326"
    assert (ways.hours_low <= ways.hours_central).all()
    assert (ways.hours_central <= ways.hours_high).all()
    assert set(ways.geom_type) == {"MultiLineString"}


def test_changes_are_told_in_the_order_of_weight(data: tc.Dataset) -> None:
    told = data.changes(since="2020-01-01")
    assert list(told.columns[:4]) == ["id", "kind", "nature", "day"]
    assert len(told) > 3


@pytest.mark.slow
def test_opening_the_shipped_data_again_is_quick_enough_to_do_often() -> None:
    tc.open()
    begun = time.process_time()
    tc.open()
    # A second is the bar on a quiet machine; this only tells minutes from moments.
    assert time.process_time() - begun < 5
