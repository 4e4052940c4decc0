"""The panels over the shipped data, read as a reader reads them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from datetime import date
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from geo.formats.interchange import claims_csv, events_csv, workbook_of
from geo.formats.link import selection_of
from geo.records.catalog import Catalog
from layers.screen.cards import shown_of
from page.courses import courses_of

# The parts of long tabs that stay closed until they are opened.
ALL = ("all_events", "all_promises", "more_contested", "all_sources", "all_changes", "thread")


def page() -> None:
    """Show the panels alone, on the link's selection; a fixed day stands for today."""
    from datetime import date

    import streamlit as st

    from geo.formats.link import selection_of
    from page.load import load
    from page.panels import show_panels

    catalog, _ = load()
    selection, _ = selection_of(st.query_params.to_dict(), catalog)
    with st.container(key="panels"):
        show_panels(catalog, selection, today=date(2026, 11, 21))


@pytest.fixture(scope="module")
def catalog(shipped: Catalog) -> Catalog:
    """Read the data that ship."""
    return shipped


@pytest.fixture
def opened() -> Callable[..., AppTest]:
    """Return a function that opens a tab of the panels on a link."""

    def run(tab: str = "Figures", *, unfolded: Sequence[str] = (), **link: str) -> AppTest:
        test = AppTest.from_function(page, default_timeout=60)
        test.session_state["panel_tab"] = tab
        for key in unfolded:
            test.session_state[f"{key}_open"] = True
        for name, value in link.items():
            test.query_params[name] = value
        test.run()
        assert not test.exception
        return test

    return run


def html_of(test: AppTest) -> str:
    """Return everything shown as HTML, in order."""
    return "\n".join(
        element.proto.body for element in test.get("html") if "<style>" not in element.proto.body
    )


