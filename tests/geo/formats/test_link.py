from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.formats.link import link_of, parameters_of, selection_of
from geo.model.choice import Basis, Focus, Journey, Objective, Scenario, Selection
from geo.model.said import SubjectKind
from geo.model.states import Status
from geo.state.select import default_selection

BRANCHES = ["main", "south", "sea"]
PLACES = ["a", "b", "c", "d", "e", "hub", "leg_a", "leg_w", "s", "WWW"]
FOCUSES = [
    None,
    Focus(SubjectKind.NODE, "hub"),
    Focus(SubjectKind.LEG, "leg_b"),
    Focus(SubjectKind.COUNTRY_PAIR, "WWW-YYY"),
    Focus(SubjectKind.STRAIT, "s"),
]


def _some(values):
    return st.frozensets(st.sampled_from(values))


selections = st.builds(
    Selection,
    corridors=_some(["north", "coast"]),
    hidden_branches=_some(BRANCHES),
    statuses=_some(list(Status)),
    as_of=st.none() | st.dates(date(1990, 1, 1), date(2024, 12, 30)),
    scenario=st.builds(
        Scenario,
        closed=_some(PLACES),
        opened=_some(PLACES),
        as_if_built=_some(["leg_c", "sea", "study"]),
    ),
    focus=st.sampled_from(FOCUSES),
    journey=st.none()
    | st.builds(
        Journey,
        st.sampled_from(["a", "d"]),
        st.sampled_from(["e", "hub"]),
        st.sampled_from(Objective),
        st.sampled_from([Basis.TONNE, Basis.TEU]),
    ),
    against=st.sampled_from(["", "week", "quarter", "event", "2024.12.1", "2023-05-06"]),
    pinned=st.lists(st.sampled_from(["hub_plan", "opened_b", "b_freight"]), unique=True).map(tuple),
)


@given(selections)
def test_any_selection_survives_the_round_trip(catalog, selection):
    query = "?" + urlencode(link_of(selection, catalog))
    assert selection_of(parameters_of(query), catalog) == (selection, ())


@pytest.mark.parametrize("text", ["yesterday", "2024-02-31", "2024-2-1", "2024.1", "<b>"])
def test_what_cannot_be_compared_with_is_noted(catalog, text):
    selection, notes = selection_of({"vs": text}, catalog)
    assert selection.against == ""
    assert len(notes) == 1
    assert "nothing to compare with" in notes[0]


def test_the_default_needs_no_parameters(catalog):
    assert link_of(default_selection(catalog), catalog) == {}
    assert selection_of({}, catalog) == (default_selection(catalog), ())


def test_the_view_and_strange_parameters_are_left_alone(catalog):
    parameters = {"z": "6", "lat": "35", "utm_source": "mail"}
    assert selection_of(parameters, catalog) == (default_selection(catalog), ())


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("c", "nort", "no corridor called 'nort'"),
        ("hide", "main,x", "no branch called 'x'"),
        ("st", "running", "no status called 'running'"),
        ("asof", "31.7.2025", "is no date"),
        ("asof", "2031-01-01", "The data end on 2024-12-31"),
        ("focus", "node:nowhere", "nothing called 'node:nowhere'"),
        ("focus", "nonsense", "nothing called 'nonsense'"),
        ("pin", "gone", "no claim or event called 'gone'"),
        ("from", "mars", "no place called 'mars'"),
        ("x", "mars", "no place to close called 'mars'"),
    ],
)
def test_a_bad_field_falls_back_with_a_note_and_the_others_stand(catalog, name, text, words):
    other = {"asof": "2020-01-01"} if name != "asof" else {"c": "coast"}
    selection, notes = selection_of({name: text, **other}, catalog)
    assert len(notes) == 1
    assert words in notes[0]
    good, _ = selection_of(other, catalog)
    assert selection.as_of == good.as_of
    assert selection.corridors == good.corridors


@given(
    st.dictionaries(
        st.sampled_from(["c", "hide", "st", "asof", "focus", "pin", "x", "from", "to", "by"]),
        st.text(),
    )
)
def test_no_link_is_an_error(catalog, parameters):
    selection, _ = selection_of(parameters, catalog)
    assert selection.as_of is None or selection.as_of < catalog.data_end


def test_the_day_the_data_end_is_the_same_as_no_date(catalog):
    selection, notes = selection_of({"asof": catalog.data_end.isoformat()}, catalog)
    assert (selection.as_of, notes) == (None, ())
    day_before = catalog.data_end - timedelta(days=1)
    assert selection_of({"asof": day_before.isoformat()}, catalog)[0].as_of == day_before
