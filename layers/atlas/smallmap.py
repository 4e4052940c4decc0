"""The small map of a page, as plain SVG over one of few backgrounds that all pages share.

What belongs here: what a page draws over its background. What does not: the plane and the
backgrounds (`layers/atlas/plane.py`, `layers/atlas/land.py`), looks (`layers/look/`), the map page
(`layers/scene/`). Some thousand pages have such a map, so nothing is laid out: a background is cut
by the view, and only the lines and places that a page is about are its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import shapely

from geo.crs import FloatArray
from geo.model.lines import LonLat
from geo.records.catalog import Catalog
from geo.state.select import LegState, NodeState
from layers.atlas.land import backgrounds_of
from layers.atlas.plane import (
    EVERYWHERE,
    HEIGHT,
    OPENED,
    WIDTH,
    Window,
    km,
    path_of,
    planar,
    projected,
    stroked,
    whole,
    window_of,
)
from layers.look.basemap import JAMMU_AND_KASHMIR
from layers.look.looks import LegLook, NodeLook, leaves_frame, leg_look, node_look
from layers.look.palette import INK, NEUTRAL, PAPER
from layers.look.style import corridor_colours
from layers.look.symbols import BOX, symbol_paths
from layers.look.text import safe
from layers.scene.display import Stroke

MAPS = "assets/map"
# Left, top, right and bottom in km.
_Box = tuple[float, float, float, float]
_MOST_LABELS = 7
_LABEL_PX = 13.0
_BADGE_PX = 12.0
# A letter's mean width, in sizes of type; where a name is tried: left of its place, lines down.
_LETTER = 0.55
_SPOTS = ((False, 0.35), (True, 0.35), (False, 1.2), (True, 1.2), (False, -0.5), (True, -0.5))


@dataclass(frozen=True, slots=True)
class OnMap:
    """What a small map shows.

    Attributes
    ----------
    leg_ids
        Lines to draw in their looks.
    node_ids
        Places to draw as symbols with their names, the most important first.
    places
        Points that the view must hold, such as a strait's.
    """

    leg_ids: tuple[str, ...] = ()
    node_ids: tuple[str, ...] = ()
    places: tuple[LonLat, ...] = ()


@dataclass(frozen=True)
class SmallMaps:
    """Makes the small maps of a catalog as it stands at its end.

    Attributes
    ----------
    catalog
        What there is.
    legs, nodes
        How every line and place stands on the last day, by id.
    """

    catalog: Catalog
    legs: Mapping[str, LegState]
    nodes: Mapping[str, NodeState]

    @cached_property
    def lines(self) -> Mapping[str, FloatArray]:
        """Every leg's course in km, by id."""
        return {
            leg_id: whole(projected(leg.alignment)) for leg_id, leg in self.catalog.legs.items()
        }

    @cached_property
    def colours(self) -> Mapping[str, str]:
        """The colour of each corridor."""
        return corridor_colours(self.catalog.corridors)

    def backgrounds(self) -> Iterator[tuple[str, str]]:
        """Return the shared backgrounds: name of the scale and SVG."""
        return backgrounds_of(self.catalog.basemap, [self.lines[name] for name in self.legs])

    def symbols(self) -> Iterator[tuple[str, str]]:
        """Yield the symbols of all places as they stand: name of the file and SVG."""
        looks = (node_look(state) for state in self.nodes.values())
        drawn = {part for look in looks for part in _parts(look)}
        yield from ((_file(name, colour), _symbol(name, colour)) for name, colour in sorted(drawn))

    def picture(self, shown: OnMap, *, alt: str, backgrounds: str, lines: str) -> str:
        """Return the small map of lines and places as SVG to stand in a page; nothing of neither.

        Parameters
        ----------
        alt
            What it shows, in words.
        backgrounds
            The way from the page to the folder of the backgrounds.
        lines
            The way to a file that `lines_of` wrote, in place of drawing the lines here; or empty.
        """
        node_ids = shown.node_ids
        known = [name for name in shown.leg_ids if len(self.lines.get(name, ()))]
        points = [planar(self.catalog.nodes[name].lonlat) for name in node_ids]
        points += [planar(place) for place in shown.places]
        near = [one for one in known if not leaves_frame(self.catalog.legs[one])] or known
        view = window_of([*(self.lines[one] for one in near), *(p[None, :] for p in points)])
        if view is None:
            return ""
        x0, y0 = view.x - view.width / 2, view.y - view.height / 2
        box = " ".join(km(number, view) for number in (x0, y0, view.width, view.height))
        drawn = self._legs(known, view, bare=True)
        if lines:
            drawn = f'<image href="{lines}" {EVERYWHERE}/>'
        # What the page is about has its symbol; a place beside it is a ring.
        marks = "".join(_ring(x, y, 4 * view.pixel, view) for x, y in points[1 : len(node_ids)])
        marks += self._node(node_ids[0], view, backgrounds) if node_ids else ""
        marks += "".join(_ring(x, y, 6 * view.pixel, view) for x, y in points[len(node_ids) :])
        names = self._names(node_ids, view)
        return (
            f'<svg class="small-map" viewBox="{box}" width="{WIDTH}" height="{HEIGHT}" role="img" '
            f'aria-label="{safe(alt)}">'
            f'<image href="{backgrounds}/{view.scale}.svg" {EVERYWHERE}/>'
            f"{drawn}{marks}{names}</svg>"
        )

    def shows_kashmir(self, picture: str) -> bool:
        """Tell whether the view of a small map may show any of Jammu and Kashmir."""
        box = re.search(r'viewBox="([^"]*)"', picture)
        if box is None:
            return False
        x, y, width, height = (float(number) for number in box[1].split())
        outline = shapely.Polygon(projected(JAMMU_AND_KASHMIR))
        return bool(outline.intersects(shapely.box(x, y, x + width, y + height)))

    def lines_of(self, leg_ids: Sequence[str], corridor_id: str) -> str:
        """Return lines in their looks for a corridor as a file for several small maps."""
        near = [one for one in leg_ids if not leaves_frame(self.catalog.legs[one])] or leg_ids
        view = window_of([self.lines[one] for one in near])
        drawn = self._legs(leg_ids, view, corridor_id) if view else ""
        return f"{OPENED}{drawn}</svg>\n"

    def _legs(
        self, leg_ids: Sequence[str], view: Window, corridor_id: str = "", *, bare: bool = False
    ) -> str:
        """Return lines in their looks for a corridor, those of one look as one path."""
        paths: dict[LegLook | None, str] = {}
        for leg_id in dict.fromkeys(leg_ids):
            look = self._look(leg_id, corridor_id)
            paths[look] = paths.get(look, "") + path_of(self.lines[leg_id], view)
        strokes = ((path, _stroke_of(look, view.pixel)) for look, path in paths.items())
        return "".join(stroked(path, stroke, bare=bare) for path, stroke in strokes)

    def _look(self, leg_id: str, corridor_id: str) -> LegLook | None:
        state = self.legs.get(leg_id)
        if state is None or not state.corridor_ids:
            return None
        whose = corridor_id if corridor_id in state.corridor_ids else state.corridor_ids[0]
        look = leg_look(state, whose, colour=self.colours[whose])
        return replace(look, shut_way=0, crossed=False, badge="", badge_colour="")

    def _node(self, node_id: str, view: Window, folder: str) -> str:
        x, y = planar(self.catalog.nodes[node_id].lonlat)
        state = self.nodes.get(node_id)
        if state is None:
            return ""
        look, said = node_look(state), ""
        for size_px, aside, part in zip(
            (look.size_px, _BADGE_PX), (0.0, look.size_px / 2), _parts(look), strict=False
        ):
            size, off = size_px * view.pixel, aside * view.pixel
            left, top = km(x + off - size / 2, view), km(y - off - size / 2, view)
            wide = km(size, view)
            said += (
                f'<image href="{folder}/{_file(*part)}.svg" x="{left}" y="{top}" '
                f'width="{wide}" height="{wide}"/>'
            )
        return said

    def _names(self, node_ids: Sequence[str], view: Window) -> str:
        """Return names beside their places, the first first; one that finds no room is left out."""
        size, said = _LABEL_PX * view.pixel, ""
        taken: list[_Box] = []
        for node_id in node_ids:
            if len(taken) == _MOST_LABELS:
                break
            name = self.catalog.nodes[node_id].name
            x, y = planar(self.catalog.nodes[node_id].lonlat)
            wide, gap = len(name) * size * _LETTER, 11 * view.pixel
            for left, down in _SPOTS:
                x0 = x - gap - wide if left else x + gap
                box = (x0, y + down * size - size, x0 + wide, y + down * size)
                if _fits(box, taken, view):
                    taken.append(box)
                    said += _label(name, box, view)
                    break
        edge = km(3 * view.pixel, view)
        return f'<g font-size="{km(size, view)}" stroke-width="{edge}">{said}</g>' if said else ""