def text_of(html: str) -> str:
    """Return HTML as its words."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def said_in(html: str) -> list[str]:
    """Return the sentences that can be copied."""
    return [unescape(one) for one in re.findall(r'class="copy" data-say="([^"]*)"', html)]


def part_of(html: str, start: str, end: str) -> str:
    """Return the words between two marks of the HTML."""
    return text_of(html[html.index(start) :].split(end)[0])


def details_with(html: str, *words: str) -> str:
    """Return the words of the one opening row whose summary holds all of these."""
    rows = [
        text_of(row)
        for row in re.findall(r"<details.*?</details>", html, flags=re.DOTALL)
        if all(word in text_of(row.split("</summary>")[0]) for word in words)
    ]
    assert len(rows) == 1, (words, [row[:80] for row in rows])
    return rows[0]


@pytest.mark.slow
def test_the_age_of_the_data_is_always_said(opened) -> None:
    text = text_of(html_of(opened()))
    assert "Checked to 5 July 2026 (139 days ago); later events are not shown." in text
    assert "Shown as of" not in text
    earlier = text_of(html_of(opened(asof="2024-06-30")))
    assert "Checked to 5 July 2026 (139 days ago)" in earlier
    assert "Shown as of 30 June 2024 ." in earlier


@pytest.mark.slow
def test_key_figures_of_the_three_corridors_come_first(opened) -> None:
    html = html_of(opened())
    headings = re.findall(r"<h4>(.*?)</h4>", html)
    assert len(headings) == 3
    assert html.count('class="key-figure ') == 12


def cards_of(html: str) -> dict[str, list[str]]:
    """Return the key-figure cards as (look, words), by corridor."""
    cards: dict[str, list[str]] = {}
    for section in re.findall(r'<section class="key-figures".*?</section>', html, flags=re.DOTALL):
        name = text_of(re.search(r"<h4>(.*?)</h4>", section)[1])  # type: ignore[index]
        found = re.split(r'<div class="key-figure (?=\w+">)', section)[1:]
        cards[name] = [
            f"{card.split(chr(34))[0]}: {text_of(card[card.index('>') + 1 :])}" for card in found
        ]
    return cards


def test_uap_length_shows_its_range_and_the_figure_used(opened) -> None:
    cards = next(
        found for name, found in cards_of(html_of(opened())).items() if "Trans-Afghan" in name
    )
    (length,) = [card for card in cards if "Length" in card]
    assert length.startswith("planned: ")
    assert " 647 km " in length
    assert "sources give 573–781 km" in length
    assert "Termez to the Pakistani border" in length


def test_uap_lengths_of_the_torkham_line_and_with_pakistan_stand_apart(opened) -> None:
    row = details_with(
        html_of(opened("Disagreements", unfolded=ALL)),
        "Trans-Afghan",
        "length",
        "Termez to the Pakistani border",
    )
    inside, beside = row.split("Not in this range")
    assert "573–781 km" in inside
    assert "used: 647 km" in inside
    for claimed in ("573–647 km", "640 km", "647 km", "740–781 km"):
        assert claimed in inside
    assert "850 km" not in inside
    assert "783 km" not in inside
    assert "with the Pakistani part" in beside
    assert "850 km" in beside
    assert "Torkham" in beside
    assert "783 km" in beside


def test_uap_length_as_of_an_earlier_date(opened) -> None:
    html = html_of(opened("Disagreements", unfolded=ALL, asof="2025-07-20"))
    row = details_with(html, "Trans-Afghan", "length", "Termez to the Pakistani border")
    assert "used: 647 km" not in row
    assert "21 July 2025" not in row


def test_the_hub_is_planned_never_measured(opened) -> None:
    cards = next(found for name, found in cards_of(html_of(opened())).items() if "Herat" in name)
    (hub,) = [card for card in cards if "oil" in card]
    assert hub.startswith("planned: ")
    assert "about 1 Mt a year" in hub
    assert "measured" not in hub


@pytest.mark.slow
def test_pakistan_is_no_member_of_the_instc(opened) -> None:
    text = text_of(html_of(opened("Dates", unfolded=ALL)))
    assert "Pakistan agrees in principle to join the INSTC" in text
    assert "still to come" in text
    members = details_with(html_of(opened("Disagreements", unfolded=ALL)), "INSTC", "members")
    assert "12–14 countries" in members


def test_the_ban_was_suspended_on_17_april_2025_and_april_2024_is_the_erring_claim(
    opened, catalog: Catalog
) -> None:
    html = html_of(opened("Dates", unfolded=ALL))
    items = [text_of(item) for item in re.findall(r"<li class=\"record-event.*?</li>", html)]
    (suspended,) = [item for item in items if item.startswith("17 April 2025")]
    assert "suspend" in suspended.lower()
    (erring,) = [
        item for item in items if item.startswith("April 2024") and "told differently" in item
    ]
    assert f"[{catalog.sources['D5'].number}]" in erring
    # As of the end of 2024 neither had been said.
    before = text_of(html_of(opened("Dates", unfolded=ALL, asof="2024-12-31")))
    assert erring not in before
    assert suspended not in before


def test_promises_are_told_with_their_day(opened, catalog: Catalog) -> None:
    html = html_of(opened("Dates", unfolded=ALL))
    hub = details_with(html, "Written agreement on the hub within two months")
    assert "Promised for July 2024; no completion found by 5 July 2026" in hub
    assert "overdue" not in text_of(html)
    assert "dormant" in hub
    assert html.index("Announcements in order") > html.index("Promises")
    shown = shown_of(catalog, selection_of({}, catalog)[0])
    assert html.count("record-promise") == len(shown.ledger.promises())


def test_announcements_stand_in_order_of_date(opened) -> None:
    html = html_of(opened("Dates", unfolded=ALL)).split("Announcements in order")[1]
    years = [int(year) for year in re.findall(r'record-year">(\d{4})', html.split("</ul>")[0])]
    assert years == sorted(years)
    assert len(years) > 5
    test = opened("Dates", unfolded=ALL)
    test.toggle(key="newest_first").set_value(True).run()
    turned = html_of(test).split("Announcements in order")[1].split("</ul>")[0]
    again = [int(year) for year in re.findall(r'record-year">(\d{4})', turned)]
    assert again == sorted(again, reverse=True)


@pytest.mark.slow
def test_long_tabs_open_on_what_matters(opened) -> None:
    for tab, count, part in (
        ("Dates", 12, "record-event "),
        ("Dates", 8, "record-promise"),
        ("Disagreements", 10, "ledger-contest "),
        ("Sources", 30, "record-source-"),
    ):
        first = html_of(opened(tab)).count(part)
        assert 0 < first <= count, (tab, first)
        assert html_of(opened(tab, unfolded=ALL)).count(part) > count


@pytest.mark.slow
def test_every_figure_and_event_has_a_sentence_to_copy(opened) -> None:
    for tab in ("Figures", "Disagreements", "Dates"):
        html = html_of(opened(tab, unfolded=ALL))
        said = said_in(html)
        kinds = ("key-figure ", "ledger-figure ", "record-event ", "key-date ")
        assert len(said) >= sum(html.count(f'class="{kind}') for kind in kinds) > 10, tab
    (length,) = {
        one for one in said_in(html_of(opened())) if one.startswith("Trans-Afghan, length")
    }
    assert length == (
        "Trans-Afghan, length: 647 km (estimate (planned), Termez to the Pakistani border, by "
        "Kabul), said by Ministry of Transport of Uzbekistan on 7 February 2026"
    )


@pytest.mark.slow
def test_volumes_have_unit_period_kind_and_source(opened, catalog: Catalog) -> None:
    folded = html_of(opened("Volumes"))
    corridors = [f"figures_bars_{name}" for name in catalog.corridors]
    keys = [*corridors, "figures_trade", "goods_part", "figures_goods"]
    html = html_of(opened("Volumes", unfolded=keys))
    assert len(folded) < len(html) / 2  # what is folded away does not travel
    rows = re.findall(r"<li><b>.*?</li>", html)
    assert len(rows) > 80
    for row in rows:
        assert "ledger-kind" in row
        assert "ledger-scope" in row
        assert "record-source" in row
    text = text_of(html)
    assert "solar year 1403 (20 March 2024 – 20 March 2025)" in text
    assert "Mizan/Mehr of solar year 1403 (22 September 2024 – 21 October 2024)" in text
    assert "Torghundi 1,739 t a day: 52,181 t in 30 days" in text


@pytest.mark.slow
def test_charts_are_there(opened) -> None:
    folded = opened("Volumes").get("vega_lite_chart")
    volumes = opened("Volumes", unfolded=["goods_part", "parts_part"]).get("vega_lite_chart")
    # Single goods have a chart of years and one of rates, totals and their parts one.
    assert len(volumes) == len(folded) + 3
    assert len(folded) >= 6
    assert len(opened("Dates").get("vega_lite_chart")) == 2


@pytest.mark.slow
def test_series_are_drawn_for_who_opens_them(opened, catalog: Catalog) -> None:
    ledger = shown_of(catalog, selection_of({}, catalog)[0]).ledger
    courses = [c for c in courses_of(ledger.claims) if c.key.subject_kind == "country_pair"]
    assert len(courses) >= 8
    folded = opened("Volumes").get("vega_lite_chart")
    drawn = opened("Volumes", unfolded=["courses_trade"]).get("vega_lite_chart")
    assert len(drawn) == len(folded) + len(courses)


def test_disagreements_run_from_the_widest_spread(opened, catalog: Catalog) -> None:
    html = html_of(opened("Disagreements", unfolded=ALL))
    spreads = re.findall(r'ledger-spread">(.*?)</span>', html)
    numbers = [float(spread.split()[0]) for spread in spreads if "scale" not in spread]
    assert numbers == sorted(numbers, reverse=True)
    assert len(spreads) == len(shown_of(catalog, selection_of({}, catalog)[0]).ledger.contested())


def test_sources_are_listed_and_can_be_cited(opened) -> None:
    test = opened("Sources", unfolded=ALL)
    html = html_of(test)
    assert len(re.findall(r'id="record-source-', html)) > 200
    assert not re.search(r'href="(?!https?://|\?)', html)
    picked = test.selectbox(key="citation").value
    assert picked.title in test.code[0].value
    assert len(test.get("download_button")) == 5


def test_downloads_hold_what_is_visible(catalog: Catalog) -> None:
    ledger = shown_of(catalog, selection_of({"asof": "2025-07-31"}, catalog)[0]).ledger
    rows = list(csv.DictReader(io.StringIO(claims_csv(ledger), newline="")))
    assert {row["claim_id"] for row in rows} == {claim.claim_id for claim in ledger.claims}
    assert "ua58_length" not in {row["claim_id"] for row in rows}
    assert len(events_csv(ledger).splitlines()) >= len(ledger.events) + 1
    assert workbook_of(ledger)[:2] == b"PK"
    assert all(claim.said_on.first <= date(2025, 7, 31) for claim in ledger.claims)


def test_a_link_names_a_claim(opened) -> None:
    html = html_of(opened(pin="ua12"))
    card = part_of(html, 'class="record-pinned"', "</div>")
    assert "647 km" in card
    assert "opening of the page read" in card
    assert html.index("record-pinned") < html.index("key-figures")


def test_a_pinned_claim_not_yet_said_is_not_shown(opened) -> None:
    text = text_of(html_of(opened(pin="ua12", asof="2025-07-20")))
    assert "ua12 was not yet known on 20 July 2025" in text


def test_picking_a_place_filters_the_panels(opened) -> None:
    html = html_of(opened("Volumes", focus="node:torghundi"))
    text = text_of(html)
    assert "Only what concerns Torghundi" in text
    assert "Torghundi 1,739 t a day" in text
    assert "Hairatan" not in text


@pytest.mark.slow
@pytest.mark.parametrize("tab", ["Figures", "Volumes", "Dates", "Disagreements", "Sources"])
@pytest.mark.parametrize("link", [{"c": "none"}, {"asof": "1950-01-01"}, {"c": "context"}])
def test_nothing_breaks_with_little_on(opened, tab: str, link: dict[str, str]) -> None:
    assert "Checked to 5 July 2026" in text_of(html_of(opened(tab, **link)))
