"""The ledger as of a date: the figure shown, its range, its voices, what stands beside it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.ledger.readings import Ledger, age_days, ledger_at, ledger_of, voices_of
from geo.model.said import Claim, ClaimKind, SubjectKind
from geo.records.catalog import read_catalog
from tests.ledgers import DATA_END, SOURCES, claim, event
from tests.worlds import write_world

LINE = (SubjectKind.CORRIDOR, "line")


def ledger(claims: list[Claim], as_of: str = "2026-01-01") -> Ledger:
    return ledger_of(claims, [], SOURCES, as_of=date.fromisoformat(as_of), data_end=DATA_END)


def drawn() -> list[Claim]:
    """Draw a length told by four, one of whom counts another line.

    ::

        2021-02-02  A  573 km  rank 3          whole line
        2023-07     B  760 km  rank 2          whole line
        2025-07-21  A  647 km  rank 1 "official, latest"   whole line
        2025-08-01  C  925 km                  with the part beyond the border
        2022        D 2000 km  an error        whole line
    """
    made: dict[str, Any] = {"metric": "length", "unit": "km", "kind": ClaimKind.ESTIMATE}
    return [
        claim("first", 573, said="2021-02-02", by="A", preference=3, **made),
        claim("second", 760, said="2023-07", by="B", preference=2, **made),
        claim(
            "third",
            647,
            said="2025-07-21",
            by="A",
            preference=1,
            preference_reason="official, latest",
            **made,
        ),
        claim("beyond", 925, said="2025-08-01", by="C", **{**made, "scope": "with more"}),
        claim("wrong", 2000, said="2022", by="D", **{**made, "kind": ClaimKind.ERROR}),
    ]


def test_the_figure_shown_and_its_range() -> None:
    reading = ledger(drawn()).preferred(*LINE, "length")
    assert reading is not None
    assert reading.shown is not None
    assert (reading.shown.value, reading.why) == (647, "official, latest")
    assert (reading.low, reading.high) == (573, 760)
    assert reading.spread == pytest.approx(760 / 573 - 1)
    assert (reading.contested, reading.planned, reading.voices) == (True, True, 2)
    assert [cited.claim.claim_id for cited in reading.beside] == ["beyond", "wrong"]
    assert reading.cited[0].citation.startswith("The Paper, “A page”")
    assert reading.cited[0].read == "opening of the page read"


@pytest.mark.parametrize(
    ("as_of", "shown", "bounds", "contested"),
    [
        ("2021-02-02", "first", (573, 573), False),
        ("2023-07-30", "first", (573, 573), False),
        ("2023-07-31", "second", (573, 760), True),
        ("2025-07-20", "second", (573, 760), True),
        ("2025-07-21", "third", (573, 760), True),
    ],
)
def test_only_what_had_been_said_counts(
    as_of: str, shown: str, bounds: tuple[float, float], *, contested: bool
) -> None:
    reading = ledger(drawn(), as_of).preferred(*LINE, "length")
    assert reading is not None
    assert reading.shown is not None
    assert reading.shown.claim_id == shown
    assert (reading.low, reading.high) == bounds
    assert reading.contested is contested


def test_nothing_said_yet() -> None:
    early = ledger(drawn(), "2021-02-01")
    assert early.preferred(*LINE, "length") is None
    assert early.readings() == ()
    assert early.source_ids() == ()


def test_another_scope_is_a_reading_of_its_own() -> None:
    now = ledger(drawn())
    other = now.preferred(*LINE, "length", scope="with more")
    assert other is not None
    assert (other.low, other.high, other.voices, other.contested) == (925, 925, 1, False)
    assert {reading.key.scope for reading in now.readings(metric="length")} == {
        "whole line",
        "with more",
    }
    assert [cited.claim.claim_id for cited in now.set_aside()] == ["wrong"]
    assert now.reading_of(drawn()[4]) is None
    assert now.reading_of(drawn()[0]) == now.preferred(*LINE, "length")


def test_the_scope_people_speak_of_now_stands_for_the_rest() -> None:
    """Three spoke of the old line years ago, one speaks of the new one today."""
    old = [claim(f"old{n}", 100 + n, said=f"201{n}-01-01", by=f"O{n}") for n in range(3)]
    new = claim("new", 50, said="2025-11-01", by="N", scope="new line")
    for as_of, scope in (("2014-01-01", "whole line"), ("2026-01-01", "new line")):
        reading = ledger([*old, new], as_of).preferred(*LINE, "freight_volume")
        assert reading is not None
        assert reading.key.scope == scope


def test_no_order_no_figure() -> None:
    undecided = [
        claim("a", 14.5, by="A", preference_reason="two ministries, no way to tell"),
        claim("b", 19, by="B"),
    ]
    reading = ledger(undecided).preferred(*LINE, "freight_volume")
    assert reading is not None
    assert reading.shown is None
    assert reading.why == "two ministries, no way to tell"
    assert (reading.low, reading.high) == (14.5, 19)


def test_agreed_figures_show_the_latest() -> None:
    agreed = [claim("a", 100, said="2024-01-01"), claim("b", 101, said="2025-01-01")]
    reading = ledger(agreed).preferred(*LINE, "freight_volume")
    assert reading is not None
    assert reading.shown is agreed[1]
    assert not reading.contested


def test_disagreements_come_widest_first() -> None:
    claims = [
        claim("a", 100, scope="x"),
        claim("b", 110, scope="x", by="B"),
        claim("c", 100, scope="y"),
        claim("d", 180, scope="y", by="B"),
    ]
    assert [reading.key.scope for reading in ledger(claims).contested()] == ["y", "x"]


def test_one_speaker_who_changes_a_figure_is_no_disagreement() -> None:
    claims = [claim("a", 100, by="A"), claim("b", 180, by="A")]
    (reading,) = ledger(claims).readings()
    assert reading.contested
    assert ledger(claims).contested() == ()


def test_two_pages_of_one_speaker_are_one_voice() -> None:
    assert voices_of([claim("a", by="Minister A"), claim("b", by="minister  a")], SOURCES) == 1
    assert voices_of([claim("a", by="A"), claim("b", by="B")], SOURCES) == 2
    unnamed = [claim("a", by=""), claim("b", by="the paper"), claim("c", by="", source_id="s2")]
    assert voices_of(unnamed, SOURCES) == 2


def test_the_age_of_the_data_is_counted_from_their_end() -> None:
    assert age_days(date(2026, 7, 5), date(2026, 11, 21)) == 139


def test_events_and_promises_of_the_date() -> None:
    later = ledger_of(
        [],
        [event("e1", "2024-01-01"), event("e2", "2025-06")],
        SOURCES,
        as_of=date(2025, 6, 29),
        data_end=DATA_END,
    )
    assert [known.event_id for known in later.events] == ["e1"]
    assert later.promises() == ()
    assert later.source_ids() == ("s1",)


def test_over_a_catalog(tmp_path) -> None:
    """The world says 220 km in February 2021 and 240 km in July 2023, the later one preferred."""
    catalog = read_catalog(write_world(tmp_path))
    for as_of, expected in ((date(2022, 1, 1), 220), (date(2024, 1, 1), 240)):
        reading = ledger_at(catalog, as_of).preferred(SubjectKind.CORRIDOR, "north", "length")
        assert reading is not None
        assert reading.shown is not None
        assert reading.shown.value == expected


# --- invariants --------------------------------------------------------------------------------

said = st.one_of(
    st.dates(date(2015, 1, 1), date(2026, 7, 5)).map(date.isoformat),
    st.dates(date(2015, 1, 1), date(2026, 7, 5)).map(lambda day: f"{day:%Y-%m}"),
    st.integers(2015, 2026).map(str),
    st.just(""),
)
claims_made = st.lists(
    st.builds(
        lambda value, on, by, scope, rank: (value, on, by, scope, rank),
        st.integers(1, 1000),
        said,
        st.sampled_from(["A", "B", "C"]),
        st.sampled_from(["x", "y"]),
        st.one_of(st.none(), st.integers(1, 9)),
    ),
    max_size=8,
).map(
    lambda rows: [
        claim(f"c{place}", value, said=on, by=by, scope=scope, preference=rank)
        for place, (value, on, by, scope, rank) in enumerate(rows)
    ]
)
as_of_days = st.integers(0, 4400).map(lambda n: date(2015, 1, 1) + timedelta(days=n))


@given(claims_made, as_of_days, as_of_days)
def test_an_earlier_date_never_knows_more(claims: list[Claim], one: date, other: date) -> None:
    early, late = (
        ledger_of(claims, [], SOURCES, as_of=day, data_end=DATA_END)
        for day in (min(one, other), max(one, other))
    )
    assert set(early.claims) <= set(late.claims)
    for reading in early.readings():
        wider = late.preferred(*LINE, "freight_volume", scope=reading.key.scope)
        assert wider is not None
        assert wider.low <= reading.low <= reading.high <= wider.high
        assert wider.voices >= reading.voices


@given(claims_made)
def test_the_range_holds_the_figure_shown(claims: list[Claim]) -> None:
    now = ledger_of(claims, [], SOURCES, as_of=DATA_END, data_end=DATA_END)
    assert len(now.claims) == len(claims)
    for reading in now.readings():
        assert 1 <= reading.voices <= len(reading.claims)
        if reading.shown is not None:
            assert reading.low <= (reading.shown.value or 0) <= reading.high
            assert reading.shown in reading.claims
        else:
            assert reading.contested
