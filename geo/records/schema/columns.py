"""Columns of the kinds that many tables have.

What belongs here: one short spelling for each kind of column. What does not: what a column may hold
and how it is checked (`geo/records/contract.py`).
"""

from __future__ import annotations

from enum import StrEnum

from geo.records.contract import Column, Form


def id_column(name: str, meaning: str, *, refers_to: str = "", required: bool = True) -> Column:
    """Return a column of an id of this table, or of the one it refers to."""
    return Column(name, Form.ID, meaning, required=required, refers_to=refers_to)


def text_column(name: str, meaning: str, *, required: bool = True) -> Column:
    """Return a column of free text."""
    return Column(name, Form.TEXT, meaning, required=required)


def choice_column(
    name: str, meaning: str, choices: type[StrEnum], *, required: bool = True
) -> Column:
    """Return a column of one word of a closed vocabulary."""
    return Column(name, Form.CHOICE, meaning, choices=choices, required=required)


def date_column(
    name: str, meaning: str, *, precision_in: str = "", required: bool = False
) -> Column:
    """Return a column of a day; `precision_in` names the column that says how exactly."""
    return Column(name, Form.DATE, meaning, precision_in=precision_in, required=required)


def number_column(name: str, meaning: str, *, required: bool = False) -> Column:
    """Return a column of a number."""
    return Column(name, Form.NUMBER, meaning, required=required)


SOURCE_COLUMN = id_column("source_id", "where it was read", refers_to="sources.source_id")


NOTE_COLUMN = text_column("note", "what a reader should know beside it", required=False)


FACTS_COLUMN = Column(
    "fact_id", Form.TEXTS, "ids of the researched facts behind the row", required=False
)
