"""The sheets of everything that can be picked, for a page that has no server to ask.

A figure, a promise or a line told on the sheets of many places stands in the page once; the
sheets name it by number, and `layers/screen/web/alone/start.js` puts it in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from geo.ledger.around import told_at
from geo.model.choice import Focus, Selection
from geo.model.said import SubjectKind
from geo.records.catalog import Catalog
from geo.state.select import as_of_date
from layers.look.text import safe
from layers.screen.factsheet import factsheet_html

# From the least to the whole: a source's link, a promise with all it was given, a row or paragraph
# that holds no other.
_BLOCKS = (
    r'<a class="record-source.*?</a>',
    r'<details class="record-promise.*?</details>',
    r"<(li|p)(?=[ >])(?:(?!</?li).)*?</\1>",
)
# A sentence to copy with every statement would weigh a tenth of the file, which goes by mail: the
# first figures have theirs.
_COPY = re.compile(r' ?<button class="copy".*?</button>', re.DOTALL)
# Shorter than this, naming a block takes as much room as writing it again.
_LEAST_LETTERS = 60


def sheets_html(catalog: Catalog, selection: Selection) -> Iterator[str]:
    """Yield a template for every sheet, then one for every block that they share."""
    named = dict(_sheets(catalog, selection))
    sheets, shared = list(named.values()), list[str]()
    for pattern in _BLOCKS:
        sheets = _shared(sheets, re.compile(pattern, re.DOTALL), shared)
    for name, sheet in zip(named, sheets, strict=True):
        yield f'<template data-sheet="{safe(name)}">{sheet}</template>'
    for number, block in enumerate(shared):
        yield f'<template data-of="{number}">{block}</template>'


def without_copies(html: str) -> str:
    """Return HTML without its sentences to copy."""
    return _COPY.sub("", html)


def _shared(sheets: Sequence[str], pattern: re.Pattern[str], shared: list[str]) -> list[str]:
    """Return sheets that name by number what several hold; `shared` grows by those blocks."""
    counted = Counter(found[0] for sheet in sheets for found in pattern.finditer(sheet))
    often = [one for one, count in counted.items() if count > 1 and len(one) >= _LEAST_LETTERS]
    number = {block: len(shared) + place for place, block in enumerate(often)}
    shared += often

    def named(found: re.Match[str]) -> str:
        block = found[0]
        return f'<i data-block="{number[block]}"></i>' if block in number else block

    return [pattern.sub(named, sheet) for sheet in sheets]


def _sheets(catalog: Catalog, selection: Selection) -> Iterator[tuple[str, str]]:
    """Yield the sheet of everything that can be picked, by kind and id."""
    named: Mapping[SubjectKind, Iterable[str]] = {
        SubjectKind.LEG: catalog.legs,
        SubjectKind.NODE: catalog.nodes,
        SubjectKind.BRANCH: catalog.branches,
        SubjectKind.CORRIDOR: catalog.corridors,
        SubjectKind.STRAIT: catalog.straits,
    }
    told = told_at(catalog, as_of_date(catalog, selection))
    for kind, names in named.items():
        for name in names:
            sheet = factsheet_html(catalog, replace(selection, focus=Focus(kind, name)), told)
            if sheet:
                yield f"{kind}:{name}", without_copies(sheet)
