"""The earlier side of a comparison: what the link's second day means on this page.

What belongs here: finding the editions installed and reading one beside the data in use. What does
not: which day a week before is (`geo/changes/against.py`), and showing anything.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from geo.changes.against import earlier_day
from geo.changes.kinds import Moment
from geo.editions.made import made_of
from geo.editions.packed import Edition
from geo.editions.shelf import folder_of_data, user_shelf
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


def made_moment(catalog: Catalog, content: bytes) -> tuple[Moment, bool]:
    """Return the day and data that slides or a page of ours were made from.

    Returns
    -------
    moment, at hand
        Where its data are neither in use nor installed, the data in use on that day, and false.

    Raises
    ------
    EditionError
        If the file is none of ours.
    """
    made = made_of(content)
    if made.data_hash == catalog.data_hash:
        return Moment(catalog, made.as_of), True
    folder = folder_of_data(made.data_hash)
    return Moment(_read(str(folder)) if folder else catalog, made.as_of), folder is not None


@lru_cache(maxsize=2)
def _read(folder: str) -> Catalog:
    return read_catalog(Path(folder))
