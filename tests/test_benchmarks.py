"""How a run of the benchmarks is counted, told and kept. No time is asserted here."""

from __future__ import annotations

import ast
import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.__main__ import GROUPS, arguments_of, run_group
from benchmarks.report import GroupRun, figure_text, notes_of, record_of, save_record, table_of
from benchmarks.result import Bar, NotRun, Row, Sample, number_text, sample_of
from benchmarks.solvers import NETWORKX, SCIPY, compared_row, solvers_of
from benchmarks.traffic import Moved
from benchmarks.watched import _answer_of
from geo.network.graph import Graph

ROOT = Path(__file__).resolve().parents[1]


def row(ours=10.0, peer=400.0, bar=None, note=""):
    figure = ours if isinstance(ours, NotRun) else Sample((ours,))
    other = peer if isinstance(peer, NotRun) else Sample((peer,))
    return Row("map", "toggle", "ms", figure, {"other": other}, bar, note)


def shown(*rows):
    written = io.StringIO()
    console = Console(file=written, width=150)
    console.print(table_of([GroupRun("map", rows, 1.0, 0.5, 0.75)]))
    return written.getvalue()


def test_a_sample_knows_its_median_and_its_worst():
    assert Sample((3.0, 1.0, 10.0)).median == 3
    assert Sample((4.0, 1.0, 2.0, 10.0)).median == 3
    assert Sample((3.0, 1.0, 10.0)).worst == 10


@pytest.mark.parametrize("values", [(), (float("nan"),), (1.0, float("inf"))])
def test_a_sample_that_says_nothing_is_refused(values):
    with pytest.raises(ValueError, match="finite"):
        Sample(values)


def test_nothing_measured_is_a_gap_not_a_nought():
    assert isinstance(sample_of([]), NotRun)
    assert sample_of(iter([2.0])) == Sample((2.0,))


@pytest.mark.parametrize(
    ("bar", "held"),
    [
        (Bar(10), True),
        (Bar(9.9), False),
        (Bar(10, "other", times_faster=40), True),
        (Bar(10, "other", times_faster=41), False),
        (Bar(9, "other", times_faster=2), False),
        (Bar(peer="other", times_peer=0.025), True),
        (Bar(peer="other", times_peer=0.02), False),
        (Bar(10, "nobody", times_faster=2), None),
        (Bar(9, "nobody", times_faster=2), False),
        (Bar(), None),
        (None, None),
    ],
)
def test_a_bar_holds_or_not_or_cannot_be_told(bar, held):
    assert row(bar=bar).held is held


def test_a_bar_cannot_be_told_of_what_was_not_run():
    assert row(ours=NotRun("no browser"), bar=Bar(10)).held is None
    assert row(peer=NotRun("not installed"), bar=Bar(10, "other", times_faster=2)).held is None
    assert row(peer=NotRun("not installed")).ratio("other") is None


def test_the_ratio_says_how_many_times_faster_ours_is():
    assert row().ratio("other") == 40
    assert row(ours=0.0).ratio("other") is None


def test_the_table_shows_figures_bars_and_verdicts():
    text = shown(row(bar=Bar(16, "other", times_faster=30)), row(ours=20.0, bar=Bar(16)))
    assert "10 ms" in text
    assert "40 ×" in text
    assert "≤ 16 ms, 30 × faster than other" in text
    assert "yes" in text
    assert "NO" in text
    assert "load 0.5 → 0.75" in text


def test_a_ratio_that_is_barred_the_other_way_is_told_so():
    assert "0.5 × theirs" in shown(row(ours=200.0, bar=Bar(peer="other", times_peer=2.5)))


def test_the_table_says_what_was_not_run_and_why():
    text = shown(row(ours=NotRun("no browser"), peer=NotRun("not installed"), bar=Bar(16)))
    assert "not run: no browser" in text
    assert "not run: not installed" in text
    assert "not told" in text
    assert "yes" not in text


def test_every_peer_has_a_line_of_its_own():
    both = Row(
        "map", "toggle", "ms", Sample((1.0,)), {"one": Sample((2.0,)), "two": Sample((3.0,))}
    )
    lines = [line for line in shown(both).splitlines() if " one " in line or " two " in line]
    assert len(lines) == 2
    assert sum("toggle" in line for line in lines) == 1


def test_notes_are_told_under_the_table():
    run = GroupRun("map", (row(note="by hand"), row()), 1.0, 0.5, 0.75)
    assert notes_of([run]) == ["toggle: by hand"]


