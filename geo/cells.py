"""Reading cells and rows by a column contract: typed values out, every fault collected.

A contract (`Column`, `Table`) says which form a cell takes; which tables there are is in
`geo.schema`, and what holds between rows in `geo.integrity`. No files are opened here.
"""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from geo.clean import clean, hidden_in, one_line
from geo.errors import Fault
from geo.model import PartialDate, Precision

UNDATED = PartialDate(date.min, date.max, Precision.UNDATED)


class Form(StrEnum):
    """The form of a cell."""

    TEXT = "text"
    ID = "id"
    IDS = "ids"
    CODE = "code"
    CODES = "codes"
    TEXTS = "texts"
    NUMBER = "number"
    INTEGER = "integer"
    FLAG = "flag"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    URL = "url"


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds.

    `precision_in` names the column that states the precision of a date; without it the precision
    follows from the form of the date itself. `refers_to` is `table.column` of another table.
    """

    name: str
    form: Form
    meaning: str
    required: bool = True
    choices: type[StrEnum] | None = None
    minimum: float | None = None
    maximum: float | None = None
    precision_in: str = ""
    refers_to: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The contract of one table: its file, its key and its columns in order.

    `most_rows` is how many rows a file of it may have; `needed` whether nothing works without any.
    """

    name: str
    file: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    most_rows: int = 20_000
    needed: bool = False

    def column(self, name: str) -> Column:
        """Return the column called `name`."""
        return next(column for column in self.columns if column.name == name)


Row = Mapping[str, Any]
# Long enough for any note and address, short enough for a card and a page's margin.
LONGEST_TEXT = 2_000
_LONGEST_ID = 80
# Beyond these no figure of trade can be meant; a float could not tell it from its neighbour.
_LARGEST, _SMALLEST = 1e15, 1e-9
# Dates outside are slips of the pen, and the calendar's own ends cannot be reckoned with.
_FIRST_YEAR, _LAST_YEAR = 1800, 2199
# What a link says where nothing is chosen; an id of that name could not be chosen.
_NO_ID = "none"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]*\Z")
_CODE = re.compile(r"[A-Z]{3}\Z")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?\Z")
_ISO_FORMS = {
    Precision.DAY: (re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z"), "YYYY-MM-DD"),
    Precision.MONTH: (re.compile(r"([0-9]{4})-([0-9]{2})\Z"), "YYYY-MM"),
    Precision.QUARTER: (re.compile(r"([0-9]{4})-Q([1-4])\Z"), "YYYY-Qn"),
    Precision.YEAR: (re.compile(r"([0-9]{4})\Z"), "YYYY"),
}


def partial_date_of(text: str, precision: Precision | None = None) -> PartialDate:
    """Read a date as exactly as it is known.

    Parameters
    ----------
    text
        `2025-07-31`, `2025-07`, `2025-Q3` or `2025`; empty for an undated one.
    precision
        The precision stated elsewhere, which the form must match; `None` takes it from the form.

    Raises
    ------
    ValueError
        If the text has another form or is no date of the calendar.
    """
    if precision is Precision.UNDATED or (precision is None and not text):
        if text:
            raise ValueError(f"{_shown(text)} is a date, but its precision says undated.")
        return UNDATED
    candidates = [precision] if precision else list(_ISO_FORMS)
    for candidate in candidates:
        match = _ISO_FORMS[candidate][0].match(text)
        if match:
            return _interval_of([int(part) for part in match.groups()], candidate)
    wanted = ", ".join(_ISO_FORMS[candidate][1] for candidate in candidates)
    raise ValueError(f"{_shown(text)} is not a date of the form {wanted}.")


def _interval_of(parts: Sequence[int], precision: Precision) -> PartialDate:
    """Return the first and last day that year, month and day can mean."""
    year = parts[0]
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"The year {year} lies outside {_FIRST_YEAR} to {_LAST_YEAR}.")
    if precision is Precision.DAY:
        day = date(year, parts[1], parts[2])
        return PartialDate(day, day, precision)
    first_month, last_month = {
        Precision.MONTH: (parts[-1], parts[-1]),
        Precision.QUARTER: (3 * parts[-1] - 2, 3 * parts[-1]),
        Precision.YEAR: (1, 12),
    }[precision]
    last_day = calendar.monthrange(year, last_month)[1]
    return PartialDate(date(year, first_month, 1), date(year, last_month, last_day), precision)


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
    for number, row in enumerate(rows, start=first_row):
        values, row_faults = _row_of(table, row, name, number)
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


