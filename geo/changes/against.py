"""Which earlier day a comparison means when it names one that goes along with the later. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from geo.model.choice import Ago, Selection
from geo.model.dates import Precision
from geo.model.said import EventKind
from geo.records.catalog import Catalog
from geo.state.about import events_of
from geo.state.select import as_of_date

AGO_DAYS = {Ago.WEEK: 7, Ago.MONTH: 30, Ago.QUARTER: 91}


def earlier_day(catalog: Catalog, selection: Selection, against: str) -> date:
    """Return the earlier day of a comparison within one catalog.

    Parameters
    ----------
    catalog, selection
        What is shown; its day is the later one.
    against
        One of `Ago`, or a day as ISO text. A day after the later one counts as that.
    """
    until = as_of_date(catalog, selection)
    if against == Ago.EVENT:
        return _last_event(catalog, selection, until) - timedelta(days=1)
    if against in AGO_DAYS:
        return until - timedelta(days=AGO_DAYS[Ago(against)])
    return min(date.fromisoformat(against), until)


def compared_day(catalog: Catalog, selection: Selection) -> date | None:
    """Return the earlier day a selection is compared with; none for an edition's."""
    against = selection.against
    return earlier_day(catalog, selection, against) if against and "." not in against else None


def _last_event(catalog: Catalog, selection: Selection, until: date) -> date:
    """Return the last day on which something happened to what is on; the later day if nothing."""
    days = (
        event.date.first
        for event in events_of(catalog, selection)
        if event.kind is EventKind.ACTUAL and event.date.precision is Precision.DAY
    )
    return max((day for day in days if day <= until), default=until)
