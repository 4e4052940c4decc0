"""The page run without a browser: what each choice shows, and that nothing ever throws."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.formats.link import parameters_of
from geo.model.choice import Scenario
from page.choose import View
from tests.assumed import ASSUMPTIONS
from tests.corridors import CORRIDORS
from tests.worlds import write_world

APP = Path(__file__).resolve().parent.parent / "app.py"

Opener = Callable[..., AppTest]


@pytest.fixture
def open_app(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Opener:
    """Run the page on the tiny world, or on the shipped data."""

    def opened(folder: Path | None = None, *, shipped: bool = False, **query: str) -> AppTest:
        if not shipped:
            world = tmp_path / "world"
            folder = folder or (world if world.exists() else write_world(world))
        monkeypatch.setenv("CORRIDORS_DATA", str(folder or ""))
        app = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return opened


def texts(app: AppTest) -> str:
    """Return everything the page says, raw."""
    kinds = ("markdown", "caption", "info", "error", "warning", "header", "subheader")
    said = [str(getattr(element, "value", "")) for kind in kinds for element in app.get(kind)]
    said += [table.value.to_string() for table in app.table]
    said += [str(element.proto.body) for element in app.get("html")]
    return "\n".join(said)


def chosen(app: AppTest) -> Any:
    return app.session_state["chosen"].selection


def told(app: AppTest) -> dict[str, Any]:
    """Return what the map's part of the page is told."""
    (component,) = app.get("bidi_component")
    found: dict[str, Any] = json.loads(component.proto.json)
    return found


def asked(app: AppTest) -> dict[str, str]:
    """Return the query that the map is told, as parameters."""
    return parameters_of(told(app)["query"])


def do(app: AppTest, query: str, **event: Any) -> AppTest:
    """Let the map report the reader's choice as a query, then run the page."""
    seq = app.session_state["chosen"].seq + 1
    before = told(app)["query"]
    app.session_state["map"] = {"choice": {"seq": seq, "before": before, "query": query, **event}}
    return app.run()


@pytest.mark.slow
def test_opens_with_what_is_on_by_default(open_app: Opener) -> None:
    app = open_app()
    assert not app.exception
    assert chosen(app).corridors == {"north"}
    assert asked(app) == {}
    assert told(app)["day"]["asof"] == "2024-12-31"
    assert "Northern corridor" in texts(app) or "North" in texts(app)


@pytest.mark.slow
@pytest.mark.parametrize("corridor_id", CORRIDORS)
def test_every_shipped_corridor_alone(open_app: Opener, corridor_id: str) -> None:
    app = open_app(shipped=True, c=corridor_id)
    assert not app.exception
    assert chosen(app).corridors == {corridor_id}


@pytest.mark.slow
def test_shipped_default_has_the_three_missions_on(open_app: Opener) -> None:
    app = open_app(shipped=True)
    assert not app.exception
    assert chosen(app).corridors == {"herat_hub", "trans_afghan", "instc"}
    assert not app.error


@pytest.mark.slow
def test_nothing_selected(open_app: Opener) -> None:
    app = open_app(c="none")
    assert not app.exception
    assert chosen(app).corridors == frozenset()
    assert "No corridor is on" in texts(app)


@pytest.mark.slow
def test_bad_link_is_told_field_by_field(open_app: Opener) -> None:
    app = open_app(c="coast,nowhere", asof="2024-02-30", focus="leg:none", st="flying", hide="x")
    assert not app.exception
    # Word joiners keep Markdown from making links of what a reader typed.
    notes = "\n".join(str(info.value) for info in app.info).replace("\u2060", "")
    for part in ("nowhere", "2024-02-30", "leg:none", "flying"):
        assert part in notes
    assert chosen(app).corridors == {"coast"}
    assert asked(app) == {"c": "coast"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "evil", ["<img src=x onerror=alert(1)>", "${alert(1)}", "[x](javascript:1)"]
)
def test_a_link_cannot_put_markup_on_the_page(open_app: Opener, evil: str) -> None:
    app = open_app(c=evil, focus=evil, asof=evil)
    assert not app.exception
    assert evil not in texts(app)
    assert evil not in json.dumps(told(app))


@pytest.mark.slow
@pytest.mark.parametrize(
    "focus", ["leg:leg_b", "node:c", "branch:main", "corridor:coast", "strait:s", "node:hub"]
)
def test_each_kind_of_focus_has_its_sheet(open_app: Opener, focus: str) -> None:
    names = {
        "leg:leg_b": "Beta – Gamma",
        "node:c": "Gamma shut to trade",
        "branch:main": "Alpha – Beta",
        "corridor:coast": "From Beta over the water",
        "strait:s": "Goods from YYY barred",
        "node:hub": "known only to about 25 km",
    }
    app = open_app(focus=focus)
    assert not app.exception
    assert names[focus] in texts(app)
    app.button(key="detail_close").click().run()
    assert chosen(app).focus is None
    assert "focus" not in asked(app)


def test_leg_sheet_names_every_fact(open_app: Opener) -> None:
    said = texts(open_app(focus="leg:leg_b"))
    for part in ("Suspended", "1 February 2024", "Railway", "1435 mm", "112 km", "as published"):
        assert part in said
    assert "drawn through its towns" in said
    assert "First page" in said
    assert (
        "nothing read of it since"
        not in open_app(focus="leg:leg_a", asof="2024-01-01").session_state["chosen"].notes
    )


