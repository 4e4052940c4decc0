"""Days and texts of the shipped ledger: none after its end, no copy credited, no markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from data.build.datapackage import DATA_END
from geo.model.dates import Precision
from geo.model.said import EventKind
from geo.records.catalog import Catalog
from geo.records.claims import (
    KindClass,
    class_of,
)
from tests.drawn_lines import DATA, rows_of
from tests.naming import named_days


def texts_of_readers() -> Iterator[tuple[str, str]]:
    """Every text of the ledger that a reader may see, with the row it stands in."""
    for name, key, columns in (
        ("claims", "claim_id", ("scope", "said_by", "note", "preference_reason")),
        ("events", "event_id", ("headline", "note")),
        ("closures", "closure_id", ("headline", "note")),
        ("omitted", "fact_id", ("reason",)),
        ("sums", "sum_id", ("note",)),
    ):
        for row in rows_of(DATA / f"{name}.csv"):
            yield from ((f"{name} {row[key]}", row[column]) for column in columns)


def test_nobody_spoke_after_the_data_end(shipped: Catalog) -> None:
    assert shipped.data_end.isoformat() == DATA_END
    for claim in shipped.claims.values():
        assert claim.said_on.first <= shipped.data_end, claim.claim_id
    for event in shipped.events.values():
        if event.said_on.precision is not Precision.UNDATED:
            assert event.said_on.first <= shipped.data_end, event.event_id


def test_measured_periods_had_begun_when_they_were_told(shipped: Catalog) -> None:
    assert shipped.claims
    for claim in shipped.claims.values():
        if claim.period_start and class_of(claim) is KindClass.MEASURED and claim.unit != "rank":
            if claim.metric == "budget":  # a budget is law before its year begins
                continue
            assert claim.period_start.first <= claim.said_on.last, claim.claim_id


def test_no_note_names_a_day_after_its_own(shipped: Catalog) -> None:
    """What became known later stands in a row of its own day, never in a note of an earlier one.

    Plans, forecasts and promises speak of the future.
    """
    assert shipped.claims
    for claim in shipped.claims.values():
        if class_of(claim) is KindClass.PLANNED:
            continue
        for day in named_days(f"{claim.note} {claim.preference_reason}"):
            assert day <= claim.said_on.last, claim.claim_id
    assert shipped.events
    for event in shipped.events.values():
        if event.kind is EventKind.PROMISED:
            continue
        told = max(event.date.last, event.said_on.last if event.said_on else date.min)
        for day in named_days(f"{event.headline} {event.note}"):
            assert day <= told, event.event_id


def test_a_copy_is_never_credited(shipped: Catalog) -> None:
    """The publisher is the original's; the copy or mirror where it was read has its own column."""
    credited = re.compile(r"\b(via|mirror|copy of|reprint|reposted|citing)\b", re.IGNORECASE)
    assert shipped.sources
    for source in shipped.sources.values():
        assert not credited.search(source.publisher), source.source_id
        assert "repost" not in source.kind, source.source_id
        assert not source.read_at or source.read_at != source.publisher, source.source_id
        if source.kind == "encyclopaedia":
            assert source.publisher == "Wikipedia", source.source_id


def test_headlines_are_short_and_whole() -> None:
    for table in ("events", "closures"):
        assert rows_of(DATA / f"{table}.csv")
        for row in rows_of(DATA / f"{table}.csv"):
            headline = row["headline"]
            assert 10 <= len(headline) <= 80, headline
            assert not headline.endswith((".", "!", "?")), headline


def test_texts_hold_no_markup_and_no_path() -> None:
    texts = list(texts_of_readers())
    assert texts
    for where, text in texts:
        assert not re.search(r"[<>`\\{}]|\$\{|https?://|(^|\s)/\w", text), f"{where}: {text}"
        assert text == text.strip(), where
