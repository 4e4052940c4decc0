"""The legend lists what is drawn, all of it and nothing else. The world is `tests/worlds.py`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from geo.model.choice import Selection
from geo.model.states import Status
from geo.records.catalog import Catalog
from geo.state.select import LegState, NodeState, leg_states, node_states
from layers.look.legend import LegendEntry, LegendGroup, legend_entries
from layers.look.style import CONDITION_LOOK, condition_name

ALL = Selection(corridors=frozenset({"north", "coast"}))


def entries_of(
    catalog: Catalog, selection: Selection, boundaries: tuple[str, ...] = ()
) -> tuple[LegendEntry, ...]:
    return legend_entries(
        leg_states(catalog, selection),
        node_states(catalog, selection),
        corridors=catalog.corridors,
        boundaries=boundaries,
    )


def keys_of(entries: tuple[LegendEntry, ...], group: LegendGroup) -> list[str]:
    return [str(entry.key) for entry in entries if entry.group is group]


def test_the_world_as_of_2021(catalog: Catalog) -> None:
    """Leg b is being built, c is not thought of yet: no proposal, no road closed."""
    entries = entries_of(catalog, replace(ALL, as_of=date(2021, 3, 1)))
    assert keys_of(entries, LegendGroup.CORRIDOR) == ["north", "coast"]
    assert keys_of(entries, LegendGroup.STATUS) == ["operating", "construction"]
    # The sea leg has run since 1990 by a page of 2024, so in 2021 it is on record, not doubted.
    assert keys_of(entries, LegendGroup.MODE) == ["rail", "road", "sea"]
    assert keys_of(entries, LegendGroup.CONDITION) == []
    assert "break_of_gauge" in keys_of(entries, LegendGroup.NODE)


def test_a_soft_band_is_explained_where_one_is_drawn(catalog: Catalog) -> None:
    drawn = leg_states(catalog, ALL), node_states(catalog, ALL)
    banded = legend_entries(*drawn, corridors=catalog.corridors, banded=True)
    assert "band" in keys_of(banded, LegendGroup.MODE)
    assert "band" not in keys_of(entries_of(catalog, ALL), LegendGroup.MODE)


def test_what_is_beside_a_story_is_one_row_and_explains_no_more(catalog: Catalog) -> None:
    drawn = leg_states(catalog, ALL), node_states(catalog, ALL)
    entries = legend_entries(*drawn, corridors=catalog.corridors, told={"leg_a"})
    assert keys_of(entries, LegendGroup.CORRIDOR) == ["north", "aside"]
    assert keys_of(entries, LegendGroup.MODE) == ["rail"]
    assert keys_of(entries, LegendGroup.STATUS) == ["operating"]
    (row,) = (entry.label for entry in entries if entry.key == "aside")
    assert row == "Grey, thin: other lines; broken: not in use"
    running = tuple(one for one in drawn[0] if one.status is Status.OPERATING), drawn[1]
    entries = legend_entries(*running, corridors=catalog.corridors, told={"leg_a"})
    assert "Grey, thin: other lines" in {entry.label for entry in entries}


def test_the_world_at_its_end(catalog: Catalog) -> None:
    entries = entries_of(catalog, ALL, boundaries=("disputed",))
    assert keys_of(entries, LegendGroup.STATUS) == ["operating", "proposed", "suspended"]
    assert keys_of(entries, LegendGroup.MODE) == ["rail", "road", "sea", "schematic", "doubted"]
    # That C is still shut is contested; the strait is shut for some goods only.
    assert keys_of(entries, LegendGroup.CONDITION) == ["restricted", "contested"]
    assert keys_of(entries, LegendGroup.BOUNDARY) == ["disputed"]
    assert keys_of(entries, LegendGroup.NODE) == [
        "logistics_hub",
        "port",
        "border_crossing",
        "station",
        "junction",
        "break_of_gauge",
        "area",
    ]


def test_one_corridor_only(catalog: Catalog) -> None:
    entries = entries_of(catalog, Selection(corridors=frozenset({"coast"})))
    assert keys_of(entries, LegendGroup.CORRIDOR) == ["coast"]
    assert "break_of_gauge" not in keys_of(entries, LegendGroup.NODE)
    assert "road" not in keys_of(entries, LegendGroup.MODE)


def test_nothing_on_nothing_listed(catalog: Catalog) -> None:
    assert entries_of(catalog, Selection(corridors=frozenset())) == ()


@given(
    corridors=st.frozensets(st.sampled_from(["north", "coast"])),
    hidden=st.frozensets(st.sampled_from(["main", "south", "sea"])),
    statuses=st.frozensets(st.sampled_from(list(Status))),
    as_of=st.dates(date(1985, 1, 1), date(2024, 12, 31)),
)
def test_the_legend_is_what_is_drawn(
    catalog: Catalog,
    corridors: frozenset[str],
    hidden: frozenset[str],
    statuses: frozenset[Status],
    as_of: date,
) -> None:
    selection = Selection(corridors, hidden_branches=hidden, statuses=statuses, as_of=as_of)
    legs, nodes = leg_states(catalog, selection), node_states(catalog, selection)
    entries = entries_of(catalog, selection)
    assert set(keys_of(entries, LegendGroup.STATUS)) == {state.status for state in legs}
    modes = {state.leg.mode for state in legs}
    mode_keys = set(keys_of(entries, LegendGroup.MODE))
    assert mode_keys - {"schematic", "doubted"} == modes
    assert ("doubted" in mode_keys) == any(state.doubted for state in legs)
    states: list[LegState | NodeState] = [*legs, *nodes]
    badges = {CONDITION_LOOK[condition_name(state)].badge for state in states} - {""}
    shown = {
        entry.look.shape  # type: ignore[union-attr]
        for entry in entries
        if entry.group is LegendGroup.CONDITION
    }
    assert shown == badges
    assert len({(entry.group, entry.key) for entry in entries}) == len(entries)