def test_events_of_the_map_change_the_selection(open_app: Opener) -> None:
    app = open_app()
    do(app, "?c=north,coast&hide=main&asof=2023-02-01&focus=leg:leg_r&z=5&lat=34&lon=62.5&lang=ru")
    assert not app.exception
    selection = chosen(app)
    assert selection.corridors == {"north", "coast"}
    assert selection.hidden_branches == {"main"}
    assert selection.as_of is not None
    assert selection.as_of.isoformat() == "2023-02-01"
    assert app.session_state["chosen"].view == View(5, 34, 62.5, language="ru")
    assert asked(app) == {
        "c": "north,coast",
        "hide": "main",
        "asof": "2023-02-01",
        "focus": "leg:leg_r",
    }
    assert told(app)["seq"] == 1


def test_a_day_the_browser_has_is_not_sent_again(open_app: Opener) -> None:
    app = open_app()
    day = told(app)["day"]
    do(app, "?c=coast", has=day["id"])
    assert told(app)["day"] is None
    assert told(app)["day_id"] == day["id"]
    do(app, "?c=coast&asof=2023-02-01", has=day["id"])
    assert told(app)["day"]["asof"] == "2023-02-01"


def test_a_stale_event_changes_nothing(open_app: Opener) -> None:
    app = open_app()
    do(app, "?c=coast")
    app.session_state["map"] = {"choice": {"seq": 1, "before": None, "query": "?c=north"}}
    app.run()
    assert chosen(app).corridors == {"coast"}


def test_what_a_panel_changed_meanwhile_stays(open_app: Opener) -> None:
    """The map went by an older query than the page's: both changes are kept."""
    app = open_app()
    now = app.session_state["chosen"]
    closed = replace(now.selection, scenario=Scenario(closed=frozenset({"leg_a"})))
    app.session_state["chosen"] = replace(now, selection=closed)
    do(app, "?c=coast", before="?")
    assert chosen(app).corridors == {"coast"}
    assert chosen(app).scenario.closed == {"leg_a"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "event",
    [
        {"query": 3},
        {"query": ["?c=coast"]},
        {"before": 7},
        {"before": None, "query": "?c=%00&asof=&focus=::&x=;;"},
        {"query": "?z=9&lat=nan&lon="},
        {"query": "?z=1e999&lat=0&lon=0"},
        {"has": {"no": "string"}},
        {"seq": "9"},
    ],
)
def test_the_browser_is_not_trusted(open_app: Opener, event: dict[str, Any]) -> None:
    app = open_app()
    do(app, **{"query": "?", **event})
    assert not app.exception
    assert chosen(app).corridors == {"north"}
    assert app.session_state["chosen"].view == View()


def test_ways_are_told_to_the_map_and_can_be_put_away(open_app: Opener, tmp_path: Path) -> None:
    folder = write_world(tmp_path / "ways", {"assumptions": ASSUMPTIONS})
    app = open_app(folder, **{"from": "a", "to": "c", "asof": "2022-06-01", "x": "d,s,ZZZ"})
    assert not app.exception
    ways = told(app)["ways"]
    assert ways["title"] == "Alpha – Gamma"
    found = sorted(way["legs"] for way in ways["ways"])
    assert found == [["leg_a", "leg_b"], ["leg_a", "leg_r"]]
    # What is supposed shut is part of the day: the strait, and Delta and Epsilon, which is in ZZZ.
    day = told(app)["day"]
    assert day["straits"]["s"][-1] == "supposed"
    badges = [day["node_looks"][node[1]][-2] for node in day["nodes"] if node]
    assert badges == ["", "", "", "barred", "barred"]
    do(app, "?asof=2022-06-01&x=d,s,ZZZ")
    assert told(app)["ways"] is None
    assert chosen(app).journey is None


def test_no_way_is_a_reason_and_no_error(open_app: Opener, tmp_path: Path) -> None:
    folder = write_world(tmp_path / "ways", {"assumptions": ASSUMPTIONS})
    app = open_app(folder, **{"from": "a", "to": "c", "x": "b"})
    assert not app.exception
    assert told(app)["ways"]["ways"] == []
    assert told(app)["ways"]["reason"]


def test_back_sends_a_link_that_is_read_like_any_other(open_app: Opener) -> None:
    app = open_app()
    do(app, "?c=coast&asof=2023-02-01")
    do(app, "?c=north,coast&z=5&lat=1&lon=1", before=None)
    assert chosen(app).corridors == {"north", "coast"}
    assert chosen(app).as_of is None


def test_broken_data_names_every_fault_and_no_traceback(open_app: Opener, tmp_path: Path) -> None:
    folder = write_world(tmp_path / "broken")
    status = folder / "leg_status.csv"
    text = status.read_text(encoding="utf-8")
    status.write_text(
        text.replace("leg_a,operating,2000", "leg_a,flying,2000").replace(
            "leg_w,operating,1990", "leg_x,operating,1990"
        ),
        encoding="utf-8",
    )
    nodes = folder / "nodes.geojson"
    nodes.write_text(nodes.read_text(encoding="utf-8").replace('"port"', '"harbour"'), "utf-8")
    app = open_app(folder)
    assert not app.exception
    said = html.unescape(texts(app))
    for part in ("leg_status.csv", "flying", "leg_x", "nodes.geojson", "harbour"):
        assert part in said
    assert "Traceback" not in said
    assert not app.get("bidi_component")
    # Once mended, the next run is the page.
    status.write_text(text, encoding="utf-8")
    nodes.write_text(nodes.read_text(encoding="utf-8").replace('"harbour"', '"port"'), "utf-8")
    app.run()
    assert not app.exception
    assert chosen(app).corridors == {"north"}


def test_a_session_that_begins_under_an_open_page_takes_what_the_map_shows(
    open_app: Opener,
) -> None:
    # Streamlit opens it by the link of long ago; the map goes by what another session told it.
    app = open_app(c="north,coast")
    do(app, "?c=coast", before="?c=coast", seq=2)
    assert told(app)["query"] == "?c=coast"
