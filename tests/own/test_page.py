"""The page's part for a reader's own data: a file in, its line on the map, and nobody else's."""

from __future__ import annotations

import argparse
import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from commands.serve import _settle
from geo.own.drop import dropped_of
from geo.own.save import workbook_to_keep, zip_to_keep
from geo.records.catalog import read_catalog
from page.load import base_tables, load
from tests.own.worlds import SOURCE, csv_bytes, overlay
from tests.test_app import Opener, open_app, texts, told
from tests.worlds import write_world

__all__ = ["open_app"]

LINE = {
    "type": "Feature",
    "properties": {"name": "New line", "status": "open"},
    "geometry": {"type": "LineString", "coordinates": [[0.01, 1], [0.6, 1.5], [1, 2.01]]},
}


def on_own_tab(app: AppTest) -> AppTest:
    app.session_state["panel_tab"] = "Your data"
    return app.run()


def given(app: AppTest, name: str, content: bytes) -> AppTest:
    uploader: Any = app.get("file_uploader")[0]
    uploader.set_value((name, content, "application/octet-stream"))
    return app.run()


def pressed(app: AppTest, label: str) -> AppTest:
    button = next(one for one in app.button if one.label == label)
    button.click()
    return app.run()


def test_a_line_dropped_is_on_the_map_and_in_the_link(open_app: Opener) -> None:
    app = on_own_tab(open_app())
    before = told(app)["files"]["network"]
    app = given(app, "line.geojson", json.dumps(LINE).encode())
    assert not app.exception
    assert "Longitude, latitude" in app.radio[0].options[0]
    app = pressed(app, "Put it on the map")
    assert not app.exception
    after = told(app)
    assert after["files"]["network"] != before
    assert "own=" in after["query"]
    made = app.session_state["own_made"].catalog
    (leg,) = [one for one in made.legs.values() if one.origin != "shipped"]
    assert leg.unsourced
    assert {leg.from_id, leg.to_id} == {"a", "d"}
    assert "unsourced, added by line" in texts(app)


def test_a_line_is_laid_while_its_reader_reads_the_questions(open_app: Opener) -> None:
    app = given(on_own_tab(open_app()), "line.geojson", json.dumps(LINE).encode())
    ((_, (line,)),) = app.session_state["own_read"].lines.shapes
    assert line.geometry.startswith("LINESTRING (0.01 1.0, ")
    # What it is to stand beside is there too.
    base = load()[0]
    assert base_tables(base).data_hash == base.data_hash
    app = pressed(app, "Put it on the map")
    made = app.session_state["own_made"].catalog
    (leg,) = [one for one in made.legs.values() if one.origin != "shipped"]
    assert (leg.from_id, leg.to_id) == (line.from_id, line.to_id)
    assert "own_read" not in app.session_state


@pytest.mark.slow
def test_another_session_sees_nothing_of_it(open_app: Opener) -> None:
    app = on_own_tab(open_app())
    app = pressed(given(app, "line.geojson", json.dumps(LINE).encode()), "Put it on the map")
    query = told(app)["query"]
    other = open_app()
    assert "own=" not in told(other)["query"]
    assert "New line" not in texts(other)
    follows = open_app(own=query.partition("own=")[2].partition("&")[0])
    assert "overlay that is not open here" in texts(follows)


def test_tables_with_a_fault_keep_their_good_rows(open_app: Opener) -> None:
    rows = [
        {
            "subject_kind": "node",
            "subject_id": subject,
            "metric": "freight_volume",
            "value": "7",
            "unit": "t",
            "scope": "all_rail",
            "said_on": "2024",
        }
        for subject in ("b", "nowhere")
    ]
    app = given(on_own_tab(open_app()), "claims.csv", csv_bytes(rows))
    app = pressed(app, "Put it beside the data")
    assert not app.exception
    assert "1 fault; the other rows are used" in texts(app)
    assert "There is no node called" in texts(app)
    claims = app.session_state["own_made"].catalog.claims.values()
    assert [one.subject_id for one in claims if one.origin != "shipped"] == ["b"]
    buttons: list[Any] = list(app.get("download_button"))
    assert any("faults marked" in one.label for one in buttons)
    app = pressed(app, "Take it away")
    assert not app.exception
    assert "own=" not in told(app)["query"]


def test_what_is_no_file_of_lines_is_one_sentence(open_app: Opener) -> None:
    app = given(on_own_tab(open_app()), "x.geojson", b"<VRTDataset></VRTDataset>")
    assert not app.exception
    assert [one.value for one in app.error] != []
    assert "no KML" in app.error[0].value


def test_a_single_figure_is_written_down(open_app: Opener) -> None:
    app = pressed(on_own_tab(open_app()), "Show forms for single records")
    assert next(one for one in app.button if one.label == "Write it down").disabled
    values = {"own_value": "5", "own_on": "2024-05-01", "own_by": "Clerk", "own_source": "Letter"}
    for key, value in values.items():
        app.text_input(key=key).set_value(value)
    app = app.run()
    app = pressed(app, "Write it down")
    assert not app.exception
    # Nothing new is on the map: it flies to what the figure is about, Alpha.
    assert told(app)["look_at"] == [[1.0, 0.0], [1.0, 0.0]]
    claims = app.session_state["own_made"].catalog.claims.values()
    (mine,) = [one for one in claims if one.origin != "shipped"]
    assert (mine.value, mine.said_by) == (5, "Clerk")
    assert app.session_state["own_made"].catalog.sources[mine.source_id].title == "Letter"


