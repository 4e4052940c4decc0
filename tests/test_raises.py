"""Public functions that raise say so in a section of their docstring."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.test_imports import module, sources

Function = ast.FunctionDef | ast.AsyncFunctionDef


def public_functions(body: list[ast.stmt]) -> Iterator[Function]:
    """Yield the functions, and the methods of classes, whose names are public."""
    for node in body:
        if isinstance(node, Function) and not node.name.startswith("_"):
            yield node
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from public_functions(node.body)


def raised(node: ast.AST) -> Iterator[ast.Raise]:
    """Yield what a function raises itself, not what those inside it do."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.Lambda | ast.ClassDef):
            continue
        if isinstance(child, ast.Raise):
            yield child
        yield from raised(child)


def silent(tree: ast.Module) -> list[str]:
    """List the public functions that raise and do not say so."""
    return [
        node.name
        for node in public_functions(tree.body)
        if any(raised(node)) and "Raises\n------" not in (ast.get_docstring(node) or "")
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("def f():\n    raise ValueError", ["f"]),
        ("class A:\n    def f(self):\n        if self:\n            raise ValueError", ["f"]),
        ("def f():\n    '''Do.\n\n    Raises\n    ------\n    '''\n    raise ValueError", []),
        ("def f():\n    def g():\n        raise ValueError", []),
        ("def _f():\n    raise ValueError", []),
    ],
)
def test_silence_is_seen(text: str, names: list[str]) -> None:
    assert silent(module("geo/x.py", text).tree) == names


def test_public_functions_that_raise_say_so() -> None:
    every = list(sources("geo", "layers", "page", "commands"))
    assert every
    assert [f"{source.path}: {name}" for source in every for name in silent(source.tree)] == []
