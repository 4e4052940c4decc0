"""The data that ship, read once in a process for all tests of it."""

from __future__ import annotations

from functools import cache

from geo.records.catalog import Catalog, read_catalog


@cache
def shipped_catalog() -> Catalog:
    """Return the data that ship."""
    return read_catalog()
