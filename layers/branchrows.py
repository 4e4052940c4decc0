"""The table of branches in words: one row a branch, every cell ready to show."""

from __future__ import annotations

from collections.abc import Iterable

from geo.branchtable import BranchRow
from geo.calendars import date_text
from geo.catalog import Catalog
from geo.ledger import Reading
from geo.model import Mode, Status
from layers.routetable import days_text
from layers.style import MODE_LABEL, STATUS_LABEL
from layers.wording import promise_text, range_text

_NONE = "none found"


def branch_table(catalog: Catalog, rows: Iterable[BranchRow]) -> list[dict[str, str]]:
    """Return one row of texts a branch."""
    return [_row(catalog, row) for row in rows]


def _row(catalog: Catalog, row: BranchRow) -> dict[str, str]:
    corridor = catalog.corridors[row.branch.corridor_id]
    extent = row.extent
    money = row.money
    return {
        "Corridor": corridor.short_name,
        "Branch": row.branch.name,
        "Length": f"{extent.total_km:,.0f} km",
        "By mode": ", ".join(
            f"{MODE_LABEL[mode]} {extent.by_mode_km[mode]:,.0f} km"
            for mode in Mode
            if mode in extent.by_mode_km
        ),
        "By status": ", ".join(
            f"{STATUS_LABEL[status]} {extent.by_status_km[status]:,.0f} km"
            for status in Status
            if status in extent.by_status_km
        ),
        "Built": f"{extent.built_share:.0%}",
        "Not built": f"{row.unbuilt_km:,.0f} km",
        "Borders": str(row.borders),
        "Breaks of gauge": str(row.gauge_breaks),
        "First promise": _first(row),
        "Latest promise": _latest(row),
        "Slippage": "; ".join(promise_text(promise) for promise in row.promises),
        "Measured volume": _volumes(row.volumes, planned=False),
        "Planned volume": _volumes(row.volumes, planned=True),
        "Time": days_text(row.hours),
        "Cost": f"USD {money.low:,.0f} – {money.central:,.0f} – {money.high:,.0f} per tonne",
    }


def _first(row: BranchRow) -> str:
    dates = [promise.first.date for promise in row.promises]
    return date_text(min(dates)) if dates else _NONE


def _latest(row: BranchRow) -> str:
    dates = [promise.latest.date for promise in row.promises]
    return date_text(max(dates)) if dates else _NONE


def _volumes(readings: Iterable[Reading], *, planned: bool) -> str:
    texts = [range_text(reading) for reading in readings if reading.planned is planned]
    return "; ".join(texts) or _NONE
