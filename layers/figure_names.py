"""Which names the static map would like to carry, in which order and type.

What belongs here: wishes for labels, made from symbols drawn and from the basemap's names. What
does not: finding room for them (`layers/figure_labels.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from math import log2

from geo.calendars import date_text
from geo.select import Condition
from layers.basemap import TYPE_OF_LABEL, Label, labels_to_draw
from layers.figure_labels import Wish, spaced_out
from layers.figure_lines import Spot
from layers.frame import Frame
from layers.palette import INK_SOFT, SHUT_RED, TYPE, TextLook
from layers.sheet import Sheet

# A web map of zoom z shows 40,075 km in 256 · 2^z pixels at the equator; paper carries about as
# many names in a point as a screen in one and a half pixels.
_KM_ROUND_THE_EARTH = 40_075.0
_PIXELS_PER_POINT = 1.5


def node_wishes(spots: Iterable[Spot], *, sheet: Sheet) -> list[Wish]:
    """Return the names of the nodes drawn, the most important first."""
    wishes = []
    for spot in spots:
        state = spot.state
        look = sheet.text(TYPE[f"node_{min(max(state.node.rank, 1), 4)}"])
        lines = [(state.node.name, look)]
        if state.condition is not Condition.OPEN:
            lines.append((_shut_since(spot), _small(look, sheet, spot)))
        elif spot.look.area_km and state.planned:
            lines.append(("site not published", _small(look, sheet, spot)))
        wishes.append(
            Wish(
                key=f"node:{state.node.node_id}",
                lines=tuple(lines),
                at=spot.at,
                radius=spot.box.width / 2,
                needed=state.node.rank <= 2 or state.condition is not Condition.OPEN,
            )
        )
    return wishes


def backdrop_wishes(
    labels: Iterable[Label], frame: Frame, *, sheet: Sheet, taken: Collection[str]
) -> list[Wish]:
    """Return the basemap's names for this view: waters and countries first, then the rest."""
    wanted = labels_to_draw(labels, zoom=zoom_of(frame), bounds=frame.bounds(), taken=taken)
    order = ("sea", "country", "city", "region")
    wishes = []
    for label in sorted(wanted, key=lambda label: (order.index(label.kind), label.rank)):
        at = frame.point_of(label.at)
        look = sheet.text(TYPE[TYPE_OF_LABEL[label.kind]])
        name = label.name
        if label.kind == "country":
            look = replace(look, size_pt=max(look.size_pt - 0.7 * (label.rank - 1), 6.0))
            name = spaced_out(name)
        elif label.kind == "sea":
            look = replace(look, size_pt=max(look.size_pt + 1.4 - 0.9 * (label.rank - 1), 6.4))
        roam = {"country": 34.0, "sea": 22.0, "region": 14.0, "city": 0.0}[label.kind]
        wishes.append(
            Wish(
                key=f"{label.kind}:{label.name}",
                lines=((name, look),),
                at=at,
                centred=label.kind != "city",
                roam=roam * sheet.scale,
            )
        )
    return wishes


def zoom_of(frame: Frame) -> float:
    """Return the zoom level of the web map that carries about as many names as this map."""
    pixels = _KM_ROUND_THE_EARTH / frame.km_per_point() * _PIXELS_PER_POINT
    return log2(pixels / 256)


def _shut_since(spot: Spot) -> str:
    state = spot.state
    closure = state.closures[0]
    since = date_text(closure.closure.start)
    words = {
        Condition.CLOSED: f"closed since {since}",
        Condition.PARTLY: f"partly closed since {since}",
        Condition.RESTRICTED: f"restricted since {since}",
    }
    unconfirmed = f"closed {since}, not confirmed since {date_text(closure.closure.last_confirmed)}"
    return words.get(state.condition, unconfirmed)


def _small(look: TextLook, sheet: Sheet, spot: Spot) -> TextLook:
    small = sheet.text(TYPE["node_4"])
    colour = SHUT_RED if spot.state.condition is Condition.CLOSED else INK_SOFT
    return replace(small, colour=colour, halo=look.halo, bold=False)
