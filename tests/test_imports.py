"""The direction of imports, and which module alone may do what, read from the source itself.

Every import counts, those inside functions and under ``TYPE_CHECKING`` too. The checks are
functions over a parsed source, so that each is first shown to see what it forbids.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import networkx as nx
import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = (
    *("app", "benchmarks", "cli", "commands", "data", "geo", "layers", "page"),
    *("tests", "trade_corridors"),
)

# From the ground up, room by room: a module of geo may import from the ground, from rooms before
# its own, and in its own from the rows above its own; no others.
GEO_GROUND = (
    ("clean",),
    ("errors", "model.origins", "model.dates"),
    ("model.lines", "model.said"),
    ("model.states",),
    ("model.choice",),
    ("calendars", "crs", "grouped", "parts", "spelling", "zipped"),
)
GEO_ROOMS = {
    "records": (
        ("contract",),
        ("cells", "costs", "metrics", "readers", "reading", "shapes"),
        ("claims", "package", "rows", "schema.columns"),
        ("claimchecks",),
        ("schema.lines", "schema.states", "schema.said", "schema.ways"),
        ("schema.every",),
        ("backdrop", "integrity", "plausible", "sums"),
        ("origin", "builders"),
        ("once",),
        ("beside",),
        ("tables",),
        ("catalog",),
        ("kept",),
        ("prepared",),
    ),
    "state": (
        ("confirmations",),
        ("conditions", "doubt"),
        ("select",),
        ("about", "measure"),
    ),
    "ledger": (
        ("citations",),
        ("promises", "rates", "series"),
        ("readings",),
        ("axes",),
        ("around",),
        ("highlights",),
        ("keyfigures",),
        ("keydates",),
    ),
    "network": (
        ("graph",),
        ("closing", "legcosts"),
        ("route", "strip"),
        ("routing", "branchtable"),
        ("yardsticks",),
        ("whatif",),
        ("ranking",),
    ),
    "changes": (
        ("against", "kinds", "ways"),
        ("state",),
        ("drafts", "sheets"),
        ("lines", "said"),
        ("account",),
    ),
    "editions": (
        ("made", "packed", "ids", "renewed"),
        ("shelf",),
    ),
    "formats": (
        ("atom", "licences"),
        ("link",),
        ("extract",),
        ("rows",),
        ("listings",),
        ("geoformats", "interchange", "kml"),
    ),
    "own": (
        ("limits",),
        ("archive", "shape", "oddities", "defaults", "ids"),
        ("sniff", "delimited", "geojson", "geopackage", "kml", "workbook", "places", "lines"),
        ("shapefile", "rowlines", "overlay", "feed"),
        ("drop", "together", "revised"),
        ("notes", "laid"),
        ("wizard",),
        ("entry", "inedition", "paths", "save"),
    ),
    "store": (
        ("address", "tables"),
        ("lanes", "reading"),
        ("drafts",),
        ("filling", "following"),
        ("proposing",),
    ),
}
GEO_ORDER = (
    *GEO_GROUND,
    *(tuple(f"{room}.{name}" for name in row) for room, rows in GEO_ROOMS.items() for row in rows),
)
GEO_RANK = {name: rank for rank, row in enumerate(GEO_ORDER) for name in row}

# package -> those of ours it may import; geo's own order is above.
MAY_IMPORT = {
    "geo": {"geo"},
    "layers": {"geo", "layers"},
    "page": {"geo", "layers", "page"},
    "app": {"geo", "layers", "page"},
    "cli": {"commands", "geo"},
    "trade_corridors": {"cli", "geo", "layers", "trade_corridors"},
    "commands": {"commands", "geo", "layers"},
    "data": {"data", "geo"},
}

# room of layers -> those it may import from. `pens` and `screen` do not know each other.
ROOMS = {
    "look": {"look"},
    "words": {"look", "words"},
    "answers": {"words", "answers"},
    "scene": {"look", "words", "scene"},
    "pens": {"look", "words", "scene", "pens"},
    "screen": {"look", "words", "screen"},
    "pack": {"look", "words", "scene", "pens", "screen", "pack"},
    "atlas": {"look", "words", "scene", "pens", "screen", "pack", "atlas"},
}

# library -> the only files that may import it; a folder stands for the files in it.
ONLY_IN = {
    "streamlit": ("page/", "app.py", "commands/serve.py"),  # starts the server, and no more
    # The library names the types of what it returns.
    "folium": ("layers/screen/map.py", "layers/screen/notebook.py", "trade_corridors/dataset.py"),
    "branca": ("layers/screen/map.py", "layers/screen/notebook.py"),
    "matplotlib": ("layers/pens/", "layers/scene/type.py", "trade_corridors/dataset.py"),
    "pyproj": ("geo/crs.py", "data/build/"),  # the build measures what is not yet in a catalog
    "rustworkx": ("geo/network/graph.py",),
    "altair": ("layers/screen/charts/", "trade_corridors/dataset.py"),
    "mcp": ("commands/mcp.py",),
    "mcp_types": ("commands/mcp.py",),
    "psycopg": ("geo/store/",),
    "openpyxl": ("geo/own/workbook.py",),
    "shapefile": ("geo/own/shapefile.py",),
    "pptx": ("layers/pens/slides.py", "layers/pens/shapes.py", "layers/pack/slides.py"),
}

# Words that say a reference system, whatever the library.
REFERENCE_SYSTEM = re.compile(r"\bepsg\b|\+proj=|\b4326\b|\b3857\b", re.IGNORECASE)
OPENERS = {"open", "read_text", "read_bytes", "read_csv", "read_file", "read_dataframe", "iterdir"}


@dataclass(frozen=True)
class Module:
    """One source file: its path in the repository and what it says."""

    path: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The dotted name, `geo.crs` for geo/crs.py."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def module(path: str, text: str) -> Module:
    """Parse the text of a file."""
    return Module(path, ast.parse(text))


def imported(source: Module) -> set[str]:
    """Return the dotted names `source` imports; `from geo import crs` counts as geo.crs."""
    package = source.name.split(".")
    if not source.path.endswith("__init__.py"):
        package = package[:-1]
    names: set[str] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            # A name from a package of ours is a module of it; from a module, something in it.
            if base.partition(".")[0] in OURS and (ROOT / base.replace(".", "/")).is_dir():
                names |= {f"{base}.{alias.name}" for alias in node.names}
            else:
                names.add(base)
    return names


def wrong_ways(source: Module) -> list[str]:
    """List the imports of `source` that go against the direction."""
    own = source.name.split(".")[0]
    wrong = []
    for name in sorted(imported(source)):
        top, _, rest = name.partition(".")
        if top in OURS and top not in MAY_IMPORT[own]:
            wrong.append(f"{source.path} imports {name}")
        if top == own == "geo" and rest:
            mine, theirs = GEO_RANK.get(source.name[4:], -1), GEO_RANK.get(rest, 99)
            if theirs >= mine:
                wrong.append(f"{source.path} imports {name}, which does not stand before it")
        if top == own == "layers" and rest:
            room, other = source.name.split(".")[1], rest.split(".")[0]
            if other not in ROOMS.get(room, set()):
                wrong.append(f"{source.path} imports {name}, which is not below its room")
        if name.startswith("data.build") and own != "data":
            wrong.append(f"{source.path} imports {name}, which is not installed")
        places = ONLY_IN.get(top)
        if places and not any(source.path.startswith(place) for place in places):
            wrong.append(f"{source.path} imports {name}, which is for {', '.join(places)} only")
    return wrong


def circles(modules: Sequence[Module]) -> list[list[str]]:
    """List the circles of imports between modules, each as the names in it."""
    names = {source.name for source in modules}
    graph = nx.DiGraph()
    for source in modules:
        for found in imported(source):
            graph.add_edge(source.name, found)
    strong = nx.strongly_connected_components(graph.subgraph(names))
    return sorted(sorted(group) for group in strong if len(group) > 1)


def reference_systems(source: Module) -> list[str]:
    """List where `source` names a reference system in code; prose in docstrings may."""
    prose = {
        id(node.body[0].value)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and id(node) not in prose:
            said = str(node.value) if isinstance(node.value, str | int) else ""
        elif isinstance(node, ast.keyword):
            said = node.arg or ""
        elif isinstance(node, ast.Attribute) and node.attr == "to_crs":
            said = "epsg"
        else:
            continue
        if REFERENCE_SYSTEM.search(said):
            found.append(f"{source.path}:{getattr(node, 'lineno', 0)}")
    return found


def opened(source: Module) -> list[str]:
    """List where `source` opens or lists files."""
    found = []
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        method = called.attr if isinstance(called, ast.Attribute) else ""
        if method in OPENERS or (isinstance(called, ast.Name) and called.id == "open"):
            found.append(f"{source.path}:{node.lineno}")
    return found


def sources(*tops: str) -> Iterator[Module]:
    """Yield the parsed sources of packages and modules of the checkout."""
    for top in tops:
        yield from _parsed(top)


@cache
def _parsed(top: str) -> tuple[Module, ...]:
    alone = ROOT / f"{top}.py"
    return tuple(
        module(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in ([alone] if alone.is_file() else sorted((ROOT / top).rglob("*.py")))
    )


def shipped() -> Iterator[Module]:
    """Yield every source that runs outside tests and benchmarks."""
    return sources("app", "cli", "commands", "geo", "layers", "page", "data", "trade_corridors")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("geo/model/lines.py", "import layers.look.style"),
        ("geo/model/lines.py", "from geo.records.catalog import Catalog"),
        ("geo/model/lines.py", "from geo.model.choice import Selection"),
        ("geo/errors.py", "from . import catalog"),
        ("geo/state/select.py", "def f():\n    import streamlit"),
        ("geo/records/claims.py", "from geo import schema"),
        ("geo/unlisted.py", "from geo.model.lines import Leg"),
        ("geo/state/select.py", "from geo.unlisted import x"),
        ("layers/look/legend.py", "import streamlit as st"),
        ("layers/look/legend.py", "from page import choose"),
        ("layers/look/legend.py", "from layers.words.wording import range_text"),
        ("layers/words/page.py", "from layers.scene import frame"),
        ("layers/scene/frame.py", "import layers.pens.paper"),
        ("layers/screen/cards.py", "from layers.pens import paper"),
        ("layers/scene/page.py", "from layers.screen.map import map_of"),
        ("layers/scene/page.py", "from layers import pack"),
        ("layers/unlisted/new.py", "from layers.look import style"),
        ("layers/screen/cards.py", "import folium.plugins"),
        ("layers/screen/cards.py", "import matplotlib.pyplot as plt"),
        ("layers/scene/page.py", "import pyproj"),
        ("page/map.py", "from matplotlib.figure import Figure"),
        ("page/map.py", "import cli"),
        ("page/map.py", "from data.build import write"),
        ("cli.py", "from page.map import show_map"),
        ("cli.py", "from streamlit.web import cli as streamlit_cli"),
        ("commands/export.py", "from page.map import show_map"),
        ("geo/state/select.py", "from commands import export"),
        ("app.py", "import tests"),
    ],
)
def test_wrong_ways_are_seen(path: str, text: str) -> None:
    assert wrong_ways(module(path, text))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "geo/records/catalog.py",
            "from geo.model.lines import Leg\nfrom .schema.lines import NODES",
        ),
        ("geo/model/lines.py", "from dataclasses import dataclass"),
        (
            "layers/screen/map.py",
            "import folium\nfrom geo.model.lines import Leg\nfrom layers.look import style",
        ),
        ("page/map.py", "import streamlit as st\nfrom layers.screen.map import map_of"),
        ("commands/serve.py", "from streamlit.web import cli as streamlit_cli"),
    ],
)
def test_right_ways_pass(path: str, text: str) -> None:
    assert wrong_ways(module(path, text)) == []


@pytest.mark.parametrize(
    "text",
    ["crs = 'EPSG:4326'", "f(epsg=3857)", "f(4326)", "frame.to_crs(other)", "c = '+proj=laea'"],
)
def test_reference_systems_are_seen(text: str) -> None:
    assert reference_systems(module("layers/scene/page.py", text))


def test_reference_systems_in_prose_and_numbers_pass() -> None:
    text = '"""Degrees, EPSG:4326."""\ndef f():\n    """As in EPSG:4326."""\n    return 14326'
    assert reference_systems(module("layers/scene/page.py", text)) == []


@pytest.mark.parametrize("text", ["open('x')", "Path('x').read_text()", "pd.read_csv('x')"])
def test_openers_are_seen(text: str) -> None:
    assert opened(module("geo/state/select.py", text))


def test_every_part_is_read() -> None:
    assert {source.name.split(".")[0] for source in shipped()} == set(OURS) - {
        "benchmarks",
        "tests",
    }


def test_imports_point_one_way() -> None:
    assert [line for source in shipped() for line in wrong_ways(source)] == []


def test_circles_are_seen() -> None:
    a = module("page/load.py", "from page.serve import publish")
    b = module("page/serve.py", "def f():\n    from page import load")
    assert circles([a, b]) == [["page.load", "page.serve"]]
    assert circles([a, module("page/serve.py", "import page.memory")]) == []


def test_imports_make_no_circle() -> None:
    assert circles(list(shipped())) == []


def test_every_room_says_what_belongs_in_it() -> None:
    for top, rooms in (("layers", ROOMS), ("geo", GEO_ROOMS)):
        folders = {path.name for path in (ROOT / top).iterdir() if path.is_dir()}
        assert folders - {"__pycache__", "model"} == set(rooms)
        for room in rooms:
            package = ROOT / top / room / "__init__.py"
            said = ast.get_docstring(ast.parse(package.read_text(encoding="utf-8"))) or ""
            text = " ".join(said.split())
            assert "What belongs here" in text, package
            assert "What does not" in text, package


def test_model_and_errors_need_only_the_standard_library() -> None:
    outside = {"numpy", "pandas", "geopandas", "shapely", "pyproj", "rustworkx"}
    ground = [one for one in sources("geo") if re.match(r"geo\.(model|errors)\b", one.name)]
    assert len(ground) == 8
    for source in ground:
        assert {name.split(".")[0] for name in imported(source)} & outside == set()


def test_only_crs_names_a_reference_system() -> None:
    elsewhere = [source for source in shipped() if source.path != "geo/crs.py"]
    assert [line for source in elsewhere for line in reference_systems(source)] == []


def test_only_the_catalog_opens_data_files() -> None:
    inner = [source for source in sources("geo") if source.path != "geo/records/readers.py"]
    found = [line for source in inner for line in opened(source)]
    # A GeoPackage is a database: it is made as a file of its own and read back, once. A member of a
    # zip is no file.
    elsewhere = ["geo/formats/geoformats.py", "geo/zipped.py"]
    assert [line.split(":")[0] for line in found] == elsewhere


TABLES = ("csv", "xlsx", "geojson", "gpkg", "kml", "bib", "ris")


def test_tables_of_data_need_no_drawing_library(tmp_path: Path) -> None:
    code = """
import sys
from datetime import date
from pathlib import Path
from geo.records.catalog import read_catalog
from geo.state.select import default_selection
from layers.pack.asked import PackRequest
from layers.pack.briefing import pack_of
from layers.pack.files import Format
from layers.scene.request import FigureRequest
from tests.worlds import write_world
catalog = read_catalog(write_world(Path(sys.argv[1]) / "data"))
figure = FigureRequest(default_selection(catalog), "", "", made_on=date(2026, 1, 1))
assert pack_of(catalog, PackRequest(figure, tuple(map(Format, sys.argv[2:])))).files
print(sorted(name for name in ("matplotlib", "pptx", "folium", "streamlit") if name in sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path, *TABLES],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.stdout.strip() == "[]", done.stderr
