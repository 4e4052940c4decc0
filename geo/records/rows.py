"""Reading rows by the contract of their table: typed rows out, every fault collected. Pure.

What belongs here: headers and rows. What does not: a single cell (`geo/records/cells.py`), what
holds between rows (`geo/records/integrity.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Any

from geo.clean import clean, hidden_in, one_line
from geo.errors import Fault
from geo.records.cells import Row, cell_of, empty_of, refuse_text, remedy_of, stands
from geo.records.contract import Column, Form, Table


@dataclass(frozen=True, slots=True)
class _Wrong:
    """What is wrong with a cell, and what would be right."""

    message: str
    remedy: str


def rows_of(
    table: Table, rows: Iterable[Row], *, file: str = "", first_row: int = 2
) -> tuple[list[dict[str, Any]], list[Fault]]:
    """Read rows by the contract of their table.

    Parameters
    ----------
    table
        The contract.
    rows
        Raw rows: the strings of a CSV table, or the properties of GeoJSON features.
    file
        File name for the faults; the table's own when empty.
    first_row
        Number of the first row as a reader counts it: 2 below a header, 1 for features.

    Returns
    -------
    typed rows, faults
        Each typed row carries its number under `row`; a row with a fault is left out.
    """
    name, written = file or table.file, list(rows)
    flaws: dict[int, list[Fault]] = {}
    columns = [_column_of(column, written, name, first_row, flaws) for column in table.columns]
    by_name = {column.name: cells for column, cells in zip(table.columns, columns, strict=True)}
    keys = list(zip(*map(by_name.__getitem__, table.key), strict=True))
    by_name["row"] = list(range(first_row, first_row + len(written)))
    every = [
        dict(zip(by_name, cells, strict=True)) for cells in zip(*by_name.values(), strict=True)
    ]
    if not flaws and len(set(keys)) == len(keys):
        return every, []
    typed, faults = list[dict[str, Any]](), list[Fault]()
    seen: dict[tuple[Any, ...], int] = {}
    for place, values in enumerate(every):
        if place in flaws:
            faults += flaws[place]
            continue
        number, key = values["row"], keys[place] if keys else ()
        if keys and seen.setdefault(key, number) != number:
            shown = ", ".join(str(part) for part in key)
            message = f"{shown} stands in row {seen[key]} already."
            faults.append(Fault(name, number, table.key[0], message, "Keep one of them."))
            continue
        typed.append(values)
    return typed, faults


def column_faults(table: Table, names: Sequence[str], *, file: str = "") -> list[Fault]:
    """Return the columns that are missing from a header, doubled, or asked for by nobody."""
    name = file or table.file
    known = [column.name for column in table.columns]
    given = [clean(column, longest=80) for column in names]
    if len(names) == 1 and (mark := _other_mark(names[0], known)):
        message = f"The columns are parted by {mark}."
        return [Fault(name, 1, "", message, "Save the table with commas between its cells.")]
    hidden = [
        Fault(name, 1, shown, f"Its name holds {code}, which cannot be seen.", "Write it anew.")
        for column, shown in zip(names, given, strict=True)
        if (code := hidden_in(column))
    ]
    missing = [
        Fault(name, 1, column, "The column is missing.", "Add it, with its name in the header.")
        for column in known
        if column not in given
    ]
    unknown = [
        Fault(name, 1, column, "Unknown column.", f"Known are {', '.join(known)}.")
        for column in given
        if column not in known
    ]
    doubled = [
        Fault(name, 1, column, "The column stands twice.", "Keep one of them.")
        for column in known
        if given.count(column) > 1
    ]
    return hidden + missing + unknown + doubled


def _other_mark(header: str, known: Sequence[str]) -> str:
    """Return what parts the columns of a header that is all in one cell; nothing if nothing."""
    marks = {";": "semicolons", "\t": "tabs", "|": "bars"}
    found = (said for mark, said in marks.items() if len({*header.split(mark)} & {*known}) > 1)
    return next(found, "")


def _column_of(
    column: Column, rows: Sequence[Row], file: str, first_row: int, flaws: dict[int, list[Fault]]
) -> list[Any]:
    """Return what a column's cells come to; what is wrong goes to the flaws of its row's place."""
    name, stated = column.name, column.precision_in
    written = [row.get(name) for row in rows]
    # A date is read with its precision.
    beside = [row.get(stated) for row in rows] if stated else []
    found: Collection[Any]
    if {*map(type, written), *map(type, beside)} <= {str, NoneType}:
        # Most texts of a table stand in it many times over.
        texts: list[Any] = list(zip(written, beside, strict=True)) if stated else written
        known = {
            text: _cell_of(column, *((text[0], {stated: text[1]}) if stated else (text, {})))
            for text in set(texts)
        }
        cells, found = list(map(known.__getitem__, texts)), known.values()
    else:
        found = cells = [
            _cell_of(column, cell, row) for cell, row in zip(written, rows, strict=True)
        ]
    if any(type(cell) is _Wrong for cell in found):
        for place, cell in enumerate(cells):
            if isinstance(cell, _Wrong):
                fault = Fault(file, first_row + place, column.name, cell.message, cell.remedy)
                flaws.setdefault(place, []).append(fault)
    return cells


def _cell_of(column: Column, raw: Any, row: Row) -> Any:
    """Return what a cell of a row comes to, or what is wrong with it."""
    if isinstance(raw, str) and stands(column.form, raw):
        return raw
    cell = one_line(raw).strip() if isinstance(raw, str) else raw
    if (cell is None or cell in ("", [])) and column.form is not Form.DATE:
        return (
            _Wrong("The cell is empty.", column.meaning + ".")
            if column.required
            else empty_of(column)
        )
    try:
        refuse_text(column, cell)
        return cell_of(column, "" if cell is None else cell, row)
    except ValueError as error:
        return _Wrong(str(error), remedy_of(column))
