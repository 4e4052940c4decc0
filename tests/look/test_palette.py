"""Colours stand once: style sheets and drawing code name them, only the palette says them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from layers.look.palette import ACCENTS, GROUND, INK, PAPER, css_variables, mix

ROOT = Path(__file__).resolve().parents[2]
COLOUR = re.compile(r"#[0-9a-f]{3}(?:[0-9a-f]{3})?(?:[0-9a-f]{2})?\b|\b(?:rgb|hsl)a?\(", re.I)
SHEETS = sorted((ROOT / "layers").rglob("*.css"))
# The tables of looks: here colours are said.
TABLES = {"layers/look/palette.py", "layers/look/style.py"}


def literals(path: Path) -> list[str]:
    """List the colours said in a source file, docstrings and comments aside."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in prose
        and re.search(r"#[0-9a-fA-F]{6}\b", node.value)
    ]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_style_sheets_name_no_colour(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert COLOUR.findall(text) == []


def test_every_variable_used_is_given() -> None:
    assert SHEETS
    used = {name for sheet in SHEETS for name in re.findall(r"var\(--([\w-]+)", sheet.read_text())}
    given = set(re.findall(r"--([\w-]+):", css_variables()))
    set_by_scripts = {"share", "hue", "ring", "ring-style"}
    assert used - set_by_scripts <= given
    assert f"--ink: {INK};" in css_variables()


@pytest.mark.slow
def test_only_the_tables_of_looks_say_a_colour() -> None:
    sources = [
        path
        for folder in ("layers", "page", "commands")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path.relative_to(ROOT).as_posix() not in TABLES
    ]
    assert len(sources) > 50
    assert [line for path in sources for line in literals(path)] == []


def test_a_mixture_lies_between() -> None:
    assert mix("#000000", "#FFFFFF", 0.5) == "#808080"
    assert mix("#102030", "#FFFFFF", 0.0) == "#102030"


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", ACCENTS)
@pytest.mark.parametrize("ground", [PAPER, GROUND])
def test_an_accent_of_a_house_can_be_read(name: str, ground: str) -> None:
    contrast = (_luminance(ground) + 0.05) / (_luminance(ACCENTS[name]) + 0.05)
    assert contrast >= 4.5
