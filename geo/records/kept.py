"""A catalog as one text, and back: what was read and checked once need not be so again.

What belongs here: the text's form, which follows from the records' own types. What does not: where
a text is kept, and whether it is still that of the data (`geo/records/prepared.py`). The basemap,
which is text already, is left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from geo.records.catalog import Catalog

_LEFT_OUT = "basemap"


class _Coder(NamedTuple):
    """How values of a type become JSON values and are read back; nothing where they are such."""

    write: Callable[[Any], Any] | None = None
    read: Callable[[Any], Any] | None = None


def kept_text(catalog: Catalog) -> str:
    """Return all of a catalog but its basemap."""
    hints = get_type_hints(Catalog)
    held = {
        name: _written(_coder(kind), getattr(catalog, name))
        for name, kind in hints.items()
        if name != _LEFT_OUT
    }
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def catalog_of(text: str, basemap: Mapping[str, str]) -> Catalog:
    """Return the catalog that a text was made of.

    Parameters
    ----------
    text
        What `kept_text` gave.
    basemap
        The GeoJSON text of each layer, as the catalog had it.

    Raises
    ------
    ValueError, TypeError, KeyError
        If it is no such text.
    """
    held = json.loads(text)
    hints = get_type_hints(Catalog)
    read = {
        name: _read(_coder(kind), held[name]) for name, kind in hints.items() if name != _LEFT_OUT
    }
    return Catalog(**read, basemap=MappingProxyType(dict(basemap)))


def _written(coder: _Coder, value: Any) -> Any:
    return coder.write(value) if coder.write else value


def _read(coder: _Coder, value: Any) -> Any:
    return coder.read(value) if coder.read else value


@cache
def _coder(kind: Any) -> _Coder:
    """Return how values of a type are written and read.

    Raises
    ------
    TypeError
        If records came to have a type that no rule here is for.
    """
    if kind in (str, int, float, bool):
        return _Coder()
    if kind is date:
        return _Coder(date.toordinal, date.fromordinal)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _Coder(lambda value: value.value, {one.value: one for one in kind}.__getitem__)
    if isinstance(kind, type) and is_dataclass(kind):
        return _record(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType and len(inner) == 2 and inner[1] is NoneType:
        return _optional(_coder(inner[0]))
    if origin is tuple and inner[1:] == (Ellipsis,):
        return _several(tuple, _coder(inner[0]))
    if origin is tuple:
        return _row([_coder(one) for one in inner], lambda *values: values)
    if origin is frozenset:
        return _several(frozenset, _coder(inner[0]))
    if origin is Mapping:
        pair = _row([_coder(one) for one in inner], lambda *both: both)
        pairs = _several(dict, pair)
        return _Coder(
            lambda held: _written(pairs, held.items()),
            lambda rows: MappingProxyType(_read(pairs, rows)),
        )
    raise TypeError(f"No rule keeps a {kind}.")


def _record(kind: type[Any]) -> _Coder:
    """Return how a record is written: its fields in their order; equal dates are one when read."""
    hints, names = get_type_hints(kind), [one.name for one in fields(kind)]
    row = _row([_coder(hints[name]) for name in names], kind)
    write = row.write

    def written(record: Any) -> Any:
        return write([getattr(record, name) for name in names]) if write else None

    return _Coder(written, row.read)


def _row(coders: list[_Coder], make: Callable[..., Any]) -> _Coder:
    """Return how values of known types are written one after the other, and made into one."""
    reading = [(n, coder.read) for n, coder in enumerate(coders) if coder.read]

    def read(row: list[Any]) -> Any:
        for place, one in reading:
            row[place] = one(row[place])
        return make(*row)

    return _Coder(
        lambda values: [_written(*pair) for pair in zip(coders, values, strict=True)], read
    )


def _several(make: Callable[[Any], Any], coder: _Coder) -> _Coder:
    """Return how any number of values of a type are written; those of a set in order."""
    read = coder.read

    def written(values: Any) -> Any:
        rows = [_written(coder, value) for value in values]
        return sorted(rows) if make is frozenset else rows

    return _Coder(written, (lambda rows: make(map(read, rows))) if read else make)


def _optional(coder: _Coder) -> _Coder:
    """Return how a value is written that may be missing."""
    read = coder.read
    return _Coder(
        lambda value: None if value is None else _written(coder, value),
        (lambda value: None if value is None else read(value)) if read else None,
    )
