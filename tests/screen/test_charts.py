"""Rows of the charts and the specifications made from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import altair as alt
import pytest

from geo.ledger.axes import part_rates
from geo.ledger.highlights import point_rates, statements_of
from geo.ledger.promises import promises_of
from geo.ledger.readings import Ledger, ledger_of
from geo.model.said import ClaimKind, Event, EventKind, EventType, SubjectKind
from geo.records.catalog import Catalog
from geo.records.sums import Sum
from geo.state.select import default_selection
from layers.screen.charts.courses import course_chart
from layers.screen.charts.figures import bars_chart, parts_chart, rate_charts
from layers.screen.charts.looks import DASHES, fills_of
from layers.screen.charts.time import promises_chart, timeline_chart
from layers.words.charts import (
    bar_rows,
    look_of_claim,
    part_rate_rows,
    rate_rows,
    tick_rows,
)
from layers.words.dated import event_rows, promise_rows
from layers.words.sums import part_rows
from tests.ledgers import DATA_END, SOURCES, claim, event, source

YEAR = ("2022", "2022")
NORTH: dict[str, Any] = {"subject_kind": SubjectKind.CORRIDOR, "subject_id": "north"}


@pytest.fixture(scope="module")
def world(catalog: Catalog) -> Catalog:
    """Read the world drawn in tests/worlds.py."""
    return catalog


def ledger(*claims: Any) -> Ledger:
    return ledger_of(claims, [], SOURCES, as_of=DATA_END, data_end=DATA_END)


def contested() -> Ledger:
    """Draw three figures for one year, a plan, and a forecast nobody ranked.

    ::

        2022 measured   14.5 (rank 1)  16 (2)  19 (3)      Mt
        planned         3 Mt a year
        2030 forecast   15-25 | 41                         Mt, none preferred
    """
    measured = [
        claim("a", 14.5e6, period=YEAR, preference=1, preference_reason="ministry", by="A"),
        claim("b", 16e6, period=YEAR, preference=2, by="B"),
        claim("c", 19e6, period=YEAR, preference=3, by="C"),
    ]
    ahead = [
        claim("f", (15e6, 25e6), period=("2030", "2030"), kind=ClaimKind.FORECAST),
        claim("g", 41e6, period=("2030", "2030"), kind=ClaimKind.FORECAST),
    ]
    plan = claim("p", 3e6, metric="throughput", unit="t/yr", kind=ClaimKind.PLAN)
    return ledger(*(replace(made, **NORTH) for made in (*measured, plan, *ahead)))


def test_a_contested_figure_has_a_range_and_a_tick_a_source(world: Catalog) -> None:
    readings = contested().readings()
    rows = bar_rows(world, readings)
    assert [row["look"] for row in rows] == ["measured", "planned", "forecast"]
    first, plan, ahead = rows
    assert (first["value"], first["low"], first["high"]) == (14.5, 14.5, 19)
    assert first["contested"]
    assert first["text"] == "14.5 Mt (14.5–19 Mt)"
    assert first["label"] == "North · 2022 · whole line"
    assert not plan["contested"]
    assert plan["text"] == "3 Mt/yr"
    assert (ahead["value"], ahead["text"]) == (None, "15–41 Mt, none preferred")
    ticks = tick_rows(readings)
    assert [(tick["row"], tick["at"]) for tick in ticks] == [
        (0, 14.5),
        (0, 16),
        (0, 19),
        (2, 15),
        (2, 25),
        (2, 41),
    ]
    assert "A, 1 January 2024 [The Paper]" in ticks[0]["tip"]


def test_counted_said_estimated_and_extrapolated_look_different() -> None:
    looks = {
        look_of_claim(claim("m")),
        look_of_claim(claim("s", kind=ClaimKind.CLAIM)),
        look_of_claim(claim("e", kind=ClaimKind.ESTIMATE)),
        look_of_claim(claim("x", metric="throughput", unit="t/yr", kind=ClaimKind.DERIVED)),
        look_of_claim(claim("p", kind=ClaimKind.PLAN)),
        look_of_claim(claim("f", kind=ClaimKind.FORECAST)),
    }
    assert len(looks) == 6
    drawn = [(fill, tuple(DASHES[look])) for look, fill in fills_of("#123456").items()]
    assert len(set(drawn)) == len(drawn) == 6


def test_part_of_a_year_is_a_rate_that_keeps_the_figure_counted(world: Catalog) -> None:
    held = ledger(claim("q", 9.1e6, period=("2024-01-01", "2024-03-31"), **NORTH))
    (row,) = part_rate_rows(world, part_rates(held.readings()))
    assert row["value"] == pytest.approx(100)
    assert row["text"] == "100 (9.1 Mt in 91 days)"


def test_no_bar_of_a_rate_lies_on_the_frame() -> None:
    """The first and the last bar have room to both sides, however short the time between."""
    rows = [{"start": "2024-01-01", "end": "2024-02-01", "rate": 5.0, "place": "A"}]
    rows[0]["subject_id"] = "a"
    ends = (date(2024, 1, 1), date(2024, 2, 1))
    spec = rate_charts(rows, colours=["#123456"], ends=ends)["a"]
    first, last = (row["start"] for row in spec["datasets"]["ends"])
    assert first < "2024-01-01"
    assert last > "2024-02-01"


def test_a_course_breaks_its_line_where_a_run_ends() -> None:
    rows = [
        {"at": f"{of}-07-01", "run": run, "value": 1.0, "look": "measured", "contested": False}
        for of, run in ((2020, 0), (2021, 0), (2024, 1))
    ]
    ends = (date(2020, 1, 1), date(2024, 12, 31))
    spec = course_chart(rows, title=("A: freight", "by year"), colour="#123456", ends=ends)
    (line,) = [mark for mark in marks_of(spec) if mark["mark"]["type"] == "line"]
    assert line["encoding"]["detail"]["field"] == "run"


def test_an_error_never_looks_measured() -> None:
    assert look_of_claim(claim("e", kind=ClaimKind.ERROR)) == "aside"
    assert look_of_claim(claim("e", metric="length", kind=ClaimKind.ESTIMATE)) == "planned"


def test_rates_keep_the_raw_figure(world: Catalog) -> None:
    node = {"subject_kind": SubjectKind.NODE, "subject_id": "b"}
    weeks = [
        claim("w1", 70_000, period=("2024-04-01", "2024-04-07"), **node),
        claim("w2", 14_000, period=("2024-05-01", "2024-05-07"), **node),
    ]
    catalog = replace(world, claims={made.claim_id: made for made in weeks})
    points = point_rates(statements_of(catalog, default_selection(catalog)))
    sources = {"s1": source("s1", written_later=True)}
    first, _ = rate_rows(catalog, points, sources)
    assert first["said"].endswith("[The Paper, written later]")
    assert (first["place"], first["rate"], first["rate_text"]) == ("Beta", 10_000, "10,000 t a day")
    assert (first["raw"], first["days"]) == ("70,000 t", 7)
    assert (first["start"], first["end"]) == ("2024-04-01", "2024-04-08")


def test_parts_tell_their_arithmetic_and_when_it_fails(world: Catalog) -> None:
    money: dict[str, Any] = {"metric": "trade_turnover", "unit": "USD_million"}
    held = ledger(
        claim("total", 220, **money),
        claim("out", 3, scope="exports", **money),
        claim("in", 217, scope="imports", **money),
        claim("week", 76_076, note="parts give more", scope="all"),
        claim("h", 61_240, scope="x"),
        claim("t", 14_866, scope="y"),
    )
    sums = [
        Sum("s1", "total", ("out", "in"), 0.5, "adds_up", ""),
        Sum("s2", "week", ("h", "t"), 0.0, "known_mismatch", ""),
        Sum("s3", "total", ("out", "nowhere"), 0.0, "adds_up", ""),
    ]
    rows = part_rows(world, held, sums, ("trade_turnover", "freight_volume"))
    assert [row["row"] for row in rows] == [0, 0, 1, 1]
    assert rows[0]["formula"] == "USD 220 million = 217 + 3"
    assert rows[2]["formula"] == "76,076 t is not 61,240 + 14,866: off by 30 t"
    assert rows[0]["start"] == 0
    assert rows[0]["end"] == rows[1]["start"] == pytest.approx(3 / 220)
    assert rows[1]["end"] == pytest.approx(1)
    assert "imports: USD 217 million" in rows[1]["tip"]


def promise(name: str, on: str, said: str) -> Event:
    return event(
        name, on, said=said, kind=EventKind.PROMISED, type_=EventType.DEADLINE, promise="p"
    )


def test_a_day_is_a_dot_and_a_year_a_bar_that_ends_with_the_data(world: Catalog) -> None:
    events = [
        event("day", "2024-05-02"),
        event("year", "2026"),
        promise("due", "2027", "2024-01-01"),
        event("none", "", said="2024-01-01"),
    ]
    rows = event_rows(
        world, events, {(SubjectKind.CORRIDOR, "line"): "Lane"}, as_of=DATA_END, other="Other"
    )
    assert [(row["event_id"], row["is_day"], row["look"]) for row in rows] == [
        ("day", True, "actual"),
        ("year", False, "actual"),
        ("due", False, "promised"),
    ]
    assert {row["lane"] for row in rows} == {"Lane"}
    assert rows[1]["end"] == "2026-07-06"
    assert rows[2]["end"] == "2028-01-01"
    assert rows[2]["said"] == "promised 1 January 2024"


def test_promises_slip_to_the_date_of_the_page() -> None:
    thread = [promise("p1", "2024-03", "2023-01-01"), promise("p2", "2024-12", "2024-02-01")]
    promises = promises_of(thread, as_of=DATA_END, data_end=DATA_END)
    bars, marks = promise_rows(promises, DATA_END)
    (bar,) = bars
    assert (bar["start"], bar["end"], bar["state"]) == ("2024-03-31", "2026-07-05", "overdue")
    assert bar["late"] == ""  # counted only once it was kept
    assert [(mark["look"], mark["at"]) for mark in marks] == [
        ("promised", "2024-03-31"),
        ("again", "2024-12-31"),
    ]


def test_a_promise_made_twice_for_one_date_is_one_mark_that_tells_both() -> None:
    thread = [promise("p1", "2024-03", "2023-01-01"), promise("p2", "2024-03", "2023-06-01")]
    _, marks = promise_rows(promises_of(thread, as_of=DATA_END, data_end=DATA_END), DATA_END)
    (mark,) = marks
    assert mark["tip"] == "said 1 January 2023 and 1 June 2023: by March 2024"


def marks_of(spec: Any) -> list[dict[str, Any]]:
    """Return every mark of a specification with its encoding, however deep."""
    found = []
    if isinstance(spec, dict):
        if "mark" in spec:
            found.append(spec)
        for value in spec.values():
            found += marks_of(value)
    elif isinstance(spec, list):
        for value in spec:
            found += marks_of(value)
    return found


def specs(world: Catalog) -> dict[str, dict[str, Any]]:
    readings = contested().readings()
    rows = bar_rows(world, readings)
    thread = [promise("p1", "2024-03", "2023-01-01")]
    bars, marks = promise_rows(promises_of(thread, as_of=DATA_END, data_end=DATA_END), DATA_END)
    lanes = {(SubjectKind.CORRIDOR, "line"): "Lane"}
    events = event_rows(
        world, [event("day", "2024-05-02"), *thread], lanes, as_of=DATA_END, other="Other"
    )
    ends = (date(2020, 1, 1), date(2030, 1, 1))
    rate = {"start": "2024-01-01", "end": "2024-02-01", "rate": 5.0, "place": "B", "raw": "1 t"}
    rate["subject_id"] = "b"
    part = {"row": 0, "order": 0, "start": 0.0, "end": 1.0, "heading": "h", "formula": "f"}
    point = {"at": "2024-07-01", "run": 0, "value": 5.0, "look": "claimed", "contested": True}
    return {
        "course": course_chart(
            [point | {"low": 4.0, "high": 6.0}], title=("A", "b"), colour="#123456", ends=ends
        ),
        "bars": bars_chart(rows, tick_rows(readings), colour="#123456", axis="Mt"),
        "rates": rate_charts([rate], colours=["#123456"], ends=ends)["b"],
        "parts": parts_chart([part], tones=["#123456"]),
        "timeline": timeline_chart(events, lanes=[("Lane", "#123456")], as_of=DATA_END, ends=ends),
        "promises": promises_chart(bars, marks, as_of=DATA_END),
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", ["bars", "course", "rates", "parts", "timeline", "promises"])
def test_every_chart_is_sound_vega_lite_with_its_rows(world: Catalog, name: str) -> None:
    spec = specs(world)[name]
    # Altair checks a specification against the schema as it reads it.
    assert alt.LayerChart.from_dict(spec).to_dict()["datasets"] == spec["datasets"]
    named = {mark["data"]["name"] for mark in marks_of(spec) if "data" in mark}
    assert named <= set(spec["datasets"])
    assert all(isinstance(rows, list) and rows for rows in spec["datasets"].values())


def test_only_the_last_of_two_places_of_one_name_labels_the_time_axis() -> None:
    rows = [
        {"start": "2024-01-01", "end": "2024-02-01", "rate": 5.0, "place": "A", "subject_id": name}
        for name in ("a", "b")
    ]
    ends = (date(2020, 1, 1), date(2030, 1, 1))
    charts = rate_charts(rows, colours=["#123456", "#654321"], ends=ends)
    assert list(charts) == ["a", "b"]
    labels = [
        [
            mark["encoding"]["x"]["axis"]["labels"]
            for mark in marks_of(chart)
            if "axis" in mark["encoding"]["x"]
        ]
        for chart in charts.values()
    ]
    assert labels == [[False], [True]]
    assert [row["subject_id"] for row in charts["a"]["datasets"]["rows"]] == ["a"]


@pytest.mark.slow
def test_planned_bars_are_hollow_and_forecasts_dotted(world: Catalog) -> None:
    spec = specs(world)["bars"]
    (bar,) = [mark for mark in marks_of(spec) if mark["mark"]["type"] == "bar"]
    fills = {
        condition["test"]: condition["value"] for condition in bar["encoding"]["fill"]["condition"]
    }
    assert bar["encoding"]["fill"]["value"] == "#123456"
    assert fills["datum.look == 'planned'"] == "#FFFFFF"
    dashes = {
        condition["test"]: condition["value"]
        for condition in bar["encoding"]["strokeDash"]["condition"]
    }
    assert dashes["datum.look == 'forecast'"] == [2, 2]


def test_the_shape_is_shared_and_the_rows_are_not(world: Catalog) -> None:
    one, other = specs(world)["bars"], specs(world)["bars"]
    assert one == other
    one["datasets"]["rows"].clear()
    assert specs(world)["bars"] == other
