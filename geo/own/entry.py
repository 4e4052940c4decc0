"""Single records typed into a form: checked as typed, and added to an overlay of the session. Pure.

What belongs here: a row from a form's fields, its faults, and the overlay with it. What does not:
the form (`page/own.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from geo.errors import Fault
from geo.own.defaults import completed
from geo.own.overlay import OWN_TABLES, Overlay, RawRow, RawTable
from geo.records.integrity import value_faults
from geo.records.metrics import METRICS
from geo.records.rows import rows_of

NOTEBOOK = "My notes"
TYPED = "typed here"
_LATER = ("source_id", "source_ids")


def typed_faults(table: str, cells: Mapping[str, str]) -> list[Fault]:
    """Return what is wrong with a row as far as it is typed, one fault a field.

    Parameters
    ----------
    table
        The table it is for.
    cells
        What was typed; fields that may stay empty are filled with the usual.
    """
    contract = next(one for one in OWN_TABLES if one.name == table)
    (whole,) = completed(contract, [cells])
    # Whether a source is named is for the reader to decide: without one the row is unsourced.
    whole |= {name: whole.get(name) or "none_yet" for name in _LATER}
    rows, faults = rows_of(contract, [whole], file=TYPED)
    if table == "claims":
        faults += value_faults([{**row, "file": TYPED} for row in rows])
    metric = METRICS.get(cells.get("metric", ""))
    if metric is not None and cells.get("unit") not in metric.units:
        message = f"{cells['metric']} is not counted in {cells.get('unit') or 'nothing'}."
        remedy = f"It is counted in {', '.join(metric.units)}."
        faults.append(Fault(TYPED, 2, "unit", message, remedy))
    return faults


def with_row(overlay: Overlay, table: str, cells: Mapping[str, str]) -> Overlay:
    """Return an overlay with one more row; an empty field is left out."""
    rows = overlay.rows(table)
    place = overlay.tables[table].place if table in overlay.tables else f"{TYPED}, {table}"
    number = max((row.number for row in rows), default=1) + 1
    row = RawRow(number, {name: cell.strip() for name, cell in cells.items() if cell.strip()})
    return replace(overlay, tables={**overlay.tables, table: RawTable(place, (*rows, row))})


def with_source(overlay: Overlay, title: str, url: str, published: str) -> tuple[Overlay, str]:
    """Return an overlay with a source, and its id; the same title and address is the same source.

    Without a title there is none, and what is said stays unsourced.
    """
    if not title.strip():
        return overlay, ""
    wanted = {"title": title.strip(), "url": url.strip(), "published": published.strip()}
    for row in overlay.rows("sources"):
        if all(row.cells.get(name, "") == cell for name, cell in wanted.items()):
            return overlay, row.cells["source_id"]
    source_id = f"source_{len(overlay.rows('sources')) + 1}"
    return with_row(overlay, "sources", {"source_id": source_id, **wanted}), source_id
