"""Overland trade corridors of Afghanistan, Iran and Central Asia, from code.

`open` reads the data that come with the package, or others, and returns a `Dataset`: tables with
their sources, a map, a page for print, charts, ways between places, and what changed. The names
below are those that are promised; everything else in the package is its inside.

Examples
--------
>>> import trade_corridors as tc
>>> data = tc.open()
>>> data.select(corridors=["instc"], as_of="2026-04-20").legs().crs.to_epsg()
4326
"""

from __future__ import annotations

# Not from `typing`, which takes a while to load: the command is to hear Ctrl+C before that.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from geo.errors import CorridorError
    from trade_corridors.dataset import Dataset
    from trade_corridors.opening import open  # noqa: A004

__all__ = ["CorridorError", "Dataset", "open"]


def __getattr__(name: str) -> object:
    """Return a promised name; what it needs is imported when it is asked for."""
    if name == "CorridorError":
        from geo.errors import CorridorError

        return CorridorError
    if name in __all__:
        # The data's door has both: what opens and what it gives.
        from trade_corridors import opening

        return getattr(opening, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the promised names."""
    return [*__all__]
