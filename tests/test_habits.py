"""Habits of the code, read from its source: short functions, few arguments, names that are used.

What belongs here: what holds for functions and names, with nothing of ours run. What does not: the
direction of imports (`tests/test_imports.py`), and what ruff holds, such as complexity.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.test_imports import Module, module, shipped, sources

BANNED_WORDS = {"process", "handle", "manager", "util", "utils", "helper", "helpers", "common"}
# What each subcommand's module has: its arguments, and what it does.
PROTOCOL = {"add", "run"}
# What a library calls, because it is a method of its class.
OVERRIDDEN = {"print_help"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def banned_names(source: Module) -> list[str]:
    """List functions, classes and arguments of `source` that carry a banned word."""
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            name = node.name
        elif isinstance(node, ast.arg):
            name = node.arg
        else:
            continue
        parts = {part.lower() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)}
        if parts & BANNED_WORDS or "get_data" in name:
            found.append(f"{source.path}:{node.lineno} {name}")
    return found


def long_functions(source: Module) -> Iterator[str]:
    """Yield the functions of `source` of more than 50 lines, their docstrings counted."""
    for node in ast.walk(source.tree):
        if isinstance(node, Function):
            length = (node.end_lineno or 0) - node.lineno + 1
            if length > 50:
                yield f"{source.path}:{node.lineno} {node.name} has {length} lines"


def many_arguments(source: Module) -> Iterator[str]:
    """Yield the functions of `source` with more than five arguments beside their subject."""
    for node in ast.walk(source.tree):
        if isinstance(node, Function):
            given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            if len([one for one in given if one.arg not in ("self", "cls")]) > 6:
                yield f"{source.path}:{node.lineno} {node.name}"


def twice_defined(modules: Sequence[Module]) -> list[str]:
    """List the public functions, classes, constants and types that more than one module defines."""
    places: dict[str, list[str]] = {}
    for source in modules:
        for name in dict.fromkeys(defined(source.tree.body, methods=False)):
            places.setdefault(name, []).append(source.path)
    return [
        f"{name}: {', '.join(paths)}"
        for name, paths in places.items()
        if len(paths) > 1
        and not (name in PROTOCOL and all(path.startswith("commands/") for path in paths))
    ]


def defined(body: Sequence[ast.stmt], *, methods: bool = True) -> Iterator[str]:
    """Yield the public functions, classes and constants of a module, with its classes' methods."""
    for node in body:
        if isinstance(node, Function | ast.ClassDef):
            names = [node.name]
            if methods and isinstance(node, ast.ClassDef):
                names += [one.name for one in node.body if isinstance(one, Function)]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [one.id for one in targets if isinstance(one, ast.Name)]
        else:
            continue
        yield from (name for name in names if not name.startswith("_"))


def spoken(source: Module) -> Iterator[str]:
    """Yield the names that `source` reads, looks up in something, or lists as text."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def unspoken(modules: Sequence[Module], speakers: Sequence[Module]) -> list[str]:
    """List what `modules` define and none of `speakers` names: dead, or alive in tests alone."""
    names = {name for source in speakers for name in spoken(source)} | OVERRIDDEN
    return [
        f"{source.path}: {name}"
        for source in modules
        for name in defined(source.tree.body)
        if name not in names
        # Each subcommand's module has these two, which cli.py looks up.
        and not (name in PROTOCOL and source.path.startswith("commands/"))
    ]


@pytest.mark.parametrize(
    "text", ["def process_legs(): ...", "class LegManager: ...", "def f(handle): ..."]
)
def test_banned_names_are_seen(text: str) -> None:
    assert banned_names(module("geo/state/select.py", text))


def test_handling_mark_is_no_banned_name() -> None:
    assert banned_names(module("cli.py", "def f(handling, common_name_is_one_word=1): ...")) != []
    assert banned_names(module("cli.py", "def f(handling): ...")) == []


def test_functions_are_short_enough_to_be_read_at_once() -> None:
    assert list(long_functions(module("x.py", "def f():\n" + "    a = 1\n" * 51)))
    every = [*shipped(), *sources("benchmarks", "docs")]
    assert [line for source in every for line in long_functions(source)] == []


def test_functions_take_a_subject_and_at_most_five_more() -> None:
    many = "class A:\n    def f(self, a, b, c, *, d, e, f{}): ..."
    assert list(many_arguments(module("x.py", many.format(", g"))))
    assert not list(many_arguments(module("x.py", many.format(""))))
    assert [line for source in shipped() for line in many_arguments(source)] == []


def test_what_nobody_names_is_seen() -> None:
    one = module("geo/x.py", "A = 1\nclass B:\n    def c(self): ...\ndef d(): ...\ndef _e(): ...")
    assert unspoken([one], [one]) == [f"geo/x.py: {name}" for name in ("A", "B", "c", "d")]
    other = module("page/y.py", "B().c(A)\nt = {'d': 1}")
    assert unspoken([one], [one, other]) == []


def test_what_is_public_is_used_outside_tests() -> None:
    every = list(shipped())
    # What the library promises is called by others.
    ours = [source for source in every if not source.path.startswith("trade_corridors/")]
    assert ours
    assert unspoken(ours, [*every, *sources("docs", "benchmarks")]) == []


def test_names_defined_twice_are_seen() -> None:
    one, other = (
        module("geo/x.py", "def f(): ...\ndef _g(): ..."),
        module("page/y.py", "class f: ..."),
    )
    assert twice_defined([one, other]) == ["f: geo/x.py, page/y.py"]
    assert twice_defined([module("a.py", "T = 1"), module("b.py", "T: int = 2")]) == [
        "T: a.py, b.py"
    ]
    assert twice_defined([one, module("page/y.py", "def _g(): ...")]) == []
    assert twice_defined([module(f"commands/{n}.py", "def run(): ...") for n in "ab"]) == []


def test_one_public_name_has_one_meaning() -> None:
    every = list(sources("geo", "layers", "page", "commands"))
    assert every
    assert twice_defined(every) == []


def test_names_say_what_they_mean() -> None:
    every = [*shipped(), *sources("benchmarks")]
    assert [line for source in every for line in banned_names(source)] == []
    stems = {Path(source.path).stem for source in every}
    assert stems & BANNED_WORDS == set()
