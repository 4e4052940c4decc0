"""What was reported elsewhere and not checked, as a list. Nothing else on the page follows from it.

The list stands apart from the ledger's cards: it is no record, has no id to pin and goes into no
export.
"""

from __future__ import annotations

from collections.abc import Sequence

from geo.calendars import date_text
from geo.model.said import Report
from layers.look.text import safe


def reported_html(reports: Sequence[Report]) -> str:
    """Return reports as a list: the day, the subject, what is said, and the page nobody read."""
    items = "".join(f"<li>{_report_html(report)}</li>" for report in reports)
    return f'<ul class="record-events ledger-reported">{items}</ul>'


def _report_html(report: Report) -> str:
    note = f" {safe(report.note)}" if report.note else ""
    return (
        f"<b>{safe(date_text(report.date))}</b> {safe(report.subject)}: {safe(report.fact)}"
        f'{note}<br><span class="ledger-note">Named as the page: '
        f"{_link(report.page_url, report.page)}, not read. "
        f"Told by {_link(report.digest_url, 'a digest')}.</span>"
    )


def _link(address: str, text: str) -> str:
    return f'<a href="{safe(address)}" target="_blank" rel="noopener noreferrer">{safe(text)}</a>'
