"""The tables of the pack in words."""

from __future__ import annotations

from dataclasses import replace

from geo.ledger.highlights import statements_of
from geo.model.choice import Selection
from layers.words.figures import all_ids, cited_ids, key_figures_of, numbers_of
from layers.words.tables import (
    DOTS,
    dispute_row,
    figure_row,
    way_rows,
)

NORTH = Selection(corridors=frozenset({"north"}))


def _rows(catalog, selection=NORTH):
    figures = key_figures_of(catalog, selection)
    numbers = numbers_of(all_ids(figures))
    return {one.record_id: figure_row(catalog, one, numbers) for one in figures}


def test_a_figure_says_value_kind_range_and_who_said_it(catalog):
    rows = _rows(catalog)
    assert all(list(row.cells) == list(rows["b_freight"].cells) for row in rows.values())
    assert rows["b_freight"].cells == {
        "Figure": "1,000 t",
        "About": "Beta: freight",
        "Kind": "measured",
        "Where sources differ": "",
        "What is counted": "all_rail; 2022",
        "Said": "Ministry, 1 Feb 2023",
        "Source": "The Paper, 2 May 2024 [1]",
    }
    length = rows["north_length_2"].cells
    assert length["Kind"] == "estimate (planned)"
    assert length["Where sources differ"] == "sources give 220–240 km, 2 speakers"
    assert length["Source"] == "The Agency, c. 2023 [1, 2]"


def test_a_plan_and_what_is_set_aside_are_told_apart(catalog):
    assert _rows(catalog)["hub_plan"].planned
    assert not _rows(catalog)["b_freight"].planned
    claim = replace(catalog.claims["b_freight"], kind="superseded")
    changed = replace(catalog, claims={**catalog.claims, "b_freight": claim})
    row = _rows(changed, replace(NORTH, pinned=("b_freight",)))["b_freight"]
    assert (row.set_aside, row.cells["Kind"]) == (True, "superseded")


def test_a_disagreement_says_what_is_used_and_why(catalog):
    (dispute,) = statements_of(catalog, NORTH).contested()
    assert cited_ids(dispute) == ("s2", "s1")
    row = dispute_row(catalog, dispute, numbers_of([cited_ids(dispute)]))
    assert list(row.cells.items()) == [
        ("Range", "220–240 km, 2 speakers"),
        ("About", "North: length"),
        (DOTS, ""),
        ("Used here", "240 km: latest official"),
        ("Kind", "estimate (planned)"),
        ("What is counted", "a_to_c"),
        ("Sources", "[1, 2]"),
    ]
    assert [(dot.low, dot.high, dot.used) for dot in row.dots] == [
        (1.0, 1.0, True),
        (220 / 240, 220 / 240, False),
    ]
    assert row.nought == 0.0


WAY = {
    **{"No.": "1", "Route": "A – B", "Length": "40 km", "By mode": "", "Time": "", "Cost": ""},
    **{"Countries": "", "Borders": "0", "Transfers": "0", "Breaks of gauge": "none"},
    **{"Ports": "none", "Straits": "none", "Not built": "none", "Only if": "", "Note": ""},
}


def _columns(*rows, on_slide=False):
    shown = way_rows(rows, on_slide=on_slide)
    assert len(shown) == len(rows)
    assert all(list(row.cells) == list(shown[0].cells) for row in shown)
    return list(shown[0].cells)


def test_columns_in_which_no_way_has_anything_are_left_out():
    always = ["No.", "Route", "Length", "By mode", "Time", "Cost", "Borders"]
    assert _columns(WAY) == [*always, "Breaks of gauge", "Ports", "Straits"]
    assert _columns({**WAY, "Not built": "40 km"})[-1] == "Not built"
    assert _columns(WAY, {**WAY, "Note": "a ban"})[-1] == "Note"
    assert _columns(WAY, on_slide=True) == always