def _stroke_of(look: LegLook | None, pixel: float) -> Stroke:
    if look is None:
        # Nobody has spoken of it yet on the last day.
        return Stroke(NEUTRAL, 1.4 * pixel, dash=(2 * pixel, 3 * pixel))
    dash = tuple(length * pixel for length in look.dash_px)
    return Stroke(look.colour, look.width_px * pixel, look.opacity, dash, rounded=True)


def _ring(x: float, y: float, radius: float, view: Window) -> str:
    return (
        f'<circle cx="{km(x, view)}" cy="{km(y, view)}" r="{km(radius, view)}" '
        f'stroke-width="{km(2 * view.pixel, view)}"/>'
    )


def _parts(look: NodeLook) -> list[tuple[str, str]]:
    """Return the symbols of a place with their colours: its own, and its badge if it has one."""
    return [(look.shape, look.colour), *([(look.badge, look.badge_colour)] if look.badge else [])]


def _file(name: str, colour: str) -> str:
    return f"{name}-{(colour or INK).removeprefix('#').lower()}"


def _symbol(name: str, colour: str) -> str:
    """Return a symbol of the symbol table in a colour, as a file of its own."""
    roles = {"ink": colour or INK, "paper": PAPER, "badge": colour, "": "none"}
    parts = symbol_paths(name, roles)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {BOX} {BOX}">{parts}</svg>\n'


def _fits(box: _Box, taken: Sequence[_Box], view: Window) -> bool:
    """Tell whether a name has room: within the view, over no other."""
    x0, y0, x1, y1 = box
    inside = abs(x0 - view.x) < view.width / 2 and abs(x1 - view.x) < view.width / 2
    return inside and not any(x0 < c and a < x1 and y0 < d and b < y1 for a, b, c, d in taken)


def _label(name: str, box: _Box, view: Window) -> str:
    base = box[3] - _LABEL_PX * view.pixel * 0.2
    return f'<text x="{km(box[0], view)}" y="{km(base, view)}">{safe(name)}</text>'
