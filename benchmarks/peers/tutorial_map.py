"""The map that both Streamlit peers show: our layers, drawn as folium's tutorials draw them.

Their maps have no land, no nodes, no panels beside them: only the lines. Leaflet comes from this
machine, since the peers too must work without a network.
"""

from __future__ import annotations

import base64
import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import folium
from xstatic.pkg import leaflet

from benchmarks.peers.names import DATA
from benchmarks.peers.palette import COLOURS


@cache
def layers() -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Return name, colour and GeoJSON by corridor."""
    with (DATA / "corridors.csv").open(encoding="utf-8", newline="") as file:
        names = {row["corridor_id"]: row["short_name"] for row in csv.DictReader(file)}
    return {
        corridor: (name, colour, _geojson(DATA / "layers" / f"{corridor}.geojson"))
        for (corridor, name), colour in zip(names.items(), COLOURS, strict=False)
    }


def _geojson(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


@cache
def _leaflet() -> tuple[str, str]:
    folder = Path(leaflet.BASE_DIR)
    script, style = ((folder / name).read_bytes() for name in ("leaflet.js", "leaflet.css"))
    return (
        "data:text/javascript;base64," + base64.b64encode(script).decode(),
        "data:text/css;base64," + base64.b64encode(style).decode(),
    )


def base_map() -> folium.Map:
    """Return the map without its layers."""
    script, style = _leaflet()
    made = folium.Map(location=[38, 60], zoom_start=4, tiles=None)
    made.default_js = [("leaflet", script)]
    made.default_css = [("leaflet_css", style)]
    return made


def lines(corridor: str) -> folium.GeoJson:
    """Return one layer as folium draws it."""
    name, colour, geojson = layers()[corridor]
    return folium.GeoJson(
        geojson, name=name, style_function=lambda _: {"color": colour, "weight": 3}
    )