def test_the_file_keeps_every_value_and_every_gap(tmp_path):
    rows = (row(bar=Bar(16)), row(ours=NotRun("no browser"), bar=Bar(16)))
    record = record_of([GroupRun("map", rows, 1.0, 0.5, 0.75)], {"cores": 2}, repeat=3)
    path = tmp_path / "new" / "bench.json"
    save_record(record, path)
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert kept["machine"] == {"cores": 2}
    assert kept["repeat"] == 3
    assert kept["groups"]["map"]["load_before"] == 0.5
    first, second = kept["rows"]
    assert first["ours"] == {"median": 10.0, "worst": 10.0, "values": [10.0]}
    assert first["ratios"] == {"other": 40.0}
    assert first["held"] is True
    assert second["ours"] == {"not_run": "no browser"}
    assert second["held"] is None


def test_a_fault_in_one_group_is_told_and_stops_nothing():
    def broken(repeat):
        raise OSError("no such thing")

    run = run_group("map", broken, 3)
    assert figure_text(run.rows[0].ours, "") == "not run: OSError: no such thing"
    assert run.rows[0].held is None


def test_the_command_line_names_groups_and_refuses_others(capsys):
    asked = arguments_of(["map", "routes", "--repeat", "5", "--json", "x.json"])
    assert (asked.groups, asked.repeat, asked.json) == (["map", "routes"], 5, Path("x.json"))
    assert arguments_of([]).repeat == 20
    for wrong in (["nothing"], ["map", "--repeat", "0"]):
        with pytest.raises(SystemExit):
            arguments_of(wrong)
    assert "there is no group nothing" in capsys.readouterr().err


def test_every_group_is_a_module_that_measures():
    assert GROUPS
    for name in GROUPS.values():
        tree = ast.parse((ROOT / name.replace(".", "/")).with_suffix(".py").read_text())
        assert "measure" in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.25, "0.25"), (9.999, "10"), (16.0, "16"), (33.25, "33.2"), (1055.4, "1,055")],
)
def test_numbers_have_about_three_figures(value, text):
    assert number_text(value) == text


def test_what_followed_an_act_is_told_apart():
    """The map changes at 8 and 30 ms, painted at 33 and 50; frames come at 5, 20 and 37 ms."""
    entries = [
        {"part": "map", "time": 1030.0, "painted": 1050.0},
        {"part": "map", "time": 1008.0, "painted": 1033.0},
        {"part": "link", "time": 1120.0, "painted": None},
    ]
    moved = Moved(10, 20, 1, {}, 5)
    answer = _answer_of(entries, 1000.0, [1005.0, 1020.0, 1037.0], moved)
    assert answer.first == {"map": 8.0, "link": 120.0}
    assert answer.last == {"map": 30.0, "link": 120.0}
    assert answer.painted == 50.0
    assert answer.frames == 2
    assert answer.moved.total == 35


def test_three_solvers_answer_alike_and_are_counted():
    graph = Graph([("a", "b"), ("b", "c"), ("a", "c"), ("a", "c"), ("x", "y")])
    solvers = solvers_of(graph, [1.0, 0.0, 5.0, 3.0, 1.0])
    for solve in (solvers.ours, solvers.networkx, solvers.scipy):
        assert solve("a", "c") == pytest.approx(1.0)
        assert solve("a", "x") is None
    told = compared_row("routes", "one way", solvers, [("a", "c"), ("c", "b"), ("a", "y")])
    assert told.note == "answers agree on 3 of 3 questions"
    assert set(told.peers) == {NETWORKX, SCIPY}
    assert isinstance(told.ours, Sample)
    assert len(told.ours.values) == 3


def test_an_answer_that_differs_is_not_counted_as_agreed():
    graph = Graph([("a", "b")])
    right, wrong = solvers_of(graph, [1.0]), solvers_of(graph, [2.0])
    mixed = type(right)(right.ours, wrong.networkx, right.scipy)
    assert compared_row("routes", "x", mixed, [("a", "b")]).note.startswith("answers agree on 0 of")


def test_peers_use_nothing_of_the_project_but_its_data():
    ours = {"geo", "layers", "page", "commands", "app", "cli", "tests"}
    peers = list((ROOT / "benchmarks" / "peers").glob("*.py"))
    assert peers
    for path in peers:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert {name.split(".")[0] for name in names} & ours == set(), path.name