def test_what_is_wrong_stands_below_its_field(open_app: Opener) -> None:
    app = pressed(on_own_tab(open_app()), "Show forms for single records")
    app.text_input(key="own_value").set_value("many")
    app.text_input(key="own_on").set_value("soon")
    app = app.run()
    shown: list[Any] = [one for one in app.main if one.type in ("text_input", "warning")]
    after = {
        one.label: shown[at + 1 :][:1] for at, one in enumerate(shown) if one.type != "warning"
    }
    for label, said in (("Number", "'many' is not a number"), ("Said on", "'soon' is not a date")):
        (below,) = next(held for name, held in after.items() if name.startswith(label))
        assert below.type == "warning"
        assert said in unescape(below.value)
    assert not any(
        held and held[0].type == "warning" for name, held in after.items() if name == "Speaker"
    )


def test_a_closure_alone_flies_to_what_it_shuts(open_app: Opener) -> None:
    shut = {"subject_ids": "d", "start": "2024-03-01", "headline": "Shut", "source_id": "letter"}
    app = on_own_tab(open_app())
    tables = {"closures": [shut], "sources": [SOURCE]}
    app = given(app, "shut.zip", zip_to_keep(overlay(tables)))
    app = pressed(app, "Put it beside the data")
    assert not app.exception
    assert told(app)["look_at"] == [[2.0, 1.0], [2.0, 1.0]]


def page_made(data_hash: str) -> bytes:
    told = f"Data as of <b>1 March 2022</b> <p>Data {data_hash}.</p>"
    return f"<!doctype html><html><body>{told}</body></html>".encode()


def test_a_page_made_earlier_says_what_changed_since(open_app: Opener, tmp_path: Path) -> None:
    app = on_own_tab(open_app())
    in_use = read_catalog(tmp_path / "world").data_hash
    app = given(app, "map.html", page_made(in_use))
    assert not app.exception
    told = texts(app)
    assert "since this was made, as of 1 March 2022" in told
    assert "1 figure moved, 2 closures began and 0 ended" in told
    assert "Gamma" in told
    assert "not installed" not in told
    app = given(app, "other.html", page_made("0" * 64))
    assert not app.exception
    assert "not installed here" in texts(app)


def test_somebody_elses_page_is_told_so(open_app: Opener) -> None:
    app = given(on_own_tab(open_app()), "map.html", b"<!DOCTYPE html><html>Hello</html>")
    assert not app.exception
    assert "does not say which day" in app.error[0].value


@pytest.mark.slow
def test_a_path_with_a_colon_stands_beside_the_data(
    open_app: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / "own: mine.geojson", tmp_path / "other.geojson"]
    for path in paths:
        path.write_text(json.dumps(LINE), encoding="utf-8")
    arguments = argparse.Namespace(own=paths, data=None, public_address="")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CORRIDORS_DATA", str(write_world(tmp_path / "data")))
    monkeypatch.setenv("CORRIDORS_OWN", "")
    monkeypatch.setenv("CORRIDORS_PUBLIC_ADDRESS", "")
    _settle(arguments, tmp_path)
    app = open_app(tmp_path / "data")
    assert not app.exception
    assert told(app)["query"].count(",") == 1
    assert "own=" in told(app)["query"]


LONG = ", ".join(f"{n / 1e4:.4f} -{n / 1e4:.4f}" for n in range(9_000))


@pytest.mark.parametrize("which", ["xlsx", "zip"])
@pytest.mark.parametrize("line", ["", f"LINESTRING ({LONG})"], ids=["plain", "long line"])
def test_saved_and_opened_again_it_is_the_same(which: str, line: str, tmp_path: Path) -> None:
    legs = [{"leg_id": "x", "name": "=1+1", "from_id": "a", "to_id": "d", "note": "'-quoted"}]
    one = overlay({"legs": [{**legs[0], "geometry": line}], "sources": [SOURCE]}, prefer_own=True)
    content = workbook_to_keep(one) if which == "xlsx" else zip_to_keep(one)
    again = dropped_of(content, f"else.{which}").overlay
    assert again is not None
    assert again.digest == one.digest
    assert again.prefix == one.prefix
    assert content == (workbook_to_keep(one) if which == "xlsx" else zip_to_keep(one))


DAYS = b"date,portname,n_total,n_tanker\n2023-06-01,Strait of Hormuz,11,5\n"
MAPPED = b"""field,value
date_column,Month
value_column,Tonnes
subject_kind,node
subject_id,b
metric,freight_volume
unit,t
source_title,Monthly report
"""


def test_a_downloaded_series_is_taken_and_a_revised_one_told(open_app: Opener) -> None:
    app = on_own_tab(open_app())
    for number, value in (("1", b"1500"), ("2", b"1700")):
        app = given(app, f"rail{number}.csv", b"Month,Tonnes\n2024-06," + value + b"\n")
        assert app.error  # no places in it; the mapping says what it is
        mapping: Any = app.get("file_uploader")[1]
        mapping.set_value(("mapping.csv", MAPPED, "text/csv"))
        app = app.run()
        if number == "2":
            app.selectbox(key="own_into").set_value("rail1")
        app = pressed(app, "Put its figures beside the data")
        assert not app.exception
        said = "1 figures added, 0 revised" if number == "1" else "before 1500"
        assert said in unescape(" ".join(one.value for one in app.info))
    (mine,) = app.session_state["own"]
    assert [row.cells["value"] for row in mine.rows("claims")] == ["1500", "1700"]
    claims = app.session_state["own_made"].catalog.claims.values()
    assert {one.value for one in claims if one.origin != "shipped"} == {1500, 1700}


def test_transits_are_known_by_their_columns(open_app: Opener) -> None:
    app = given(on_own_tab(open_app()), "Daily.csv", DAYS)
    assert not app.exception
    assert any("imf.org/external/terms.htm" in one.value for one in app.caption)
    assert any(one.label == "Put its figures beside the data" for one in app.button)
