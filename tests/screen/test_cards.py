"""The panels' HTML: what it says, and that no text in it can do anything."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from geo.ledger.keyfigures import Head, KeyReading, NewSection
from geo.ledger.readings import Reading
from geo.model.choice import Selection
from geo.model.said import (
    Claim,
    ClaimKind,
    Event,
    EventKind,
    EventType,
    KeyFigure,
    PeriodRule,
    SubjectKind,
)
from geo.records.catalog import Catalog
from geo.state.select import default_selection
from layers.screen.cards import (
    Shown,
    claims_html,
    events_html,
    figures_html,
    heading_html,
    key_figures_html,
    pinned_html,
    promises_html,
    rates_html,
    reading_html,
    shown_of,
)
from layers.screen.keydates import key_dates_html
from layers.screen.sources import source_link, sources_html
from tests.ledgers import claim, event, source

NORTH: dict[str, Any] = {"subject_kind": SubjectKind.CORRIDOR, "subject_id": "north"}
HOSTILE = '"><img src=x onerror=alert(1)> ${alert(1)} `x` [y](javascript:z) \\x3cscript'

# Every tag the cards are made of.
OURS = {
    "a",
    "b",
    "br",
    "button",
    "details",
    "div",
    "h4",
    "h5",
    "i",
    "li",
    "ol",
    "p",
    "section",
    "span",
} | {
    "summary",
    "ul",
}


class Reader(HTMLParser):
    """Collects tags, attributes and text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


@pytest.fixture(scope="module")
def world(catalog: Catalog) -> Catalog:
    """Read the world drawn in tests/worlds.py."""
    return catalog


def shown(world: Catalog, claims: Sequence[Claim], events: Sequence[Event] = ()) -> Shown:
    catalog = replace(
        world,
        claims={made.claim_id: made for made in claims},
        events={made.event_id: made for made in events},
    )
    return shown_of(catalog, default_selection(catalog))


def lengths() -> list[Claim]:
    """Draw a contested planned length: 573, 647 (first) and 764 km, and 2,000 km in error."""
    works: dict[str, Any] = {"metric": "length", "unit": "km", "kind": ClaimKind.ESTIMATE, **NORTH}
    return [
        claim("l1", 573, preference=2, by="A", **works),
        claim("l2", 647, preference=1, preference_reason="official", by="B", **works),
        claim("l3", 764, preference=3, by="C", **works),
        claim("l4", 925, by="D", **{**works, "scope": "with more"}),
        claim("l5", 2000, by="E", **{**works, "kind": ClaimKind.ERROR}),
    ]


def head_of(*readings: Reading) -> Head:
    """Return these readings as what stands at the head of the corridor."""
    return Head(
        tuple(
            KeyReading(
                KeyFigure(
                    "north",
                    1,
                    reading.key.subject_kind,
                    reading.key.subject_id,
                    reading.key.metric,
                    (),
                    PeriodRule.STANDING,
                    "",
                ),
                reading,
                reading.cited,
                None,
            )
            for reading in readings
        ),
        (),
        (),
    )


def test_what_is_missing_and_what_is_built_is_said_below(world: Catalog) -> None:
    missing = (KeyFigure("north", 2, SubjectKind.NODE, "b", "cost", (), PeriodRule.STANDING, ""),)
    section = NewSection(world.branches["main"], 0.0, 112.0, 111.0)
    text = read(
        key_figures_html(
            shown(world, lengths()),
            Head((), missing, (section,)),
            heading="North",
            colour="#123456",
        )
    ).text
    assert "Not known by this date: cost of Beta." in text
    assert "Main line: 0% of 112 km built, beside 111 km in place." in text


def test_a_contested_planned_key_figure(world: Catalog) -> None:
    page = shown(world, lengths())
    reading = page.ledger.preferred(SubjectKind.CORRIDOR, "north", "length", scope="whole line")
    assert reading is not None
    found = read(key_figures_html(page, head_of(reading), heading="North", colour="#123456"))
    text = " ".join(found.text.split())
    assert "647 km" in text
    assert "sources give 573–764 km, 3 speakers" in text
    assert "estimate (planned)" in text
    assert "925" not in text
    assert "2,000" not in text
    classes = {attrs.get("class") for _, attrs in found.tags}
    assert "key-figure planned" in classes
    assert "key-figure measured" not in classes


def test_key_dates_tell_a_promise_from_what_happened(world: Catalog) -> None:
    happened = replace(event("e1", "2024-05"), node_id="b", **NORTH)
    due = replace(
        event("e2", "2027", kind=EventKind.PROMISED, said="2024-06-01", promise="p1"), **NORTH
    )
    page = shown(world, [], [happened, due])
    found = read(key_dates_html(page, [happened, due]))
    assert [attrs["class"] for tag, attrs in found.tags if tag == "li"] == [
        "key-date actual",
        "key-date promised",
    ]
    assert "May 2024 [1] Copy Headline of e1due 2027 [1] Copy Headline of e2" in found.text
    links = [attrs for tag, attrs in found.tags if tag == "a" and "data-pin" in attrs]
    assert [link["data-place"] for link in links] == ["node:b", "corridor:north"]


def test_a_disagreement_opens_into_its_claims(world: Catalog) -> None:
    page = shown(world, lengths())
    (reading,) = page.ledger.contested()
    found = read(reading_html(page, reading))
    assert found.tags[0][0] == "details"
    inside, beside = found.text.split("Not in this range")
    for said in ("573 km", "647 km", "764 km", "Order: official", "used: 647 km", "33 %"):
        assert said in inside
    assert "925 km" in beside
    assert "2,000 km" in beside
    assert "error in the source" in beside


