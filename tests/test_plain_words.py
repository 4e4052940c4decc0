"""What a reader sees is in plain words: no ids of records, no words of the workshop, one date form.

Everything shown on several days is read: panels, sheets, what the map is told, routes, and the
words that stand in the code of page, layers and browser modules.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from geo.records.catalog import Catalog
from tests.shown import everything_on, files, map_data, panels, sheets, ways

ROOT = Path(__file__).resolve().parents[1]
DAYS = (date(2019, 6, 1), date(2024, 6, 30), date(2026, 7, 5))
# Words of the workshop, as they stood on the page: none is one a reader would use.
BANNED = re.compile(
    r"\bvoices?\b|\bVoices\b|\b[Yy]ardsticks?\b|(?<!both )\b[Ww]ays\b|\bLeast\b|\bMind\b"
)
ADDRESS = re.compile(r"https?://\S+")
ISO_DAY = re.compile(r"(?<![\d/.=-])\d{4}-\d\d-\d\d(?![\d-])")
PAIRS = (("moscow", "mumbai"), ("kabul", "karachi"), ("tashkent", "herat"))


def record_ids(catalog: Catalog) -> frozenset[str]:
    """Return the ids of sources and facts, as they stand in the data."""
    facts = (ROOT / "tests" / "fact_ids.txt").read_text(encoding="utf-8").split()
    return frozenset({*catalog.sources, *facts})


def ids_in(text: str, known: frozenset[str]) -> set[str]:
    """Return the ids a text names."""
    return set(re.findall(r"\b[A-Z][A-Z_]*\d*[A-Z]*\b", ADDRESS.sub("", text))) & known


def shown_on(catalog: Catalog, day: date) -> Iterator[str]:
    """Yield the text of what a reader sees of a day."""
    selection = everything_on(catalog, day)
    yield from panels(catalog, selection)
    yield from sheets(catalog, selection, count=None, seed=0)
    for text in map_data(catalog, selection):
        yield " | ".join(json.loads(text)["shut"]["told"])
    yield from ways(catalog, day, PAIRS, records=False)


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS)
def test_what_is_shown_names_no_ids_and_no_words_of_the_workshop(
    shipped: Catalog, day: date
) -> None:
    known = record_ids(shipped)
    faults = set()
    for text in shown_on(shipped, day):
        faults |= ids_in(text, known)
        faults |= set(BANNED.findall(text))
        faults |= set(ISO_DAY.findall(text))
    assert faults == set()


@pytest.mark.slow
def test_what_is_handed_over_to_be_read_names_no_ids(shipped: Catalog) -> None:
    known = record_ids(shipped)
    made = dict(files(shipped, everything_on(shipped, DAYS[-1])))
    read = {name: text for name, text in made.items() if name.endswith((".pdf", ".pptx", ".svg"))}
    assert len(read) >= 3
    for name, text in read.items():
        assert ids_in(text, known) == set(), name
        assert not BANNED.search(text), name


def strings_of(path: Path) -> Iterator[str]:
    """Yield the strings of a Python module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def spoken(text: str) -> bool:
    """Tell whether a string is a sentence or a label, not a key or a name of a style."""
    return text[:1] != "." and (" " in text.strip() or text[:1].isupper())


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["page", "layers"])
def test_python_speaks_plainly(folder: str) -> None:
    faults = [
        (path.name, text)
        for path in (ROOT / folder).rglob("*.py")
        for text in strings_of(path)
        if spoken(text) and BANNED.search(text)
    ]
    assert faults == []


def test_the_browser_speaks_plainly() -> None:
    faults = []
    for path in (ROOT / "layers" / "screen" / "web").rglob("*.js"):
        code = re.sub(r"(?m)^\s*(//|\*|/\*).*$", "", path.read_text(encoding="utf-8"))
        for text in re.findall(r'"([^"\n]*)"|`([^`]*)`', code):
            said = "".join(text)
            if spoken(said) and BANNED.search(re.sub(r"\$\{[^}]*\}", "", said)):
                faults.append((path.name, said))
    assert faults == []


def test_the_check_sees_what_it_forbids() -> None:
    assert ids_in("also P028, told", frozenset({"P028"})) == {"P028"}
    assert BANNED.search("3 voices")
    assert ISO_DAY.findall("on 2024-05-02, ") == ["2024-05-02"]
    assert not BANNED.search("the railways of both")
