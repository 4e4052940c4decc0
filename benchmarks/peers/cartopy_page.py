"""The same lines on an A4 page with cartopy, as its examples draw: land, borders, grid, legend.

Cartopy fetches its land from the network; here it is given ours, which leaves it less to do.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cartopy.crs as ccrs
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from benchmarks.peers.names import CORRIDORS, DATA
from benchmarks.peers.palette import COLOURS

_A4 = (297 / 25.4, 210 / 25.4)
# The frame of our own page with the corridors it starts with, by eye.
_EXTENT = (25, 85, 12, 62)


def _geometries(path: Path) -> list[BaseGeometry]:
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return [shape(feature["geometry"]) for feature in read["features"]]


def save_page(path: Path) -> None:
    """Draw the page and save it with 300 dots an inch."""
    figure = Figure(figsize=_A4)
    FigureCanvasAgg(figure)
    lonlat = ccrs.PlateCarree()
    projection = ccrs.LambertConformal(central_longitude=55, standard_parallels=(25, 50))
    ax: Any = figure.add_axes((0.02, 0.05, 0.8, 0.85), projection=projection)
    ax.set_extent(_EXTENT, crs=lonlat)
    ax.set_facecolor("#dbe7ee")
    basemap = DATA / "basemap"
    for stem, face, edge in (
        ("land", "#f5f1e8", "none"),
        ("lakes", "#dbe7ee", "none"),
        ("rivers", "none", "#b9cfdb"),
        ("boundaries", "none", "#999999"),
    ):
        found = _geometries(basemap / f"{stem}.geojson")
        ax.add_geometries(found, crs=lonlat, facecolor=face, edgecolor=edge, linewidth=0.6)
    ax.gridlines(draw_labels=True, linewidth=0.3)
    swatches = []
    for corridor, colour in zip(CORRIDORS[:3], COLOURS, strict=False):
        lines = _geometries(DATA / "layers" / f"{corridor}.geojson")
        ax.add_geometries(lines, crs=lonlat, facecolor="none", edgecolor=colour, linewidth=1.6)
        swatches.append(Line2D([], [], color=colour, linewidth=1.6, label=corridor))
    ax.legend(handles=swatches, loc="lower left")
    figure.suptitle("Trade corridors")
    figure.savefig(path, dpi=300)
