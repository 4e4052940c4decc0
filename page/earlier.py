"""The earlier side of a comparison: what the link's second day means on this page.

What belongs here: finding the editions installed and reading one beside the data in use. What does
not: which day a week before is (`geo/changes/against.py`), and showing anything.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from geo.changes.against import earlier_day
from geo.changes.kinds import Moment
from geo.editions.packed import Edition
from geo.editions.shelf import user_shelf
from geo.errors import CorridorError, EditionError
from geo.model.choice import Selection
from geo.records.catalog import Catalog, read_catalog
from geo.state.select import as_of_date


def editions() -> tuple[Edition, ...]:
    """Return the editions that can be compared with, by their names."""
    return user_shelf().editions()


def earlier_moment(catalog: Catalog, selection: Selection) -> Moment | None:
    """Return the earlier side; none if one day is shown, or its edition cannot be read."""
    try:
        return read_earlier(catalog, selection)
    except CorridorError:
        return None


def read_earlier(catalog: Catalog, selection: Selection) -> Moment | None:
    """Return the earlier side; none if one day is shown.

    Raises
    ------
    CorridorError
        If its edition is not installed or cannot be read.
    """
    against = selection.against
    if not against:
        return None
    if "." not in against:
        return Moment(catalog, earlier_day(catalog, selection, against))
    shelf = user_shelf()
    found = [one for one in editions() if one.edition_id == against]
    if not found:
        raise EditionError(f"Edition {against} is not installed here; one day is shown.")
    other = _read(str(shelf.folder_of(found[-1])))
    return Moment(other, min(other.data_end, as_of_date(catalog, selection)))


@lru_cache(maxsize=2)
def _read(folder: str) -> Catalog:
    return read_catalog(Path(folder))
