"""Citations derived from sources."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import bibtexparser.entrypoint
import pybtex.database
import pytest
import RISparser
import rispy

from geo.ledger.citations import (
    author_of,
    bibtex_of,
    citation_text,
    link_of_source,
    published_text,
    ris_of,
)
from geo.model.dates import Precision
from geo.records.catalog import Catalog
from tests.ledgers import source, when


def test_text() -> None:
    assert citation_text(source()) == (
        "The Paper, “A page”, 2 May 2024, https://example.org/page, accessed 1 January 2026, "
        "opening of the page read"
    )


def test_what_is_missing_is_left_out_or_said() -> None:
    bare = source(publisher="", url="", accessed="", published=when(""), read="headline")
    assert citation_text(bare) == "“A page”, n.d., headline only read"


def test_a_copy_is_named_after_the_original() -> None:
    copied = replace(source("s1"), publisher="Pajhwok", read_at="MENAFN")
    text = citation_text(copied)
    assert text.startswith("Pajhwok, ")
    assert "read at MENAFN" in text
    assert "read at MENAFN" in bibtex_of([copied])
    assert "PB  - Pajhwok\r\n" in ris_of([copied])
    assert "read at" not in citation_text(source("s1"))


def test_no_shipped_source_credits_a_copy_as_its_publisher(shipped: Catalog) -> None:
    copies = re.compile(
        r" via |\bmirror\b|\brepost(ed)?\b(?!\.uz)|\bcopy of\b|text via", re.IGNORECASE
    )
    wrong = [
        found.source_id for found in shipped.sources.values() if copies.search(found.publisher)
    ]
    assert wrong == []


def test_an_inferred_date_is_marked() -> None:
    inferred = source(published=when("2023"), published_inferred=True)
    assert published_text(inferred) == "2023 (date inferred)"
    assert "date inferred" in bibtex_of([inferred])
    assert "date inferred" in ris_of([inferred])


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "http://x/<b>", "https://x/ y", "//x", "", "x"],
)
def test_only_plain_web_addresses_are_links(address: str) -> None:
    assert link_of_source(source(url=address)) == ""


def test_bibtex_keeps_its_braces_balanced() -> None:
    wild = source(title="A {brace} & 5% of $1_000 # \\", published=when("2025-07"))
    entry = bibtex_of([wild])
    assert entry.startswith("@misc{s1,\n")
    assert "title = {{A \\textbraceleft{}brace\\textbraceright{} \\& 5\\% of" in entry
    assert "\\$1\\_000 \\# \\textbackslash{}}}" in entry
    assert "year = {2025}" in entry
    assert "date = {2025-07}" in entry
    assert "month = jul\n" in entry
    assert entry.count("{") == entry.count("}")


@pytest.mark.parametrize("publisher", ["", "not stated in the copy"])
def test_nobody_is_no_author(publisher: str) -> None:
    entry, record = (form([source(publisher=publisher)]) for form in (bibtex_of, ris_of))
    assert "author" not in entry
    assert "AU  -" not in record
    assert "PB  -" not in record


def test_public_parsers_read_every_source_back(shipped: Catalog) -> None:
    """Four programs that others wrote, two for each format, over every source that ships."""
    sources = {one.source_id: one for one in shipped.sources.values()}
    entries = bibtexparser.entrypoint.parse_string(bibtex_of(sources.values()))
    assert not entries.failed_blocks
    read = {entry.key: entry.fields_dict for entry in entries.entries}
    again = pybtex.database.parse_string(bibtex_of(sources.values()), "bibtex").entries
    plain = rispy.loads(ris_of(sources.values()))
    other = RISparser.readris(io.StringIO(ris_of(sources.values())))
    assert [one["id"] for one in plain] == [one["id"] for one in other] == list(sources)
    assert list(read) == list(again) == list(sources)
    for record, one in zip(plain, sources.values(), strict=True):
        entry = again[one.source_id]
        dated = one.published.precision is not Precision.UNDATED
        year = f"{one.published.first.year:04d}" if dated else None
        assert record.get("year") == entry.fields.get("year") == year
        assert record["title"] == " ".join(one.title.split())
        if author_of(one):
            assert record["authors"] == [" ".join(one.publisher.split())]
            assert len(entry.persons["author"]) == 1
            assert "author" in read[one.source_id]


def test_ris_has_one_field_a_line() -> None:
    wild = source(title="Two\nlines\r\nER  - ", published=when("2025-07"))
    record = ris_of([wild, source("s2")])
    lines = record.split("\r\n")
    assert lines[0] == "TY  - ELEC"
    assert "TI  - Two lines ER -" in lines
    assert "DA  - 2025/07//" in lines
    assert [line for line in lines if line.startswith("ER")] == ["ER  - ", "ER  - "]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines if line)
