"""Reading a single cell by its column: a typed value out, or a ValueError saying what is wrong.

What belongs here: the forms of cells and what each refuses. What does not: contracts
(`geo/records/contract.py`), rows (`geo/records/rows.py`), which tables there are
(`geo/records/schema/`). No files.
"""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from geo.clean import clean, hidden_in, is_blank
from geo.model.dates import PartialDate, Precision
from geo.records.contract import Column, Form

UNDATED = PartialDate(date.min, date.max, Precision.UNDATED)
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
            try:
                return _interval_of([int(part) for part in match.groups()], candidate)
            except calendar.IllegalMonthError:
                raise ValueError(f"{_shown(text)} has no month of the calendar.") from None
    wanted = ", ".join(_ISO_FORMS[candidate][1] for candidate in candidates)
    raise ValueError(f"{_shown(text)} is not a date of the form {wanted}.")


def _interval_of(parts: Sequence[int], precision: Precision) -> PartialDate:
    """Return the first and last day that year, month and day can mean."""
    year = parts[0]
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"The year {year} lies outside {_FIRST_YEAR} to {_LAST_YEAR}.")
    if precision is Precision.DAY:
        try:
            day = date(year, parts[1], parts[2])
        except ValueError:
            shown = "-".join(f"{part:02}" for part in parts)
            raise ValueError(f"{shown!r} is no day of the calendar.") from None
        return PartialDate(day, day, precision)
    first_month, last_month = {
        Precision.MONTH: (parts[-1], parts[-1]),
        Precision.QUARTER: (3 * parts[-1] - 2, 3 * parts[-1]),
        Precision.YEAR: (1, 12),
    }[precision]
    last_day = calendar.monthrange(year, last_month)[1]
    return PartialDate(date(year, first_month, 1), date(year, last_month, last_day), precision)


def stands(form: Form, text: str) -> bool:
    """Tell at once whether a text is a sound cell as it stands, as most ids and texts are."""
    if form is Form.ID:
        return len(text) <= _LONGEST_ID and bool(_ID.match(text)) and text.lower() != _NO_ID
    plain = form is Form.TEXT and 0 < len(text) <= LONGEST_TEXT and text.isprintable()
    return plain and text.strip() == text and (text.isascii() or not is_blank(text))


def refuse_text(column: Column, cell: Any) -> None:
    """Refuse a text, or one in a list, that is too long or holds what is no text.

    Raises
    ------
    ValueError
        Saying what is wrong with it.
    """
    longest = _LONGEST_ID if column.form in (Form.ID, Form.CHOICE) else LONGEST_TEXT
    for text in cell if isinstance(cell, list) else (cell,):
        if not isinstance(text, str):
            continue
        hidden = hidden_in(text)
        if hidden:
            raise ValueError(f"The cell holds {hidden}, a character that cannot be seen.")
        if len(text) > longest:
            raise ValueError(f"The cell has {len(text):,} characters, at most are {longest:,}.")
        if text and not text.isascii() and is_blank(text):
            raise ValueError("The cell holds nothing that can be seen.")


def _shown(cell: object) -> str:
    """Return a cell as a message quotes it: the beginning of a long one."""
    return clean(repr(cell) if isinstance(cell, str | int | float | bool) else cell, longest=80)


def empty_of(column: Column) -> Any:
    """Return what an empty optional cell stands for."""
    if column.form in (Form.IDS, Form.CODES, Form.TEXTS, Form.CHOICES):
        return ()
    return "" if column.form in (Form.TEXT, Form.ID, Form.CODE, Form.URL) else None


def cell_of(column: Column, cell: Any, row: Row) -> Any:
    """Read one filled cell; dates may be empty.

    Raises
    ------
    ValueError
        Saying what is wrong with it.
    """
    match column.form:
        case Form.NUMBER | Form.INTEGER:
            return _number_of(column, cell)
        case Form.FLAG:
            return _flag_of(str(cell))
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
            return _text_of(cell)


def _flag_of(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError(f"{_shown(text)} is neither true nor false.")
    return text.lower() == "true"


def _text_of(cell: Any) -> str:
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


def remedy_of(column: Column) -> str:
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
