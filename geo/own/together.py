"""The shipped data and overlays as one catalog: what is good is used, what is not is told.

What belongs here: reading with overlays, and taking out their faulty rows until the rest holds.
What does not: what is faulty (`geo/records/`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from geo.clean import clean
from geo.errors import DataError, Fault, OverlayError
from geo.model.lines import LonLat
from geo.model.origins import SHIPPED
from geo.own.oddities import iso_day, number_of
from geo.own.overlay import LEGS_FILE, OWN_TABLES, Overlay, RawTable
from geo.records.catalog import Catalog, read_catalog
from geo.records.contract import Form, Table
from geo.records.once import Once
from geo.records.readers import Reader, base_reader
from geo.records.schema.lines import LEGS, NODES

# A row taken out may leave others without what they name; more rounds than that mean a knot.
_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Together:
    """A catalog with overlays, as far as their rows hold, and every fault of the others."""

    catalog: Catalog
    faults: tuple[Fault, ...]


def read_together(
    overlays: Sequence[Overlay], places: Mapping[str, LonLat], *, data: Path | Reader | None = None
) -> Together:
    """Return the shipped data with overlays beside them.

    Parameters
    ----------
    overlays
        In the order in which they were added.
    places
        Where the shipped nodes lie.
    data
        The shipped data's folder or reader; by default the folder that comes with the project.

    Raises
    ------
    DataError
        If the shipped data themselves have faults.
    OverlayError
        If two overlays cannot be told apart, or faults cannot be taken out.
    """
    _refuse_twins(overlays)
    base = data if isinstance(data, Once) else Once(base_reader(data))
    told: list[Fault] = []
    now = []
    for overlay in overlays:
        lost = _lost_ends(overlay, places)
        told += [_as_written(fault, overlay) for fault in lost]
        now.append(_without(overlay, lost))
    files = [one.beside(places) for one in now]
    for _ in range(_ROUNDS):
        try:
            catalog = read_catalog(base, *files)
        except DataError as error:
            if any(_owner_of(fault, now) is None for fault in error.faults):
                raise
            for place, overlay in enumerate(now):
                mine = [fault for fault in error.faults if _owner_of(fault, now) is overlay]
                told += [_as_written(fault, overlay) for fault in mine]
                if mine:
                    now[place] = _without(overlay, mine)
                    files[place] = now[place].beside(places)
        else:
            return Together(catalog, tuple(dict.fromkeys(told)))
    raise OverlayError("The overlay's rows contradict each other; see the faults of its tables.")


def _lost_ends(overlay: Overlay, places: Mapping[str, LonLat]) -> list[Fault]:
    """Return the ends of legs that lie nowhere: without them nothing else can be said of a leg."""
    known = {"", *places, *(row.cells.get("node_id", "") for row in overlay.rows("nodes"))}
    return [
        Fault(
            f"{overlay.origin}/{LEGS_FILE}",
            number,
            end,
            f"There is no node called {clean(row.cells[end], longest=40)!r}.",
            "Use the id of a known place, or add it to the table of nodes.",
        )
        for number, row in enumerate(overlay.rows("legs"), start=1)
        for end in ("from_id", "to_id")
        if row.cells.get(end, "").strip() not in known
    ]


def _refuse_twins(overlays: Sequence[Overlay]) -> None:
    seen: set[str] = set()
    for overlay in overlays:
        # Under this name nobody could tell whose its records are.
        if overlay.origin.casefold() == SHIPPED:
            raise OverlayError(
                f"An overlay cannot be called {SHIPPED}. Give it another name in its settings."
            )
        if overlay.origin in seen:
            raise OverlayError(
                f"Two overlays are called {overlay.origin}. Give one another name in its settings."
            )
        seen.add(overlay.origin)


def _owner_of(fault: Fault, overlays: Sequence[Overlay]) -> Overlay | None:
    found = [one for one in overlays if fault.file.startswith(f"{one.origin}/")]
    # A name may have a slash in it, and begin as another's.
    return max(found, key=lambda one: len(one.origin), default=None)


def _table_of(fault: Fault, overlay: Overlay) -> Table | None:
    file = fault.file.removeprefix(f"{overlay.origin}/")
    if file == LEGS_FILE:
        return LEGS
    return next((table for table in OWN_TABLES if table.file == file), None)


def _index_of(fault: Fault, table: Table) -> int:
    """Return the place in the overlay's table of the row a fault is in; negative for none."""
    return fault.row - (1 if table in (NODES, LEGS) else 2)


def _as_written(fault: Fault, overlay: Overlay) -> Fault:
    """Return a fault at the place where its reader wrote it: file or sheet, and row."""
    table = _table_of(fault, overlay)
    if table is None or table.name not in overlay.tables:
        return fault
    raw, index = overlay.tables[table.name], _index_of(fault, table)
    row = raw.rows[index] if 0 <= index < len(raw.rows) else None
    prefix = overlay.prefix
    right = _right(table, fault.column, row.cells.get(fault.column, "")) if row else ""
    return replace(
        fault,
        file=raw.place,
        row=row.number if row else 0,
        message=fault.message.replace(prefix, ""),
        remedy=right or fault.remedy.replace(prefix, ""),
    )


def _right(table: Table, name: str, cell: str) -> str:
    """Return what a number or day in another way of writing would be; nothing where it is neither.

    A table is not read by a guess, but who wrote it need not reckon.
    """
    form = next((one.form for one in table.columns if one.name == name), None)
    try:
        if form in (Form.NUMBER, Form.INTEGER):
            number, odd = number_of(cell)
            said = f"{number:.15g}"
        elif form is Form.DATE:
            said, odd = iso_day(cell)
        else:
            return ""
    except ValueError:
        return ""
    return f"Write {said} ({'; '.join(sorted(odd))})." if odd else ""


def _without(overlay: Overlay, faults: Sequence[Fault]) -> Overlay:
    """Return an overlay without its faulty rows, and without tables that are faulty as a whole."""
    if not faults:
        return overlay
    bad: dict[str, set[int]] = {}
    whole: set[str] = set()
    for fault in faults:
        table = _table_of(fault, overlay)
        if table is None:
            continue
        index = _index_of(fault, table)
        if 0 <= index < len(overlay.rows(table.name)):
            bad.setdefault(table.name, set()).add(index)
        else:
            whole.add(table.name)
    tables = {
        name: RawTable(
            raw.place,
            tuple(row for at, row in enumerate(raw.rows) if at not in bad.get(name, ())),
        )
        for name, raw in overlay.tables.items()
        if name not in whole
    }
    return replace(overlay, tables=tables)
