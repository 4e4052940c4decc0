"""Sources: everything behind the panels, to follow, to cite and to take away."""

from __future__ import annotations

import streamlit as st

from geo.formats.interchange import (
    bibtex,
    cited_sources,
    claims_csv,
    csv_file,
    events_csv,
    ris,
    workbook_of,
)
from geo.ledger.citations import citation_text
from geo.ledger.keydates import key_dates
from geo.ledger.keyfigures import heads_of
from geo.model.said import Source
from layers.screen.cards import Shown, heading_html
from layers.screen.reported import reported_html
from layers.screen.sources import sources_html
from page.part import opened


def show_sources(shown: Shown) -> None:
    """Show the sources of what is on the page, with citations to copy and downloads."""
    ledger = shown.ledger
    sources = sorted(cited_sources(ledger), key=_number)
    st.caption(
        f"{len(sources)} sources, {len(ledger.claims)} claims, {len(ledger.events)} events. Most "
        "pages were read in part only; each entry says how much."
    )
    _show_downloads(shown)
    if sources:
        picked = st.selectbox("Citation to copy", sources, format_func=_option, key="citation")
        if picked is not None:
            st.code(citation_text(picked), language=None, wrap_lines=True)
        first = first_sources(shown)
        st.html(heading_html("Behind the first figures and dates") + sources_html(first))
        if opened(f"all {len(sources)} sources", key="all_sources"):
            st.html(sources_html(sources))
    else:
        st.info("Nothing is on the page at this date.")
    _show_reported(shown)


def _show_reported(shown: Shown) -> None:
    """Show what was reported elsewhere and not checked, on the last day of the data only.

    It speaks of days after that one; on an earlier date it would be knowledge from the future.
    """
    reports = shown.catalog.reported
    if not reports or shown.ledger.as_of < shown.ledger.data_end:
        return
    st.html(heading_html("Reported elsewhere, not checked"))
    st.caption(
        "Press pages that digests written by a machine name; nobody here has read them. They speak "
        "of days after the data end and change nothing on the map, in figures, routes or exports."
    )
    if opened(f"the reports ({len(reports)})", key="reported"):
        st.html(reported_html(reports))


def _show_downloads(shown: Shown) -> None:
    """Offer what is visible as files; each is made only when asked for."""
    ledger = shown.ledger
    stem = f"trade-corridors-{ledger.as_of.isoformat()}"
    row = st.container(horizontal=True, gap="small")
    for label, name, mime, make in (
        ("Claims CSV", f"{stem}-claims.csv", "text/csv", lambda: csv_file(claims_csv(ledger))),
        ("Events CSV", f"{stem}-events.csv", "text/csv", lambda: csv_file(events_csv(ledger))),
        (
            "XLSX",
            f"{stem}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            lambda: workbook_of(ledger),
        ),
        ("BibTeX", f"{stem}.bib", "application/x-bibtex", lambda: bibtex(ledger)),
        ("RIS", f"{stem}.ris", "application/x-research-info-systems", lambda: ris(ledger)),
    ):
        row.download_button(
            label, make, file_name=name, mime=mime, on_click="ignore", key=f"download_{name}"
        )


def first_sources(shown: Shown) -> tuple[Source, ...]:
    """Return the sources of what the first tab shows, in the order of their numbers."""
    heads = heads_of(shown.catalog, shown.selection, shown.ledger).values()
    cited = {one.reading.claims[0].source_id for head in heads for one in head.found}
    for dates in key_dates(shown.catalog, shown.selection, shown.ledger).values():
        cited.update(event.source_id for event in dates)
    return tuple(sorted((shown.ledger.sources[name] for name in cited), key=_number))


def _number(source: Source) -> int:
    return source.number


def _option(source: Source) -> str:
    title = source.title if len(source.title) <= 70 else source.title[:69] + "…"
    return f"[{source.number}] {title}"
