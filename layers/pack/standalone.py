"""The interactive map as one HTML file that opens from a disk with no network.

What belongs here: putting Leaflet, our browser modules, the data and the words of a Selection into
one page, under a policy that lets nothing be fetched and nothing be evaluated. What does not: the
map (`layers/screen/map.py`, `layers/screen/web/`), its data (`layers/screen/network.py`), the texts
of figures and sources (`layers/screen/cards.py`, `layers/screen/factsheet.py`).

The file shows one date: the selection's. Its toggles, legend, search and list are the app's own.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from xstatic.pkg import leaflet

from geo.calendars import day_text
from geo.formats.extract import Extract, extract_of
from geo.ledger.highlights import diplomacy_of
from geo.ledger.keyfigures import heads_of
from geo.model.choice import Selection
from geo.records.catalog import Catalog
from geo.records.readers import data_folder
from geo.state.select import LegState, NodeState, as_of_date, seen_on
from layers import screen
from layers.look.basemap import attributions_of, notes_on_boundaries
from layers.look.fonts import data_address, font_faces
from layers.look.palette import css_variables
from layers.look.relief import relief_bytes
from layers.look.style import corridor_colours
from layers.look.text import plain, safe, script_json
from layers.pack.bundle import bundle_of
from layers.pack.journey import journey_html
from layers.pack.sheets import sheets_html, without_copies
from layers.pack.told import BLOCKS, told_of
from layers.scene.map import framing_legs
from layers.scene.request import FigureRequest, worded
from layers.screen.backdrop import web_backdrop
from layers.screen.cards import (
    Shown,
    events_html,
    key_figures_html,
    pinned_html,
    reading_html,
    shown_of,
)
from layers.screen.css import panels_css
from layers.screen.map import script_of, web_map_of
from layers.screen.network import web_network
from layers.screen.places import box_of
from layers.screen.sources import sources_html
from layers.words.alt import alt_text
from layers.words.page import map_data_of

_WEB = Path(screen.__file__).parent / "web"
_PACKED = frozenset({"network", "backdrop_later"})
_LICENCE = "LICENSES/BSD-2-Clause-Leaflet.txt"


def html_of(catalog: Catalog, request: FigureRequest) -> bytes:
    """Return the interactive map of a selection as one HTML file.

    Parameters
    ----------
    catalog
        What there is. All of it is in the file, so that every corridor can be switched on.
    request
        The selection shown at first and its date, title, subtitle, handling mark and house note.
    """
    catalog = seen_on(catalog, as_of_date(catalog, request.selection))
    extract = extract_of(catalog, request.selection)
    web_map = web_map_of(catalog)
    built, map_name = script_of(web_map), web_map.get_name()
    scripts = (leaflet_script(), _own_script(built, map_name))
    blocks = {
        **_data(catalog, extract, request.selection),
        "told": told_of(catalog, request, map_name=map_name),
    }
    request = worded(catalog, request)
    said = alt_text(catalog, request.selection, title=request.title, subtitle=request.subtitle)
    mark = f'<div class="mark">{safe(request.handling)}</div>' if request.handling else ""
    parts = [
        *_head(request, scripts),
        "<body>",
        mark,
        f'<header class="head"><h1>{safe(request.title)}</h1><p>{safe(request.subtitle)}</p>'
        f'<p class="days">{_days(request, extract)}</p></header>',
        '<noscript><p class="mark">The map needs JavaScript, which is switched off.</p></noscript>',
        f'<p id="map-alt" hidden>{safe(said)}</p>',
        '<main class="parts"><div id="map-part" role="group" aria-describedby="map-alt"></div>',
        f'<aside class="panel" aria-label="What is known">{_panel(catalog, request, extract)}',
        "</aside></main>",
        mark,
        *sheets_html(catalog, request.selection),
        *(_block(name, value) for name, value in blocks.items()),
        _packed("relief", "image/webp", relief_bytes()),
        *(f"<script>{script}</script>" for script in scripts),
        "</body>",
        "</html>",
    ]
    return "\n".join(part for part in parts if part).encode() + b"\n"


def _head(request: FigureRequest, scripts: Iterable[str]) -> tuple[str, ...]:
    return (
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(scripts)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="generator" content="trade-corridors">',
        f'<meta name="description" content="{safe(request.subtitle)}">',
        f"<title>{safe(request.title)}</title>",
        *_styles(),
        "</head>",
    )


def _days(request: FigureRequest, extract: Extract) -> str:
    """Return the two dates, and that there is no other day in the file."""
    as_of, made_on = safe(day_text(extract.as_of)), safe(day_text(request.made_on))
    return (
        f"Data as of <b>{as_of}</b>, the only day in this file · map made on <b>{made_on}</b>"
        f"{_live(request.link)}"
    )


def _live(link: str) -> str:
    """Return a link to the page itself, if its address is known."""
    if not link:
        return ""
    return f' · <a href="{safe(link)}" target="_blank" rel="noopener noreferrer">on the web</a>'


def _policy(scripts: Iterable[str]) -> str:
    """Return the policy: our own scripts by their hashes, inline styles, nothing from elsewhere."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in scripts
    )
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def leaflet_script() -> str:
    """Return Leaflet's script."""
    text = (Path(leaflet.BASE_DIR) / "leaflet.js").read_text(encoding="utf-8")
    # Its map of sources is another file.
    return unbroken(re.sub(r"//# sourceMappingURL=\S+", "", text))


