"""The backgrounds of the small maps: land, water, boundaries, names, and the network in grey.

What belongs here: what all pages share, at each of the few scales. What does not: what a page draws
over it (`layers/atlas/smallmap.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from geo.crs import FloatArray
from layers.atlas.plane import (
    EVERYWHERE,
    OPENED,
    SCALES,
    Window,
    path_of,
    planar,
    projected,
    stroked,
    whole,
)
from layers.look.basemap import (
    BASEMAP_LAYERS,
    LABELS_STEM,
    NOTHING,
    TYPE_OF_LABEL,
    labels_of,
    lines_of,
)
from layers.look.palette import BASEMAP_LOOK, SHUT_GREY, TYPE
from layers.look.text import safe
from layers.scene.display import Stroke

# The zoom of the interactive map that comes nearest, for which names are chosen.
_ZOOM_OF: Mapping[str, float] = {"near": 7.0, "region": 6.0, "country": 5.0, "far": 3.5}
# Coarser than the lines of a page: nobody reads a coast here, least of all the closer scales' fine
# one, by whether it is that.
_DETAIL = {False: 2.0, True: 3.4}
_FINE = ("near", "region")


def backgrounds_of(
    basemap: Mapping[str, str], network: Sequence[FloatArray]
) -> Iterator[tuple[str, str]]:
    """Yield the backgrounds: name of the scale and SVG.

    Parameters
    ----------
    basemap
        GeoJSON texts by the stems of their files.
    network
        The courses of all lines in the plane.
    """
    for scale, width in SCALES.items():
        yield scale, _background(basemap, network, Window(scale, 0.0, 0.0, width))


def _background(basemap: Mapping[str, str], network: Sequence[FloatArray], view: Window) -> str:
    pixel = view.pixel
    parts = [OPENED, f'<rect {EVERYWHERE} fill="{BASEMAP_LOOK["water"].colour}"/>']
    for name, path in _backdrop(basemap, view).items():
        look = BASEMAP_LOOK[name]
        dash = tuple(step * pixel for step in look.dash)
        stroke = Stroke(look.edge or look.colour, look.width_px * pixel, dash=dash)
        parts.append(stroked(path, stroke, fill=look.colour if look.edge else "none"))
    lines = "".join(path_of(course, view) for course in network)
    parts.append(stroked(lines, Stroke(SHUT_GREY, 1.2 * pixel, 0.6)))
    return "".join((*parts, *_names(basemap, view), "</svg>\n"))


def _backdrop(basemap: Mapping[str, str], view: Window) -> Mapping[str, str]:
    """Return the path of each look of the basemap, from the bottom up."""
    fine = view.scale in _FINE
    paths: dict[str, str] = {}
    for layer in BASEMAP_LAYERS:
        if not layer.first_paint and not fine:
            continue
        stem = layer.finer if fine and layer.finer in basemap else layer.stem
        for name, line in lines_of(layer, basemap.get(stem, NOTHING)):
            course = whole(projected(line))
            paths[name] = paths.get(name, "") + path_of(course, view, detail=_DETAIL[fine])
    return paths


def _names(basemap: Mapping[str, str], view: Window) -> Iterator[str]:
    """Yield the names of countries and waters for a scale."""
    for label in labels_of(basemap.get(LABELS_STEM, NOTHING)):
        if label.kind in ("country", "sea") and label.min_zoom <= _ZOOM_OF[view.scale]:
            look = TYPE[TYPE_OF_LABEL[label.kind]]
            x, y = planar(label.at)
            slant = ' font-style="italic"' if look.italic else ""
            yield (
                f'<text x="{x:.0f}" y="{y:.0f}" font-size="{look.size_px * view.pixel:.3g}" '
                f'fill="{look.colour}" text-anchor="middle" font-family="sans-serif"{slant}>'
                f"{safe(label.name)}</text>"
            )
