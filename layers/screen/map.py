"""The interactive map as Folium builds it: one script, byte for byte the same each time.

What belongs here: the tree of the map (panes, backdrop, lanes, places, labels, optional tiles).
What does not: the data the script refers to by id (`layers/screen/network.py`), points and lines
as Leaflet wants them (`layers/screen/places.py`), the files that are served
(`layers/screen/files.py`), Streamlit.

Folium makes what is there; our own Leaflet classes (`layers/screen/web/layers.js`) draw it, and the
page mounts it once. Which of it is seen, and how it looks at a date, is data that comes later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from math import cos, floor, log2, radians
from typing import Any

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template

from geo.model.lines import LonLat
from geo.records.catalog import Catalog
from layers.look.basemap import BASEMAP_LAYERS, TILE_SERVICES, BasemapLayer, attributions_of
from layers.look.palette import BASEMAP_LOOK
from layers.look.text import safe
from layers.screen.places import flipped, is_bare_end

# From the bottom up; Leaflet's own panes lie between (tiles 200, overlays 400).
_PANES: tuple[tuple[str, int], ...] = (
    ("backdrop", 150),
    ("areas", 390),
    ("ways", 405),
    ("own", 408),
    ("lanes", 410),
    ("places", 620),
    ("badges", 630),
    ("labels", 640),
)
_CENTRE: LonLat = (60.0, 38.0)
_ZOOMS = (2, 13)
# A line off by more than so many pixels says nothing of where the track lies.
_TRUE_PX = 10
# Kilometres a pixel measures at zoom 0 on the latitude of the map's centre.
_KM_PER_PX = 40075.0 / 256 * cos(radians(_CENTRE[1]))


class _Calls(MacroElement):
    """Our Leaflet layers of one kind, each made by a call and added to the parent.

    One element and one statement for all of them: branca compiles a template for each element it
    renders, and there may be thousands.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            {{ this.calls|tojson }}.forEach((how) =>
                L.corridors.{{ this.map_name }}.{{ this.maker }}(...how)
                .addTo({{ this._parent.get_name() }}));
        {% endmacro %}
        """
    )

    def __init__(self, maker: str, calls: Sequence[tuple[object, ...]]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca leaves it untyped
        self._name = f"{maker.title()}s"
        self.maker = maker
        self.calls = calls

    @property
    def map_name(self) -> str:
        """The map it stands on, whose layers the page made of the map's own network."""
        above: Any = self._parent
        while not isinstance(above, folium.Map):
            above = above._parent
        return str(above.get_name())


