"""The files a browser needs for the map, each under a name that holds the hash of its content.

What belongs here: which files there are, their types, and their addresses. A file's address
changes when its content does, so a browser may keep it for good and a change is never missed.
What does not: serving them (`page/serve.py`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from xstatic.pkg import leaflet

from geo.records.catalog import Catalog
from layers.look.fonts import FACES, face_bytes, font_faces
from layers.look.palette import css_variables
from layers.look.relief import relief_bytes
from layers.look.text import script_json
from layers.screen.backdrop import web_backdrop
from layers.screen.network import web_network

PREFIX = "map"
_WEB = Path(__file__).parent / "web"
_STYLE_SHEET = "map.css"
_TYPES: Mapping[str, str] = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True, slots=True, weakref_slot=True)
class ServedFile:
    """A file as it goes over the wire."""

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class MapFiles:
    """All files of one map.

    Attributes
    ----------
    files
        By address, relative to the page.
    addresses
        The addresses that the page's loader needs, by what they are: `leaflet`,
        `leaflet_style`, `map`, `network`, `backdrop`, `backdrop_later`, `relief`, `page`, `style`.
    map_name
        The name under which the map's script keeps the map.
    """

    files: Mapping[str, ServedFile]
    addresses: Mapping[str, str]
    map_name: str


@dataclass(frozen=True, slots=True)
class MapTexts:
    """What of the files is made of a catalog, as their text; the others are as they lie here."""

    map_name: str
    script: str
    network: str
    backdrop: str
    backdrop_later: str


def map_texts(catalog: Catalog) -> MapTexts:
    """Return what is made of a catalog for the browser."""
    from layers.screen.map import script_of, web_map_of  # Folium takes long to load

    web_map = web_map_of(catalog)
    script, basemap = script_of(web_map), tuple(catalog.basemap.items())
    return MapTexts(
        map_name=web_map.get_name(),
        script=script,
        network=script_json(web_network(catalog)),
        backdrop=_backdrop(basemap, first=True),
        backdrop_later=_backdrop(basemap, first=False),
    )


def map_files(made: MapTexts) -> MapFiles:
    """Return everything the browser is sent once for a catalog."""
    source = Path(leaflet.BASE_DIR)
    single = {
        "leaflet": ("leaflet.js", (source / "leaflet.js").read_bytes()),
        "leaflet_style": ("leaflet.css", (source / "leaflet.css").read_bytes()),
        "map": ("map.js", made.script.encode()),
        "network": ("network.json", made.network.encode()),
        "backdrop": ("backdrop.json", made.backdrop.encode()),
        "relief": ("relief.webp", relief_bytes()),
        "backdrop_later": ("backdrop_later.json", made.backdrop_later.encode()),
    }
    type_at = {face: f"{hash_of(face_bytes(face))}/{face.file}" for face in FACES}
    files = {
        f"{PREFIX}/{address}": _served(face.file, face_bytes(face))
        for face, address in type_at.items()
    }
    addresses = {
        key: f"{PREFIX}/{hash_of(content)}/{name}" for key, (name, content) in single.items()
    }
    files |= {addresses[key]: _served(*file) for key, file in single.items()}
    # Our own modules import each other by name, so they share one folder and one hash.
    own = {path.name: path.read_bytes() for path in sorted(_WEB.iterdir()) if path.suffix in _TYPES}
    rules = font_faces(lambda face: f"../{type_at[face]}") + css_variables()
    own[_STYLE_SHEET] = rules.encode() + own[_STYLE_SHEET]
    folder = f"{PREFIX}/{hash_of(b''.join(own.values()))}"
    files |= {f"{folder}/{name}": _served(name, content) for name, content in own.items()}
    addresses |= {"page": f"{folder}/page.js", "style": f"{folder}/{_STYLE_SHEET}"}
    return MapFiles(files=files, addresses=addresses, map_name=made.map_name)


@lru_cache(maxsize=4)
def _backdrop(basemap: tuple[tuple[str, str], ...], *, first: bool) -> str:
    """Return the backdrop's text; whatever stands beside the shipped data, it is the same."""
    return script_json(web_backdrop(dict(basemap), first=first))


def _served(name: str, content: bytes) -> ServedFile:
    return ServedFile(content, _TYPES[Path(name).suffix])


def hash_of(content: bytes) -> str:
    """Return what an address holds of a content."""
    return hashlib.sha256(content).hexdigest()[:16]
