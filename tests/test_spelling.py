"""Spellings of one name come to one form; the browser's tests read the same pairs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.network.whatif import place_of
from geo.spelling import folded, joined
from tests.shipped import shipped_catalog

PAIRS = json.loads(Path(__file__).with_name("spellings.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_a_spelling_is_folded(text: str, expected: str) -> None:
    assert folded(text) == expected


@pytest.mark.slow
@given(st.text(max_size=30))
def test_folding_again_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_half_spaces_may_be_left_out() -> None:
    assert joined("شیرخان‌بندر") == joined("شیرخان بندر") == joined("شیرخانبندر")


@pytest.mark.parametrize(
    ("text", "node_id"),
    [
        ("Herāt", "herat"),
        ("St. Petersburg", "saint_petersburg"),
        ("كابل", "kabul"),
        ("ہرات", "herat"),
        ("islamqala", "islam_qala"),
    ],
)
def test_a_place_is_found_by_what_people_type(text: str, node_id: str) -> None:
    assert place_of(shipped_catalog(), text) == node_id
