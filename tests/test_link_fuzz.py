"""Any link at all: read without an error, told in few words, and written back the same."""

from __future__ import annotations

from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from geo.clean import hidden_in
from geo.formats.extract import extract_of
from geo.formats.link import link_of, parameters_of, query_text, selection_of

NAMES = ["c", "hide", "st", "asof", "focus", "from", "to", "by", "per", "pin", "x", "o", "b"]
PARTS = [
    *["north", "main", "leg_a", "hub", "s", "WWW", "operating", "none", "node", "hub_plan"],
    *["0001-01-01", "1800-01-01", "9999-12-31", "2024-W01-1", "constructor", "__proto__"],
    *[",", ":", "http://x.example", ":material/home:", "\u202e", "\x00", "\ud800", "%", "&", "\n"],
]
values = st.lists(st.sampled_from(PARTS) | st.text(max_size=8), max_size=12).map("".join)
parameters = st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=3), values, max_size=13)


@given(parameters)
def test_any_parameters_become_a_selection_that_can_be_shown(catalog, parameters):
    selection, notes = selection_of(parameters, catalog)
    assert len(notes) <= 6 * len(NAMES)
    assert all(len(note) < 300 and not hidden_in(note) for note in notes)
    again, said = selection_of(parameters_of(query_text(selection, catalog)), catalog)
    assert link_of(again, catalog) == link_of(selection, catalog)
    assert said == ()
    extract_of(catalog, selection)


@given(
    st.text(max_size=200)
    | values.map(lambda text: "?" + quote(text, safe="=&,:", errors="replace"))
)
def test_any_text_is_a_query(catalog, text):
    selection_of(parameters_of(text), catalog)


def test_fifty_thousand_commas_are_answered_in_a_few_words(catalog):
    selection, notes = selection_of({"c": "," * 50_000, "pin": "y," * 50_000}, catalog)
    assert len(notes) == 6
    assert "49,995 more" in notes[-1]
    assert selection.pinned == ()
