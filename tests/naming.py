"""Which days a text names: what a note may know is judged by them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date


def named_days(text: str) -> Iterator[date]:
    """Every day, month or year that a text names, as the first day of it."""
    months = {name: n for n, name in enumerate(calendar.month_name) if name}
    for day, month, year in re.findall(r"(?:(\d{1,2}) )?([A-Z][a-z]+) (20\d\d)", text):
        if month in months:
            yield date(int(year), months[month], int(day or 1))
    for year, month in re.findall(r"\b(20\d\d)-(\d\d)\b", text):
        if 1 <= int(month) <= 12:
            yield date(int(year), int(month), 1)
    for year in re.findall(r"(?<![\d-])(20\d\d)(?![\d-])", text):
        yield date(int(year), 1, 1)
