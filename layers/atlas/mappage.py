"""The map of every date: its page, the page to embed, and the scripts that hold code and data.

What belongs here: putting the app's own map into files that need no server: code as one script,
data as scripts, since a page opened from a disk may load neither modules nor JSON. What does not:
the map (`layers/screen/`), what changes with the date (`layers/atlas/states.py`,
`layers/atlas/following.py`), and other pages.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from geo.calendars import day_text
from geo.formats.link import query_text
from geo.model.choice import Ago
from geo.state.select import default_selection
from layers import screen
from layers.atlas.addresses import INDEX
from layers.atlas.following import panel_of
from layers.atlas.machines import EMBED
from layers.atlas.pages import PICTURES, Page, head_html, masthead_html
from layers.atlas.site import Atlas
from layers.atlas.states import states_of
from layers.look.languages import ENGLISH
from layers.look.palette import css_variables
from layers.look.relief import relief_bytes
from layers.look.text import Json, compact_json, safe, script_json
from layers.pack.bundle import bundle_of
from layers.pack.house import words_of
from layers.pack.standalone import leaflet_script, leaflet_style, unbroken
from layers.screen.backdrop import web_backdrop
from layers.screen.files import hash_of
from layers.screen.map import script_of, web_map_of
from layers.screen.network import web_network

_WEB = Path(screen.__file__).parent / "web"

_FOLDER = "assets/h"
# Without these no map is painted; the others come after it.
_FIRST = ("leaflet", "network", "backdrop", "days", "map")
_LATER = ("backdrop_later", "panel", "relief")
# The picture where no map can be: of what the page opens with.
FALLBACK = f"{PICTURES}/map.png"


@dataclass(frozen=True, slots=True)
class MapScripts:
    """The scripts and sheet of the map: addresses by what they are, and bytes by address."""

    addresses: Mapping[str, str]
    files: Mapping[str, bytes]
    map_name: str


def map_scripts(atlas: Atlas) -> MapScripts:
    """Return what the map loads, each under an address that holds the hash of its content."""
    web_map = web_map_of(atlas.catalog)
    built, map_name = script_of(web_map), web_map.get_name()
    basemap = atlas.catalog.basemap
    data: dict[str, Json | str] = {
        "network": _network(atlas),
        "backdrop": web_backdrop(basemap, first=True),
        "days": states_of(atlas.catalog),
        "backdrop_later": web_backdrop(basemap, first=False),
        "panel": panel_of(atlas),
        # As text: a page opened from a disk may not read the pixels of a picture beside it.
        "relief": base64.b64encode(relief_bytes()).decode(),
    }
    texts = {
        "leaflet": leaflet_script(),
        **{
            name: f"(window.corridorData ??= {{}}).{name} = {compact_json(value)};\n"
            for name, value in data.items()
        },
        "map": _own_script(built, map_name),
        "style": _style_sheet(),
    }
    addresses, files = {}, {}
    for name, text in texts.items():
        file, content = "map.css" if name == "style" else f"{name}.js", text.encode()
        addresses[name] = f"{_FOLDER}/{hash_of(content)}/{file}"
        files[addresses[name]] = content
    return MapScripts(addresses, files, map_name)


def _network(atlas: Atlas) -> Json:
    """Return the network with what the house offers and files can answer."""
    network = web_network(atlas.catalog)
    # What an edition said, or the last event of a choice, only the app knows.
    against = {key: said for key, said in network["words"]["against"].items() if key != Ago.EVENT}
    words = {**network["words"], "against": against}
    return {**network, "words": words, "languages": languages_of(atlas)}


def languages_of(atlas: Atlas) -> list[str]:
    """Return the languages of names that a house offers, as a link calls them; empty for all."""
    return ["" if word == ENGLISH else word for word in words_of(atlas.house.languages)]


def _own_script(built: str, map_name: str) -> str:
    """Return our modules as one script, and the map that Folium built as a function they call."""
    paths = sorted((*_WEB.glob("*.js"), *(_WEB / "atlas").glob("*.js")))
    modules = {path.name: path.read_text(encoding="utf-8") for path in paths}
    mounted = (
        f'window.corridorScripts = {{ map() {{\n{built}window["{map_name}"] = {map_name};\n}} }};\n'
    )
    return unbroken(mounted + bundle_of(modules, "start.js", instead={"dom.js": "load.js"}))


def _style_sheet() -> str:
    own = (_WEB / "map.css", _WEB / "alone" / "around.css", _WEB / "atlas" / "atlas.css")
    return "\n".join(
        (leaflet_style(), css_variables(), *(path.read_text(encoding="utf-8") for path in own))
    )


def map_pages(atlas: Atlas, scripts: MapScripts) -> Iterator[tuple[Page, bytes]]:
    """Yield the first page and the page to embed, set."""
    first = Page(
        path=INDEX,
        title=atlas.title,
        lead="",
        about="Trade corridors of Afghanistan, Iran and Central Asia on a map of every date, with "
        "a source, a date and a kind for every line and number.",
        body="",
        linked={"@type": "WebSite", "name": atlas.title},
        picture=FALLBACK,
        mapped=True,
    )
    embed = replace(
        first,
        path=EMBED,
        title=f"Map: {atlas.title}",
        about="The map of the atlas, to stand in other pages.",
        linked={"@type": "WebPage", "name": atlas.title},
    )
    for page in (first, embed):
        yield page, _map_html(atlas, page, scripts)


def _map_html(atlas: Atlas, page: Page, scripts: MapScripts) -> bytes:
    embedded = page.path == EMBED
    told = {
        "files": {
            **{name: scripts.addresses[name] for name in _LATER},
            **{name: name for name in ("network", "backdrop", "map")},
            "map_name": scripts.map_name,
        },
        "seq": 0,
        "query": query_text(default_selection(atlas.catalog), atlas.catalog),
        "ways": None,
        "day_id": "",
        "day": None,
        "editions": [],
        "embed": {"atlas": atlas.address, "title": atlas.title, "owed": atlas.owed()},
    }
    sheets = [f'<link rel="stylesheet" href="{scripts.addresses["style"]}">']
    loaded = [f'<script defer src="{scripts.addresses[name]}"></script>' for name in _FIRST]
    end = safe(day_text(atlas.catalog.data_end))
    credit = (
        f'<footer class="owed"><p><a href="{INDEX}" target="_top">{safe(atlas.title)}</a>, data to '
        f"{end}. {safe(atlas.owed())}</p></footer>"
    )
    return "\n".join(
        (
            *head_html(atlas, page, more=(*sheets, *loaded)),
            f'<body class="{"embedded" if embedded else "whole"}">',
            "" if embedded else masthead_html(atlas, page.path),
            f'<noscript><p class="mark">The map needs JavaScript. The rest of the atlas does not: '
            f'<a href="a-z/index.html">A–Z</a>.</p><img src="{FALLBACK}" alt="Map: '
            f'{safe(atlas.title)}, {end}" width="1200"></noscript>',
            '<main class="parts"><div id="map-part"></div>',
            "" if embedded else _aside(atlas),
            "</main>",
            credit,
            f'<script type="application/json" id="told">{script_json(told)}</script>',
            "</body></html>\n",
        )
    ).encode()


def _aside(atlas: Atlas) -> str:
    corridors = "".join(
        f'<li><a href="{ref.page}">{safe(ref.name)}</a></li>'
        for ref in atlas.refs.values()
        if ref.kind == "corridor"
    )
    return (
        f'<aside class="panel" aria-label="What is known"><h2>{safe(atlas.title)}</h2>'
        '<p class="quiet" id="panel-day"></p><section id="detail" aria-live="polite"></section>'
        '<section id="panel-parts"></section>'
        f"<h2>Pages of the corridors</h2><ul>{corridors}</ul>"
        '<p><a href="over-time/index.html">All that was counted over time</a></p></aside>'
    )
