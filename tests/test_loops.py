"""A test that asserts only inside loops first asserts that there is something to go round.

A loop over what stands written out (a tuple, a table of the module, an enumeration) goes round at
least once; one over what is computed may not. `all()` over what is computed is such a loop too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.test_imports import module, sources

# What passes the length of its arguments on.
_SAME_LENGTH = {"enumerate", "zip", "sorted", "reversed", "list", "tuple", "set", "product"}


def tables_of(tree: ast.Module) -> dict[str, ast.expr]:
    """Return what the names of a module stand for, where it is written out at its top."""
    found: dict[str, ast.expr] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            found |= {one.id: node.value for one in node.targets if isinstance(one, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            found[node.target.id] = node.value
    return found


def goes_round(over: ast.expr, tables: dict[str, ast.expr]) -> bool:
    """Tell whether there is something to loop over, as far as the source alone shows."""
    if isinstance(over, ast.Name):
        if over.id in tables:
            return goes_round(tables[over.id], {})
        return over.id[:1].isupper() and not over.id.isupper()  # a class: an enumeration
    if isinstance(over, ast.Tuple | ast.List | ast.Set):
        return any(not isinstance(one, ast.Starred) for one in over.elts)
    if isinstance(over, ast.Dict):
        return any(key is not None for key in over.keys)
    if isinstance(over, ast.Constant):
        return bool(over.value)
    if isinstance(over, ast.Call):
        called = over.func
        if isinstance(called, ast.Attribute) and called.attr in {"items", "values", "keys"}:
            return goes_round(called.value, tables)
        if isinstance(called, ast.Attribute) and called.attr == "split":
            return isinstance(called.value, ast.Constant)
        if isinstance(called, ast.Name) and called.id == "range":
            return all(isinstance(one, ast.Constant) for one in over.args)
        if isinstance(called, ast.Name) and called.id in _SAME_LENGTH:
            return all(goes_round(one, tables) for one in over.args)
    return False


def asserted(body: list[ast.stmt], tables: dict[str, ast.expr], *, sure: bool) -> Iterator[bool]:
    """Yield for every assertion of some statements whether it is sure to be made."""
    for node in body:
        if isinstance(node, ast.Assert):
            yield sure and not _over_nothing(node.test, tables)
        elif isinstance(node, ast.With) and _expects(node):
            yield sure
        elif isinstance(node, ast.For):
            yield from asserted(node.body, tables, sure=sure and goes_round(node.iter, tables))
        elif isinstance(node, ast.If):
            yield from asserted([*node.body, *node.orelse], tables, sure=sure)
        elif isinstance(node, ast.With | ast.Try):
            yield from asserted(node.body, tables, sure=sure)


def _over_nothing(test: ast.expr, tables: dict[str, ast.expr]) -> bool:
    """Tell whether an assertion is `all()` of what may be nothing."""
    if not (isinstance(test, ast.Call) and isinstance(test.func, ast.Name)):
        return False
    over = test.args[0] if test.func.id == "all" else None
    if isinstance(over, ast.GeneratorExp | ast.ListComp):
        first = over.generators[0]
        return bool(first.ifs) or not goes_round(first.iter, tables)
    return over is not None


def _expects(node: ast.With) -> bool:
    return any("raises" in ast.unparse(item.context_expr) for item in node.items)


def unsure(tree: ast.Module) -> list[str]:
    """List the tests of a module that may have asserted nothing when they pass."""
    tables = tables_of(tree)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            made = list(asserted(node.body, tables, sure=True))
            if made and not any(made):
                found.append(node.name)
    return found


@pytest.mark.parametrize(
    "body",
    [
        "for x in f():\n        assert x",
        "for x in f().items():\n        assert x",
        "for x in range(n):\n        assert x",
        "for x in (*f(),):\n        assert x",
        "for x in (1, 2):\n        for y in f(x):\n            assert y",
        "for x in f():\n        with pytest.raises(ValueError):\n            g(x)",
        "for x in NONE:\n        assert x",
        "for x in ELSEWHERE:\n        assert x",
        "assert all(x for x in f())",
        "assert all(x for x in (1, 2) if x > 1)",
        "with f():\n        for x in f():\n            assert x",
    ],
)
def test_loops_over_what_may_be_nothing_are_seen(body: str) -> None:
    text = f"NONE = ()\ndef test_a():\n    {body}"
    assert unsure(module("tests/x.py", text).tree) == ["test_a"]


@pytest.mark.parametrize(
    "body",
    [
        "assert f()\n    for x in f():\n        assert x",
        "for x in (1, 2):\n        assert x",
        "for x in SOME:\n        assert x",
        "for name, value in SOME.items():\n        assert name",
        "for x in Kind:\n        assert x",
        "for x in 'a b'.split():\n        assert x",
        "for n, x in enumerate(SOME):\n        assert x",
        "with pytest.raises(ValueError):\n        f()",
        "assert all(x for x in (1, 2))",
        "f()",
    ],
)
def test_loops_that_go_round_pass(body: str) -> None:
    text = f"SOME = {{1: 2}}\ndef test_a():\n    {body}"
    assert unsure(module("tests/x.py", text).tree) == []


def test_no_test_passes_over_nothing() -> None:
    every = list(sources("tests"))
    assert every
    assert [f"{source.path}: {name}" for source in every for name in unsure(source.tree)] == []
