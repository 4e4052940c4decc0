"""How a wheel is put together; everything else that is built is told in pyproject.toml.

In the checkout the rooms of the house stand side by side, as `geo`, `layers`, `page`, `data` and
so on. Installed that way they would take names that anybody's own `data` or `app` has too, so a
wheel holds them inside `trade_corridors`, with the imports between them written accordingly. An
editable install is the checkout itself and is left as it is.
"""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.command.egg_info import egg_info

HOME = "trade_corridors"
ROOMS = ("commands", "data", "geo", "layers", "page")
FILES = ("app.py", "cli.py")
_OURS = frozenset({*ROOMS, *(Path(name).stem for name in FILES)})


class GatheredBuild(build_py):
    """Builds as ever, then moves what lies beside the package into it."""

    def run(self) -> None:
        """Build, and unless the checkout itself is installed, gather."""
        super().run()
        if not self.editable_mode:
            gather(Path(self.build_lib))


class NamedInfo(egg_info):
    """Says of the distribution that it takes one name at top level."""

    def run(self) -> None:
        """Write the distribution's description as ever, and that name over the list of all."""
        super().run()
        Path(self.egg_info, "top_level.txt").write_text(f"{HOME}\n", encoding="utf-8")


def gather(built: Path) -> None:
    """Move rooms and files under a build folder into the package there, imports mended."""
    home = built / HOME
    for name in (*ROOMS, *FILES):
        place = home / name
        if place.is_dir():
            shutil.rmtree(place)  # of an earlier build
        (built / name).replace(place)
    for path in sorted(home.rglob("*.py")):
        path.write_text(gathered(path.read_text(encoding="utf-8"), path.name), encoding="utf-8")


def gathered(text: str, name: str) -> str:
    """Return a module's text with imports of rooms and files as those of the package.

    Raises
    ------
    ValueError
        At `import room` without a new name: what it binds would no longer be the room.
    """
    lines = text.splitlines(keepends=True)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            taken = [one.name for one in node.names if one.name.partition(".")[0] in _OURS]
            if taken:
                raise ValueError(f"{name}:{node.lineno}: write `from … import …` for {taken[0]}")
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            # Columns are counted in bytes; before an import stand only spaces.
            indent, room = " " * node.col_offset, node.module.partition(".")[0]
            if room in _OURS:
                start = f"{indent}from {room}"
                lines[node.lineno - 1] = lines[node.lineno - 1].replace(
                    start, f"{indent}from {HOME}.{room}", 1
                )
    return "".join(lines)


setup(cmdclass={"build_py": GatheredBuild, "egg_info": NamedInfo})