def _own_script(built: str, map_name: str) -> str:
    """Return our modules, and the map that Folium built as a function they call."""
    paths = sorted((*_WEB.glob("*.js"), *(_WEB / "alone").glob("*.js")))
    modules = {path.name: path.read_text(encoding="utf-8") for path in paths}
    mounted = (
        f"window.corridorScripts = {{ map() {{\n{built}{map_name}.corridorTiles = {{}};\n"
        f'window["{map_name}"] = {map_name};\n}} }};\n'
    )
    return unbroken(mounted + bundle_of(modules, "start.js", instead={"dom.js": "load.js"}))


def unbroken(script: str) -> str:
    """Return a script that can stand in a page; nothing in it may end it.

    Raises
    ------
    ValueError
        If something would.
    """
    if re.search(r"</script|<!--", script, re.IGNORECASE):
        raise ValueError("a script holds text that would end it")
    return script


def _styles() -> tuple[str, ...]:
    library = leaflet_style()
    own = (_WEB / "map.css", *(_WEB / "alone" / name for name in ("around.css", "alone.css")))
    rules = font_faces(data_address) + css_variables()
    texts = (library, rules, *(path.read_text(encoding="utf-8") for path in own))
    return (*(f"<style>\n{text}</style>" for text in texts), panels_css())


def leaflet_style() -> str:
    """Return Leaflet's style sheet without the pictures of controls that this map does not have."""
    library = (Path(leaflet.BASE_DIR) / "leaflet.css").read_text(encoding="utf-8")
    return re.sub(r"\s*background-image:\s*url\([^)]*\);", "", library)


def _data(catalog: Catalog, extract: Extract, selection: Selection) -> dict[str, Any]:
    network = web_network(catalog)
    # The file shows one day: what happened later is not in it.
    day = extract.as_of.isoformat()
    network["events"] = [event for event in network["events"] if event["day"] <= day]
    bounds = _bounds(extract.legs, extract.nodes)
    first, later = (web_backdrop(catalog.basemap, first=first) for first in (True, False))
    # Nothing is waited for in a file, so lines that come finer need not be there coarse as well.
    coarse = {name: drawn for name, drawn in first["lines"].items() if name not in later["lines"]}
    contents = (
        {**network, "home": bounds} if bounds else network,
        {**first, "lines": coarse},
        later,
    )
    return dict(zip(BLOCKS, contents, strict=True))


def _block(name: str, value: object) -> str:
    """Return data in a page; what is large comes packed."""
    text = script_json(value)
    if name not in _PACKED:
        return f'<script type="application/json" id="{name}">{text}</script>'
    return _packed(name, "application/gzip", gzip.compress(text.encode(), mtime=0))


