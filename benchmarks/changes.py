"""How long changes, feeds and editions take on the shipped data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.result import Bar, Row, sample_of
from benchmarks.timing import milliseconds
from geo.changes.account import changes_between
from geo.changes.kinds import Moment
from geo.editions.packed import packed_edition, unpacked_edition
from geo.editions.shelf import Shelf
from geo.model.origins import SHIPPED
from geo.records.catalog import Catalog, read_catalog
from geo.records.readers import Folder, data_folder
from layers.words.changelist import change_list, changes_atom

GROUP = "changes"
_EARLIER = (date(2012, 1, 1), date(2020, 1, 1), date(2025, 7, 1), date(2026, 6, 28))


def measure(repeat: int) -> list[Row]:
    """Return the rows of changes and editions; installing counts every check."""
    catalog = read_catalog()
    _, content = packed_edition(Folder(data_folder(), SHIPPED))
    year = catalog.data_end - timedelta(days=365)
    return [
        _row(
            "any two dates",
            Bar(300),
            [milliseconds(partial(_between, catalog, day)) for day in _EARLIER * repeat],
        ),
        _row(
            "two editions, the earlier read from its file",
            Bar(1000),
            _times(lambda: _editions(catalog, content), repeat),
        ),
        _row("feed of a year", Bar(1000), _times(lambda: _feed(catalog, year), repeat)),
        _row("install an edition", Bar(5000), _times(lambda: _install(content), min(repeat, 5))),
    ]


def _row(what: str, bar: Bar, values: list[float]) -> Row:
    return Row(GROUP, what, "ms", sample_of(values), {}, bar)


def _between(catalog: Catalog, day: date) -> None:
    changes_between(Moment(catalog, day), Moment(catalog, catalog.data_end))


def _editions(catalog: Catalog, content: bytes) -> None:
    earlier = unpacked_edition(content).catalog()
    changes_between(Moment(earlier, earlier.data_end), Moment(catalog, catalog.data_end))


def _feed(catalog: Catalog, since: date) -> None:
    moments = Moment(catalog, since), Moment(catalog, catalog.data_end)
    changes_atom(change_list(changes_between(*moments)))


def _install(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        Shelf(Path(folder)).install(content)


def _times(call: Callable[[], object], repeat: int) -> list[float]:
    return [milliseconds(call) for _ in range(repeat)]
