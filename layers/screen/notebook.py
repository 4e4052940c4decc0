"""A Folium map of a selection that shows itself in a notebook, without any network.

What belongs here: plain Folium layers with the looks of the page, and Leaflet inside the map's own
text, since Folium would fetch it. What does not: the page's map, which draws with classes of its
own (`layers/screen/map.py`).
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import folium
from branca.element import Figure
from xstatic.pkg import leaflet

from geo.calendars import day_text
from geo.model.choice import Selection
from geo.model.lines import LonLat, Mode
from geo.records.catalog import Catalog
from geo.state.select import LegState, NodeState, as_of_date, leg_states, node_states_of
from layers.look.basemap import BASEMAP_LAYERS, attributions_of, look_name, notes_on_boundaries
from layers.look.looks import leg_look
from layers.look.palette import BASEMAP_LOOK, GROUND, INK
from layers.look.style import (
    CONDITION_LOOK,
    MODE_LABEL,
    NODE_SYMBOL,
    STATUS_LABEL,
    condition_name,
    corridor_colours,
)
from layers.look.text import safe
from layers.screen.map import backdrop_look
from layers.screen.places import box_of

Properties = dict[str, Any]

_HEIGHT_PX = 520
_RADIUS_PX = 4.0
# About 110 m: a notebook's map is looked at, not measured.
_DECIMALS = 3


def notebook_map_of(catalog: Catalog, selection: Selection) -> folium.Map:
    """Return the map of a selection: lines by corridor, places, coast, boundaries and credits."""
    legs = leg_states(catalog, selection)
    nodes = node_states_of(catalog, selection, legs)
    shown = folium.Map(tiles=None, control_scale=True, prefer_canvas=True)
    # The map carries Leaflet with it; nothing else that Folium would fetch is used.
    shown.default_js = [("leaflet", _inside("leaflet.js", "text/javascript"))]
    shown.default_css = [("leaflet_css", _inside("leaflet.css", "text/css"))]
    day = day_text(as_of_date(catalog, selection))
    _frame(shown, legs, title=f"Trade corridors, as of {day}")
    _add_backdrop(shown, catalog, _credits(catalog, legs, nodes, day))
    colours = corridor_colours(catalog.corridors)
    for corridor_id in reversed(list(catalog.corridors)):
        own = [state for state in legs if corridor_id in state.corridor_ids]
        if own:
            name = catalog.corridors[corridor_id].short_name
            features = [_leg_feature(one, corridor_id, colours[corridor_id]) for one in own]
            _layer(features, name=safe(name), told=["told", "state", "length"]).add_to(shown)
    features = [_node_feature(state, colours) for state in nodes]
    marker = folium.CircleMarker(radius=_RADIUS_PX)
    _layer(features, name="Places", told=["told", "state"], marker=marker).add_to(shown)
    folium.LayerControl(collapsed=False).add_to(shown)
    return shown


def _inside(name: str, media_type: str) -> str:
    """Return one of Leaflet's files as an address that holds it."""
    text = (Path(leaflet.BASE_DIR) / name).read_text(encoding="utf-8")
    # Its map of sources and its pictures of controls are other files.
    text = re.sub(r"//# sourceMappingURL=\S+|\s*background-image:\s*url\([^)]*\);", "", text)
    return f"data:{media_type};base64,{base64.b64encode(text.encode()).decode()}"


def _frame(shown: folium.Map, legs: Sequence[LegState], *, title: str) -> None:
    # Usual ways by sea lead round continents: what is asked about lies on land and close by.
    framed = [one.leg for one in legs if one.leg.mode is not Mode.SEA] or [one.leg for one in legs]
    box = box_of([point for leg in framed for point in leg.alignment])
    if box:
        shown.fit_bounds([list(corner) for corner in box])
    root = shown.get_root()
    if isinstance(root, Figure):
        root.title, root.height = title, f"{_HEIGHT_PX}px"


