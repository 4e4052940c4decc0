"""What the second day of a comparison is called, and the kinds of difference on the map.

What belongs here: the words. What does not: the looks (`layers/look/compared.py`), and changes in
sentences (`layers/words/changes.py`).
"""

from __future__ import annotations

from collections.abc import Mapping

from geo.calendars import day_text
from geo.changes.kinds import Moment
from geo.model.choice import Ago
from geo.records.catalog import Catalog

AGAINST_TEXT: Mapping[Ago, str] = {
    Ago.WEEK: "A week before",
    Ago.MONTH: "A month before",
    Ago.QUARTER: "A quarter before",
    Ago.EVENT: "Before the last event",
}
ONE_DAY_TEXT = "One day only"
OWN_DAY_TEXT = "A day of your own"


def only_text(catalog: Catalog) -> str:
    """Return what is said of a line or place that only an earlier edition has."""
    return f"Only in edition {catalog.edition}" if catalog.edition else "Only in the earlier data"


def earlier_text(earlier: Moment, catalog: Catalog) -> str:
    """Return the earlier side in few words: its day, and its edition if that is another."""
    other = earlier.catalog.edition if earlier.catalog is not catalog else ""
    return f"{day_text(earlier.on)}, edition {other}" if other else day_text(earlier.on)
