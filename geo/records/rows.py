"""Reading rows by the contract of their table: typed rows out, every fault collected. Pure.

What belongs here: headers and rows. What does not: a single cell (`geo/records/cells.py`), what
holds between rows (`geo/records/integrity.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from geo.clean import clean, one_line
from geo.errors import Fault
from geo.records.cells import Row, cell_of, empty_of, refuse_text, remedy_of
from geo.records.contract import Column, Form, Table

# Each column, its name, and what the texts came to that were read in it before.
Known = list[tuple[Column, str, dict[str | None, Any]]]


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
    name = file or table.file
    typed, faults = [], []
    seen: dict[tuple[Any, ...], int] = {}
    # Most cells of a table stand in it many times over.
    known: Known = [(column, column.name, {}) for column in table.columns]
    for number, row in enumerate(rows, start=first_row):
        values, row_faults = _row_of(known, row, name, number)
        key = tuple(values.get(column) for column in table.key)
        if table.key and not row_faults and key in seen:
            shown = ", ".join(str(part) for part in key)
            row_faults.append(
                Fault(
                    name,
                    number,
                    table.key[0],
                    f"{shown} stands in row {seen[key]} already.",
                    "Keep one of them.",
                )
            )
        faults.extend(row_faults)
        if not row_faults:
            seen[key] = number
            typed.append({**values, "row": number})
    return typed, faults


def column_faults(table: Table, names: Sequence[str], *, file: str = "") -> list[Fault]:
    """Return the columns that are missing from a header, doubled, or asked for by nobody."""
    name = file or table.file
    known = [column.name for column in table.columns]
    given = [clean(column, longest=80) for column in names]
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
    return missing + unknown + doubled


def _row_of(known: Known, row: Row, file: str, number: int) -> tuple[dict[str, Any], list[Fault]]:
    """Read one row; every faulty cell is reported."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for column, name, read in known:
        raw = row.get(name)
        # A date is read with its precision, and 1, 1.0 and true are one key.
        is_text = (raw is None or isinstance(raw, str)) and column.form is not Form.DATE
        if is_text and raw in read:
            values[name] = read[raw]
            continue
        cell = one_line(raw).strip() if isinstance(raw, str) else raw
        if (cell is None or cell in ("", [])) and column.form is not Form.DATE:
            values[name] = empty_of(column)
            if column.required:
                faults.append(Fault(file, number, name, "The cell is empty.", column.meaning + "."))
                continue
        else:
            try:
                refuse_text(column, cell)
                values[name] = cell_of(column, "" if cell is None else cell, row)
            except ValueError as error:
                faults.append(Fault(file, number, name, str(error), remedy_of(column)))
                continue
        if is_text:
            read[raw] = values[name]
    return values, faults