def _packed(name: str, kind: str, content: bytes) -> str:
    """Return what is no text in a page, as text."""
    return f'<script type="{kind}" id="{name}">{base64.b64encode(content).decode()}</script>'


def _bounds(legs: Sequence[LegState], nodes: Iterable[NodeState]) -> list[tuple[float, float]]:
    """Return south-west and north-east of what is shown, long voyages aside."""
    points = [point for leg in framing_legs(legs) for point in leg.alignment]
    return box_of(points or [state.node.lonlat for state in nodes])


def _panel(catalog: Catalog, request: FigureRequest, extract: Extract) -> str:
    """Return what is known of the selection: pinned, key figures, dates, disagreements, sources."""
    shown = shown_of(catalog, request.selection)
    pinned = "".join(pinned_html(shown, name) for name in request.selection.pinned)
    contested = "".join(reading_html(shown, one) for one in shown.ledger.contested())
    events, thread = diplomacy_of(shown.ledger)
    ordered = events_html(shown, sorted((*events, *thread), key=lambda e: (e.date, e.event_id)))
    return "".join(
        (
            '<section id="detail" aria-live="polite"><p class="quiet">Pick a line or a place on '
            "the map to read what is known of it.</p></section>",
            f"<h2>Pinned</h2>{pinned}" if pinned else "",
            journey_html(catalog, request.selection),
            *_key_figures(catalog, request.selection),
            _fold(f"Dates and promises ({len(events) + len(thread)})", without_copies(ordered)),
            _fold("Disagreements", without_copies(contested)) if contested else "",
            _fold(
                f"Sources ({len(extract.sources)})", sources_html(list(extract.sources.values()))
            ),
            _fold("About this map", _about(catalog, request, extract), is_open=True),
        )
    )


def _key_figures(catalog: Catalog, selection: Selection) -> Iterable[str]:
    """Yield the figures of every corridor; the page shows those of the ones that are on."""
    everything = replace(selection, corridors=frozenset(catalog.corridors), focus=None)
    shown: Shown = shown_of(catalog, everything)
    colours = corridor_colours(catalog.corridors)
    for corridor_id, head in heads_of(catalog, everything, shown.ledger).items():
        name = catalog.corridors[corridor_id].short_name
        figures = key_figures_html(shown, head, heading=name, colour=colours[corridor_id])
        hidden = "" if corridor_id in selection.corridors else " hidden"
        yield f'<div data-part-of="{safe(corridor_id)}"{hidden}>{figures}</div>'


def _about(catalog: Catalog, request: FigureRequest, extract: Extract) -> str:
    """Return the dates, the notes owed to governments and mapmakers, licences and the hash."""
    used = map_data_of(extract.legs, extract.nodes)
    # The reader can move the map anywhere, so both notes are owed wherever it starts.
    notes = notes_on_boundaries(line_of_control=True, house_note=request.house_note)
    on, end = day_text(as_of_date(catalog, request.selection)), day_text(catalog.data_end)
    lines = [
        f"The state shown is that of {on}, the only day in this file; the data end on {end}. "
        "The file needs no network and asks nobody.",
        *notes,
        "Map data: " + "; ".join(attributions_of(used)) + ".",
        *(f"{one.title} ({one.url}): {one.covers}." for one in extract.licences),
        f"Data {catalog.data_hash}.",
    ]
    licence = (data_folder() / _LICENCE).read_text(encoding="utf-8")
    paragraphs = "".join(f'<p class="quiet">{safe(line)}</p>' for line in lines)
    text = "\n".join(safe(plain(line)) for line in licence.splitlines())
    return paragraphs + f"<details><summary>Leaflet</summary><pre>{text}</pre></details>"


def _fold(summary: str, body: str, *, is_open: bool = False) -> str:
    return (
        f"<details{' open' if is_open else ''}><summary>{safe(summary)}</summary>{body}</details>"
    )
