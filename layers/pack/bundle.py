"""Our own browser modules as one classic script, for a page that cannot load modules.

What belongs here: joining modules that use named imports and exports, without the lines that only
readers of the code need. A page opened from a disk may not import modules, so each becomes a
function's scope and its exports an object.
What does not: which modules and data make a page (`layers/pack/standalone.py`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_IMPORT = re.compile(
    r'^import\s*\{(?P<names>[^}]*)\}\s*from\s*"(?:\.{1,2}/)+(?P<file>[\w.-]+)";[^\S\n]*$',
    re.MULTILINE,
)
_EXPORT = re.compile(
    r"^export\s+(?P<kind>async\s+function|function\*?|class|const|let)\s+(?P<name>[A-Za-z_$][\w$]*)",
    re.MULTILINE,
)
_LEFT = re.compile(r"^\s*(?:import|export)\b.*$", re.MULTILINE)
# Whole lines for who reads the code, and blank ones.
_REMARKS = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*[^\n]*\*/|)\n", re.MULTILINE)


def bundle_of(
    sources: Mapping[str, str], entry: str, *, instead: Mapping[str, str] | None = None
) -> str:
    """Return modules as one script that runs `entry`, without whole lines of remarks.

    Parameters
    ----------
    sources
        The text of every module by its file name. Modules name each other by that alone, whatever
        folder they lie in.
    entry
        The module that starts the page.
    instead
        Module -> another one whose exports take the place of its own of the same names.

    Raises
    ------
    ValueError
        If a module is missing, imports in a circle, or holds an import or export of another form.
    """
    replaced = dict(instead or {})
    done: list[str] = []
    parts: list[str] = []

    def add(name: str, above: tuple[str, ...]) -> None:
        if name in done:
            return
        if name in above:
            raise ValueError(f"modules import in a circle: {' -> '.join((*above, name))}")
        if name not in sources:
            raise ValueError(f"{above[-1] if above else 'the page'} wants {name}, which is missing")
        for match in _IMPORT.finditer(sources[name]):
            add(match["file"], (*above, name))
        parts.append(_scope(name, sources[name]))
        done.append(name)
        if name in replaced:
            other = replaced[name]
            add(other, (*above, name))
            parts.append(f"Object.assign(modules[{name!r}], modules[{other!r}]);")

    add(entry, ())
    whole = "\n".join(["(() => {", '"use strict";', "const modules = {};", *parts, "})();", ""])
    return _REMARKS.sub("", whole)


def _scope(name: str, text: str) -> str:
    """Return a module as an assignment of what it exports."""
    exported = [match["name"] for match in _EXPORT.finditer(text)]
    body = _IMPORT.sub(_taken, text)
    body = _EXPORT.sub(lambda match: f"{match['kind']} {match['name']}", body)
    left = _LEFT.search(body)
    if left:
        raise ValueError(f"{name}: not understood: {left[0].strip()}")
    given = ", ".join(exported)
    return f"modules[{name!r}] = (() => {{\n{body.strip()}\nreturn {{ {given} }};\n}})();"


def _taken(match: re.Match[str]) -> str:
    names = [part.strip() for part in match["names"].split(",") if part.strip()]
    wanted = ", ".join(re.sub(r"\s+as\s+", ": ", name) for name in names)
    return f"const {{ {wanted} }} = modules[{match['file']!r}];"
