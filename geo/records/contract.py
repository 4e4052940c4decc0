"""The form of a contract: which forms cells take, what a column holds, what a table has.

What belongs here: the words of a contract. What does not: which tables there are
(`geo/records/schema/`), reading by a contract (`geo/records/cells.py`, `geo/records/rows.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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

    `most_rows` is how many rows a file of it may have; `needed` whether nothing works without any;
    `may_miss` whether its file may: editions made before there was such a table have none.
    """

    name: str
    file: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    most_rows: int = 20_000
    needed: bool = False
    may_miss: bool = False

    def column(self, name: str) -> Column:
        """Return the column called `name`."""
        return next(column for column in self.columns if column.name == name)