def test_every_claim_and_event_is_a_link_of_its_own(world: Catalog) -> None:
    page = shown(world, lengths(), [replace(event("e1", "2024-05-02"), node_id="b", **NORTH)])
    claims = read(claims_html(page, [page.ledger.cite(c) for c in page.ledger.claims]))
    links = [attrs for tag, attrs in claims.tags if tag == "a" and "data-pin" in attrs]
    assert [link["href"] for link in links] == [f"?pin=l{n}" for n in range(1, 6)]
    assert {link["data-place"] for link in links} == {"corridor:north"}
    (link,) = [
        attrs
        for _, attrs in read(events_html(page, page.ledger.events)).tags
        if "data-pin" in attrs
    ]
    assert (link["data-pin"], link["data-place"]) == ("e1", "node:b")


def test_a_link_says_only_what_it_pins(world: Catalog) -> None:
    chosen = Selection(corridors=frozenset({"coast"}), pinned=("l1",))
    page = shown_of(replace(world, claims={"l1": claim("l1", **NORTH)}), chosen)
    html = claims_html(page, [page.ledger.cite(claim("l1", **NORTH))])
    (link,) = [attrs for _, attrs in read(html).tags if "data-pin" in attrs]
    # What is on is added by the page: a toggle must not change every link of the panels.
    assert link["href"] == "?pin=l1"


def test_a_pinned_claim_says_what_is_used_instead(world: Catalog) -> None:
    page = shown(world, lengths())
    text = read(pinned_html(page, "l3")).text
    assert "764 km" in text
    assert "Used here: 647 km (official)." in text
    assert "The Paper" in text
    assert pinned_html(page, "nowhere") == ""


def test_promises_are_told_from_facts(world: Catalog) -> None:
    due = event(
        "due",
        "2024-09",
        said="2024-01-01",
        kind=EventKind.PROMISED,
        type_=EventType.DEADLINE,
        promise="p",
    )
    told = replace(event("told", "2024-04"), kind=EventKind.CONTESTED)
    page = shown(world, [], [replace(e, **NORTH) for e in (due, told, event("done", "2024-06-01"))])
    found = read(events_html(page, page.ledger.events))
    classes = [attrs["class"] for tag, attrs in found.tags if tag == "li"]
    assert "record-event promised" in classes
    assert "record-event contested" in classes
    assert "promised 1 January 2024 for September 2024" in found.text
    assert "told differently" in found.text
    marks = [
        str(attrs["class"])
        for _, attrs in found.tags
        if str(attrs.get("class")).startswith("record-mark")
    ]
    assert sorted(marks) == ["record-mark day", "record-mark span", "record-mark span"]
    promises = read(promises_html(page, page.ledger.promises()))
    assert "Promised for " in promises.text
    assert "no completion found by " in promises.text


def test_sources_link_only_to_web_addresses() -> None:
    good = read(source_link(source()))
    assert good.tags[0][1]["href"] == "https://example.org/page"
    assert "noopener" in str(good.tags[0][1]["rel"])
    for address in ("javascript:alert(1)", "data:text/html,x", ""):
        bad = source(url=address)
        assert "href" not in source_link(bad)
        assert "href" not in sources_html([bad])


def test_no_text_becomes_markup(world: Catalog) -> None:
    """Every text field is hostile; only our own tags and no event handlers may come out."""
    bad_source = source(
        "s1", title=HOSTILE, publisher=HOSTILE, accessed=HOSTILE, kind=HOSTILE, read=HOSTILE
    )
    bad: dict[str, Any] = {
        "scope": HOSTILE,
        "note": HOSTILE,
        "preference_reason": HOSTILE,
        "said_by": HOSTILE,
        "subject_id": HOSTILE,
        "subject_kind": SubjectKind.PERSON_OR_BODY,
    }
    window = ("2024-04-01", "2024-04-07")
    claims = [
        claim("c1", 100, **bad),
        claim("c2", 200, **bad),
        claim("c3", 9, period=window, **bad),
    ]
    happened = replace(
        event("e1", "2024-05-02", kind=EventKind.PROMISED, promise=HOSTILE),
        headline=HOSTILE,
        note=HOSTILE,
        subject_kind=SubjectKind.PERSON_OR_BODY,
        subject_id=HOSTILE,
    )
    catalog = replace(
        world,
        claims={made.claim_id: made for made in claims},
        events={"e1": happened},
        sources={**world.sources, "s1": bad_source},
    )
    page = shown_of(catalog, default_selection(catalog))
    readings = page.ledger.readings()
    html = "".join(
        [
            heading_html(HOSTILE),
            key_figures_html(page, head_of(*readings), heading=HOSTILE, colour=HOSTILE),
            figures_html(page, readings),
            rates_html(page, []),
            *(reading_html(page, reading) for reading in readings),
            events_html(page, page.ledger.events),
            key_dates_html(page, page.ledger.events),
            promises_html(page, page.ledger.promises()),
            pinned_html(page, "c1"),
            pinned_html(page, "e1"),
            sources_html([bad_source]),
        ]
    )
    found = read(html)
    assert {tag for tag, _ in found.tags} <= OURS
    for _, attributes in found.tags:
        assert not any(name.startswith("on") for name in attributes)
        assert not str(attributes.get("href", "")).startswith("javascript")
    # Nothing a template literal or a Markdown reader would act on is left in the source.
    assert not re.search(r"\$\{|`|\\x|\]\(", html)
    assert HOSTILE in found.text
