"""Writes docs/library.md: the public names of `trade_corridors`, from their docstrings.

Run `python -m docs.library` after a docstring or a name changed; a test compares the file with what
this would write.
"""

from __future__ import annotations

import inspect
from pathlib import Path

from griffe import Docstring, DocstringSectionKind, Parser

import trade_corridors

PAGE = Path(__file__).with_suffix(".md")
_HEAD = """# The library

Written by `python -m docs.library`; do not edit by hand. `import trade_corridors as tc` gives the
names below and no others that are promised. The notebooks beside this page use them:
[a first map](notebooks/first_map.ipynb), [a way before and after a
closure](notebooks/way_and_closure.ipynb), [one figure, several
answers](notebooks/disagreement.ipynb).
"""


def library_page() -> str:
    """Return the text of the page."""
    parts = [_HEAD, f"## `trade_corridors`\n\n{_text_of(trade_corridors)}"]
    for name in trade_corridors.__all__:
        thing = getattr(trade_corridors, name)
        parts.append(f"## `tc.{name}{_arguments(thing)}`\n\n{_text_of(thing)}")
        if inspect.isclass(thing):
            parts += [
                f"### `.{member}{_arguments(value)}`\n\n{_text_of(value)}"
                for kind in reversed(thing.__mro__)
                for member, value in vars(kind).items()
                if not member.startswith("_") and inspect.getdoc(value) and _is_told(value)
            ]
    return "\n".join(parts)


def _is_told(value: object) -> bool:
    return inspect.isfunction(value) or isinstance(value, property)


def _arguments(thing: object) -> str:
    """Return what is in the brackets of a call; nothing for what is not called by readers."""
    if not inspect.isfunction(thing):
        return ""
    signature = inspect.signature(thing)
    told = [one for name, one in signature.parameters.items() if name != "self"]
    plain = [one.replace(annotation=inspect.Parameter.empty) for one in told]
    return str(inspect.Signature(plain))


def _text_of(thing: object) -> str:
    """Return a docstring as Markdown."""
    sections = Docstring(inspect.getdoc(thing) or "", parser=Parser.numpy).parse(
        warn_unknown_params=False, warn_missing_types=False, warnings=False
    )
    return "\n".join(_section(one.kind, one.title, one.value) for one in sections)


def _section(kind: DocstringSectionKind, title: str | None, value: object) -> str:
    if kind is DocstringSectionKind.text:
        return f"{value}\n"
    if kind is DocstringSectionKind.examples and isinstance(value, list):
        return "\n".join(f"```python\n{text}\n```\n" for _, text in value)
    if isinstance(value, list):
        name = title or kind.value.title()
        rows = [f"- {_term(one)}{' '.join(one.description.split())}" for one in value]
        return f"{name}:\n\n" + "\n".join(rows) + "\n"
    return ""


def _term(one: object) -> str:
    """Return what a row of a section is about: names, or a type."""
    told = getattr(one, "name", "") or str(getattr(one, "annotation", "") or "")
    return f"`{told}`: " if told else ""


if __name__ == "__main__":
    PAGE.write_text(library_page(), encoding="utf-8")