class _TileChoice(MacroElement):
    """Names the tile layers for the page; none is on until the reader asks."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            {{ this._parent.get_name() }}.corridorTiles = {
                {%- for layer in this.layers %}
                {{ layer.tile_name|tojson }}: {{ layer.get_name() }},
                {%- endfor %}
            };
            {{ this._parent.get_name() }}.attributionControl.setPrefix("Leaflet");
        {% endmacro %}
        """
    )

    def __init__(self, layers: Sequence[folium.TileLayer]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca leaves it untyped
        self._name = "TileChoice"
        self.layers = layers


def last_zoom_of(catalog: Catalog) -> float:
    """Return the zoom at which nothing on the map is true any more, where it ends.

    There even the surest line may be off by more than ten pixels. Quarters of a level, as the map
    moves by; the plain limit where no leg says how far it may be off.
    """
    off = [leg.off_by_km for leg in catalog.legs.values() if leg.off_by_km]
    if not off:
        return _ZOOMS[1]
    zoom = floor(4 * log2(_TRUE_PX * _KM_PER_PX / min(off))) / 4
    return min(max(zoom, _ZOOMS[0] + 1), _ZOOMS[1])


def web_map_of(catalog: Catalog) -> folium.Map:
    """Return the Folium map of a catalog: every lane of every corridor, every node."""
    web_map = folium.Map(
        location=flipped([_CENTRE])[0],
        zoom_start=4,
        tiles=None,
        control_scale=True,
        zoom_control=False,
        max_bounds=True,
        min_lon=-60,
        max_lon=180,
        min_lat=-60,
        max_lat=84,
        # Folium's own names min_zoom and max_zoom are those of a tile layer.
        minZoom=_ZOOMS[0],
        maxZoom=last_zoom_of(catalog),
        zoom_snap=0.25,
        zoom_delta=0.5,
        wheel_px_per_zoom_level=110,
        max_bounds_viscosity=0.6,
    )
    # While one map goes another of other data may come: neither is to be taken for the other.
    web_map._id = catalog.data_hash[:12]
    for pane, z_index in _PANES:
        folium.map.CustomPane(pane, z_index=z_index).add_to(web_map)
    _add_backdrop(web_map, catalog)
    _add_tiles(web_map)
    for corridor_id, legs in _lanes_of(catalog).items():
        group = folium.FeatureGroup(name=safe(catalog.corridors[corridor_id].name))
        _Calls("lane", [(leg_id, corridor_id) for leg_id in legs]).add_to(group)
        group.add_to(web_map)
    places = folium.FeatureGroup(name="Places")
    _Calls("place", [(node_id,) for node_id in _nodes_of(catalog)]).add_to(places)
    places.add_to(web_map)
    _Calls("labels", [()]).add_to(web_map)
    return web_map


def script_of(web_map: folium.Map) -> str:
    """Return the script that builds a map, with the elements on it numbered in order.

    Folium's own ids are random; numbered ones, and the hash of the data for the map itself, make
    equal maps equal bytes, so that a browser keeps the file and a change of it is a change of the
    map.

    Raises
    ------
    TypeError
        If the map stands inside another.
    """
    _number(web_map, count())
    root = web_map.get_root()
    if not isinstance(root, Figure):
        raise TypeError("a map to be written as a script stands alone, not inside another")
    root.render()
    text: str = root.script.render()
    return "\n".join(line.strip() for line in text.splitlines() if line.strip()) + "\n"


def _add_backdrop(web_map: folium.Map, catalog: Catalog) -> None:
    credits_owed = " · ".join(attributions_of(map_sources_of(catalog)))
    for number, layer in enumerate(BASEMAP_LAYERS):
        if layer.stem not in catalog.basemap:
            continue
        if number == 1:
            _Calls("relief", [()]).add_to(web_map)
        for look in looks_of(layer):
            options = {**backdrop_look(look), "interactive": False, "minZoom": layer.min_zoom}
            if number == 0:
                options["attribution"] = safe(credits_owed)
            kind = "area" if BASEMAP_LOOK[look].edge else "line"
            _Calls("backdrop", [(f"{layer.stem}.{look}", kind, options)]).add_to(web_map)


def looks_of(layer: BasemapLayer) -> tuple[str, ...]:
    """Return the names of the looks that a basemap layer's features can have."""
    if layer.look:
        return (layer.look,)
    return ("international", "disputed", "line_of_control")


def backdrop_look(name: str) -> dict[str, Any]:
    """Return a look of the basemap as options of Leaflet's paths."""
    look = BASEMAP_LOOK[name]
    return {
        "color": look.edge or look.colour,
        "weight": look.width_px,
        "opacity": look.opacity,
        "dashArray": " ".join(f"{length:g}" for length in look.dash) or None,
        "fill": bool(look.edge),
        "fillColor": look.colour,
        "fillOpacity": 1,
    }


def _add_tiles(web_map: folium.Map) -> None:
    services = [
        folium.TileLayer(
            tiles=service.url,
            name=service.name,
            attr=safe(service.attribution),
            max_native_zoom=service.max_zoom,
            overlay=False,
            show=False,
        )
        for service in TILE_SERVICES
    ]
    for service in services:
        service.add_to(web_map)
    _TileChoice(services).add_to(web_map)


def _lanes_of(catalog: Catalog) -> dict[str, list[str]]:
    """Return the legs of each corridor, each once, in the order of its branches."""
    return {
        corridor.corridor_id: list(
            dict.fromkeys(
                leg_id
                for branch_id in corridor.branch_ids
                for leg_id in catalog.branches[branch_id].leg_ids
            )
        )
        for corridor in reversed(list(catalog.corridors.values()))
    }


def _nodes_of(catalog: Catalog) -> list[str]:
    """Return the nodes that can be drawn: ends of legs, and those that belong to a corridor."""
    ends = (end for leg in catalog.legs.values() for end in leg.end_ids)
    standing = (node for corridor in catalog.corridors.values() for node in corridor.node_ids)
    return [
        name for name in dict.fromkeys((*ends, *standing)) if not is_bare_end(catalog.nodes[name])
    ]


def map_sources_of(catalog: Catalog) -> set[str]:
    """Return the sources of the lines and places on the map."""
    legs = {source_id for leg in catalog.legs.values() for source_id in leg.source_ids}
    return legs | {node.coordinate_source for node in catalog.nodes.values()}


def _number(element: Element, numbers: Iterator[int]) -> None:
    for child in element._children.values():
        child._id = str(next(numbers))
        _number(child, numbers)
