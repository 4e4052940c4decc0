"""The table of branches in words: one row a branch, every cell ready to show."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from geo.calendars import date_text, period_text
from geo.ledger.keyfigures import NewSection
from geo.ledger.readings import Reading
from geo.model.dates import PartialDate
from geo.model.lines import Mode
from geo.model.said import ClaimKind, Event
from geo.model.states import Status
from geo.network.branchtable import BranchRow
from geo.records.catalog import Catalog
from layers.look.style import MODE_LABEL, STATUS_LABEL
from layers.words.routes import cost_text, duration_text
from layers.words.strip import NOTHING_LABEL
from layers.words.wording import figure_text, promise_text, range_text

_NONE = "none found"


def branch_table(catalog: Catalog, rows: Iterable[BranchRow]) -> list[dict[str, str]]:
    """Return one row of texts a branch."""
    return [_row(catalog, row) for row in rows]


def _row(catalog: Catalog, row: BranchRow) -> dict[str, str]:
    corridor = catalog.corridors[row.branch.corridor_id]
    extent = row.extent
    return {
        "Corridor": corridor.short_name,
        "Branch": row.branch.name,
        "Length": f"{extent.total_km + row.unthought_km:,.0f} km",
        "By mode": ", ".join(
            f"{MODE_LABEL[mode]} {km:,.0f} km" for mode, km in _by_mode(catalog, row).items()
        ),
        "By status": ", ".join(
            f"{STATUS_LABEL[status]} {extent.by_status_km[status]:,.0f} km"
            for status in Status
            if status in extent.by_status_km
        )
        + (f", {NOTHING_LABEL} {row.unthought_km:,.0f} km" if row.unthought_km else ""),
        "New line": "none" if row.section is None else section_text(row.section),
        "Not built": f"{row.unbuilt_km:,.0f} km",
        "Borders": str(row.borders),
        "Breaks of gauge": str(row.gauge_breaks) + _joined(row),
        "First promise": _promised(min, (one.first for one in row.promises)),
        "Latest promise": _promised(max, (one.latest for one in row.promises)),
        "Slippage": "; ".join(promise_text(promise) for promise in row.promises),
        "Measured volume": _volumes(row.volumes, _is_measured),
        "Claimed volume": _volumes(
            row.volumes, lambda one: not one.planned and not _is_measured(one)
        ),
        "Planned volume": _volumes(row.volumes, lambda one: one.planned),
        "Time": duration_text(row.hours),
        "Cost": cost_text(row.money, row.basis),
    }


def section_text(section: NewSection) -> str:
    """Return how much of a new line is built, with the track that was there before beside it."""
    beside = f", beside {section.existing_km:,.0f} km in place" if section.existing_km else ""
    return f"{section.share:.0%} of {section.new_km:,.0f} km built{beside}"


def _by_mode(catalog: Catalog, row: BranchRow) -> dict[Mode, float]:
    legs = [catalog.legs[leg_id] for leg_id in row.branch.leg_ids]
    kms = {mode: sum(leg.length_km for leg in legs if leg.mode is mode) for mode in Mode}
    return {mode: km for mode, km in kms.items() if km}


def _promised(of: Callable[..., PartialDate | None], events: Iterable[Event]) -> str:
    """Return the first or last of several promised dates."""
    found = of((event.date for event in events), default=None)
    return date_text(found) if found else _NONE


def _joined(row: BranchRow) -> str:
    """Say that gauges differ where no station joins them: a road or ship lies between."""
    if row.gauge_breaks or len(row.gauges) < 2:
        return ""
    gauges = " and ".join(str(gauge) for gauge in row.gauges)
    return f" ({gauges} mm, a road or ship between)"


def _is_measured(reading: Reading) -> bool:
    return any(claim.kind is ClaimKind.MEASURED for claim in reading.claims)


def _volumes(readings: Iterable[Reading], wanted: Callable[[Reading], bool]) -> str:
    """Return figures with what they count and when: a bare figure could be a day's or a year's."""
    return "; ".join(_volume(reading) for reading in readings if wanted(reading)) or _NONE


def _volume(reading: Reading) -> str:
    claim = reading.leading
    period = period_text(claim.period_start, claim.period_end, claim.calendar)
    about = ", ".join(part for part in (claim.scope, period, str(claim.kind)) if part)
    value = figure_text(claim) if reading.low == reading.high else range_text(reading)
    return f"{value} ({about})"