def _credits(
    catalog: Catalog, legs: Sequence[LegState], nodes: Sequence[NodeState], day: str
) -> str:
    used = {name for state in legs for name in state.leg.source_ids}
    used |= {state.node.coordinate_source for state in nodes}
    notes = notes_on_boundaries(line_of_control=True)
    return " · ".join(safe(text) for text in (f"As of {day}", *attributions_of(used), *notes))


def _add_backdrop(shown: folium.Map, catalog: Catalog, credit: str) -> None:
    """Add land, lakes and boundaries below everything, and the water as the map's ground."""
    water = BASEMAP_LOOK["water"].colour
    # Twice the class, since Leaflet's own style comes later; small type, for credits are long.
    style = (
        f"<style>.leaflet-container.leaflet-container {{ background: {water}; }}"
        ".leaflet-container .leaflet-control-attribution { font-size: 9px; }</style>"
    )
    root = shown.get_root()
    if isinstance(root, Figure):
        root.header.add_child(folium.Element(style), name="ground")
    for layer in BASEMAP_LAYERS:
        if layer.stem not in catalog.basemap or not layer.first_paint:
            continue
        features = json.loads(catalog.basemap[layer.stem])["features"]
        drawn = [
            {
                "type": "Feature",
                "geometry": one["geometry"],
                "properties": backdrop_look(look_name(layer, one["properties"])),
            }
            for one in features
        ]
        _layer(drawn, name=layer.stem, control=False, interactive=False).add_to(shown)
    # An empty layer that carries the words owed to mapmakers.
    folium.TileLayer(
        tiles="data:,", attr=credit, control=False, overlay=True, min_zoom=30, max_zoom=30
    ).add_to(shown)


def _layer(
    features: Iterable[Properties], *, name: str, told: Sequence[str] = (), **options: Any
) -> folium.GeoJson:
    """Return features whose own properties are the look they are drawn with, and what is `told`."""
    tooltip = folium.GeoJsonTooltip(told, labels=False) if told else None
    collection = {"type": "FeatureCollection", "features": list(features)}
    return folium.GeoJson(
        collection,
        name=name,
        style_function=lambda feature: feature["properties"],
        smooth_factor=0.5,
        tooltip=tooltip,
        **options,
    )


def _leg_feature(state: LegState, corridor_id: str, colour: str) -> Properties:
    look = leg_look(state, corridor_id, colour=colour)
    closed = CONDITION_LOOK[condition_name(state)]
    told = f"{STATUS_LABEL[state.status]} {MODE_LABEL[state.leg.mode].lower()}"
    length = state.leg.length_km
    return {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": _rounded(state.leg.alignment)},
        "properties": {
            "color": look.colour,
            "weight": look.width_px,
            "opacity": look.opacity,
            "dashArray": " ".join(f"{step:g}" for step in look.dash_px) or None,
            "told": safe(state.leg.name),
            "state": safe(f"{told}; {closed.label.lower()}" if closed.badge else told),
            "length": safe(f"{length:,.0f} km" if length else "length not known"),
        },
    }


def _node_feature(state: NodeState, colours: Mapping[str, str]) -> Properties:
    closed = CONDITION_LOOK[condition_name(state)]
    kind = NODE_SYMBOL[state.node.kind].label
    hue = next((colours[name] for name in state.corridor_ids), INK)
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": _rounded([state.node.lonlat])[0]},
        "properties": {
            "color": closed.badge_colour if closed.badge else hue,
            "fillColor": GROUND,
            "weight": 1.6,
            "fillOpacity": 1.0,
            "told": safe(state.node.name),
            "state": safe(f"{kind}; {closed.label.lower()}" if closed.badge else kind),
        },
    }


def _rounded(points: Iterable[LonLat]) -> list[list[float]]:
    return [[round(lon, _DECIMALS), round(lat, _DECIMALS)] for lon, lat in points]