def _row_of(table: Table, row: Row, file: str, number: int) -> tuple[dict[str, Any], list[Fault]]:
    """Read one row; every faulty cell is reported."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for column in table.columns:
        raw = row.get(column.name)
        cell = one_line(raw).strip() if isinstance(raw, str) else raw
        if (cell is None or cell in ("", [])) and column.form is not Form.DATE:
            if column.required:
                faults.append(
                    Fault(file, number, column.name, "The cell is empty.", column.meaning + ".")
                )
            values[column.name] = _empty_of(column)
            continue
        try:
            _refuse_text(column, cell)
            values[column.name] = _cell_of(column, "" if cell is None else cell, row)
        except ValueError as error:
            faults.append(Fault(file, number, column.name, str(error), _remedy_of(column)))
    return values, faults


def _refuse_text(column: Column, cell: Any) -> None:
    """Raise ValueError for a text, or one in a list, that is too long or holds what is no text."""
    longest = _LONGEST_ID if column.form in (Form.ID, Form.CHOICE) else LONGEST_TEXT
    for text in cell if isinstance(cell, list) else (cell,):
        if not isinstance(text, str):
            continue
        hidden = hidden_in(text)
        if hidden:
            raise ValueError(f"The cell holds {hidden}, a character that cannot be seen.")
        if len(text) > longest:
            raise ValueError(f"The cell has {len(text):,} characters, at most are {longest:,}.")


def _shown(cell: object) -> str:
    """Return a cell as a message quotes it: the beginning of a long one."""
    return clean(repr(cell) if isinstance(cell, str | int | float | bool) else cell, longest=80)


def _empty_of(column: Column) -> Any:
    """Return what an empty optional cell stands for."""
    if column.form in (Form.IDS, Form.CODES, Form.TEXTS, Form.CHOICES):
        return ()
    return "" if column.form in (Form.TEXT, Form.ID, Form.CODE, Form.URL) else None


def _cell_of(column: Column, cell: Any, row: Row) -> Any:
    """Read one filled cell (dates may be empty); raise ValueError saying what is wrong."""
    match column.form:
        case Form.NUMBER | Form.INTEGER:
            return _number_of(column, cell)
        case Form.FLAG:
            if str(cell).lower() not in ("true", "false"):
                raise ValueError(f"{_shown(cell)} is neither true nor false.")
            return str(cell).lower() == "true"
        case Form.DATE:
            return _date_of(column, str(cell), row)
        case Form.CHOICE:
            return _choice_of(column, cell)
        case Form.CHOICES:
            return tuple(_choice_of(column, part) for part in _list_of(column, cell))
        case Form.IDS | Form.CODES | Form.TEXTS:
            return _list_of(column, cell)
        case Form.ID:
            return _id_of(str(cell))
        case Form.CODE:
            return _matching(_CODE, str(cell), "a three-letter country code")
        case Form.URL:
            return _address_of(str(cell))
        case _:
            if not isinstance(cell, str):
                raise ValueError(f"{_shown(cell)} is not text.")
            return cell


def _id_of(text: str) -> str:
    if text.lower() == _NO_ID:
        raise ValueError(f"{_shown(text)} means nothing chosen in a link and cannot be an id.")
    if len(text) > _LONGEST_ID:
        raise ValueError(f"{_shown(text)} is longer than {_LONGEST_ID} characters.")
    return _matching(_ID, text, "an id")


def _address_of(text: str) -> str:
    """Return an address a browser can open: http or https, with a host, without gaps."""
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or re.search(r"[\s<>\"\\^`{|}]", text):
        raise ValueError(f"{_shown(text)} is not an http or https address.")
    return text


def _number_of(column: Column, cell: Any) -> float | int:
    wrong = isinstance(cell, str) and not _NUMBER.match(cell)
    if wrong or isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise ValueError(f"{_shown(cell)} is not a number.")
    try:
        number = float(cell)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueError(f"{_shown(cell)} is not a finite number.")
    if abs(number) > _LARGEST or 0 < abs(number) < _SMALLEST:
        raise ValueError(f"{_shown(cell)} cannot be meant: no figure here is so large or small.")
    if column.minimum is not None and number < column.minimum:
        raise ValueError(f"{cell} is below {column.minimum:g}.")
    if column.maximum is not None and number > column.maximum:
        raise ValueError(f"{cell} is above {column.maximum:g}.")
    if column.form is Form.INTEGER:
        if number != int(number):
            raise ValueError(f"{cell} is not a whole number.")
        return int(number)
    return number


def _date_of(column: Column, cell: str, row: Row) -> PartialDate | None:
    if not column.precision_in:
        if not cell and column.required:
            raise ValueError("The cell is empty.")
        return partial_date_of(cell) if cell else None
    stated = str(row.get(column.precision_in) or "").strip()
    if not cell and not stated:
        return None
    if stated not in set(Precision):
        return None  # the precision column has a fault of its own
    return partial_date_of(cell, Precision(stated))


def _choice_of(column: Column, cell: Any) -> StrEnum:
    assert column.choices is not None  # noqa: S101 - a contract without choices is our mistake
    try:
        return column.choices(cell)
    except ValueError:
        raise ValueError(f"{_shown(cell)} is not one of the known words.") from None


def _list_of(column: Column, cell: Any) -> tuple[str, ...]:
    parts = cell.split(";") if isinstance(cell, str) else cell
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise ValueError(f"{_shown(cell)} is not a list of texts.")
    texts = tuple(part.strip() for part in parts if part.strip())
    if column.form is Form.IDS:
        return tuple(_id_of(text) for text in texts)
    if column.form is Form.CODES:
        return tuple(_matching(_CODE, text, "a three-letter country code") for text in texts)
    return texts


def _matching(pattern: re.Pattern[str], text: str, what: str) -> str:
    if not pattern.match(text):
        raise ValueError(f"{_shown(text)} is not {what}.")
    return text


def _remedy_of(column: Column) -> str:
    """Say what the column should hold."""
    if column.choices is not None:
        return f"Known are {', '.join(column.choices)}."
    forms = {
        Form.ID: "letters, digits and underscores",
        Form.IDS: "ids joined by semicolons",
        Form.CODE: "an alpha-3 code",
        Form.CODES: "alpha-3 codes joined by semicolons",
        Form.TEXTS: "texts joined by semicolons",
        Form.FLAG: "true or false",
        Form.DATE: "an ISO date at its precision",
    }
    return f"Wanted: {column.meaning} ({forms.get(column.form, column.form.value)})."
