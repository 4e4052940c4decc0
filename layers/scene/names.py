"""The static map's names: which it would like to carry, and those placed as they stand.

What belongs here: wishes for labels, made from symbols drawn and from the basemap's names, and
what was placed as text with its dot and leader. What does not: finding room for them
(`layers/scene/placing.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import hypot

import shapely

from geo.model.lines import LonLat, NodeKind
from geo.model.states import Severity
from geo.state.conditions import ClosureState
from layers.look.basemap import TYPE_OF_LABEL, Label, labels_to_draw
from layers.look.languages import name_in
from layers.look.naming import ORDER, node_order
from layers.look.palette import DOUBT_VIOLET, INK, INK_SOFT, SHUT_RED
from layers.look.style import closure_condition, condition_name
from layers.scene.content import NAMED_BESIDE, Content
from layers.scene.display import Area, Disc, Item, Run, Text, rule
from layers.scene.nodes import Spot
from layers.scene.placing import leader_end
from layers.scene.sheet import Rect
from layers.scene.type import text_size
from layers.scene.wishes import FAR, LEADING, PlacedLabel, Wish, cap_height
from layers.words.dates import short_date

# How far from its place a name of the basemap may stand, and by how many points more than its style
# of type the first of a kind is set, each rank below it so much smaller.
_ROAM = {"country": 34.0, "sea": 22.0, "region": 14.0, "city": 0.0}
_SIZED = {"country": (0.0, 0.7), "sea": (1.4, 0.9)}
# Radius of the point that marks a town of the basemap.
_DOT = 1.0
# A crossing or great place whose name chooses before this goes off on a leader rather than be left
# out.
_LOOKED_FOR = 1.3
# On a slide, whose type is twice as large, places that choose later than this have no name, and
# leaders are shorter.
_NAMED_ON_SLIDES = 2.0
_REACH_ON_SLIDES = 50.0
# Beside what is told places are named after all others.
_LATER_BESIDE = 3.0


def node_wishes(content: Content) -> list[Wish]:
    """Return the names of the nodes drawn, the most important first."""
    wishes = []
    sheet = content.subject.sheet
    legs = (state.leg for state in content.subject.legs)
    lines = Counter(end for leg in legs for end in leg.end_ids)
    small = sheet.text("node_4")
    for spot in content.spots:
        state = spot.state
        look = sheet.text(f"node_{state.node.rank}")
        # "(planned)" behind a name is said by the line below it.
        words = [(name_in(state.node, sheet.language).replace(" (planned)", ""), look)]
        order = _order_of(spot, lines[state.node.node_id])
        beside = content.subject.is_beside(state.node.node_id)
        if beside and state.node.rank > NAMED_BESIDE:
            continue
        if sheet.noted and order > _NAMED_ON_SLIDES:
            continue
        note, colour = _second_line(spot) if not beside else ("", INK_SOFT)
        if note:
            words.append((note, replace(small, colour=colour, halo=look.halo)))
        wishes.append(
            Wish(
                key=f"node:{state.node.node_id}",
                lines=tuple(words),
                order=order + _LATER_BESIDE * beside,
                at=spot.at,
                radius=spot.reach,
                needed=not beside and (bool(note) or state.node.rank <= (1 if sheet.noted else 2)),
                vital=not beside
                and ((bool(note) and colour != DOUBT_VIOLET) or _is_gate_of_note(spot, order)),
                reach=_REACH_ON_SLIDES if sheet.noted else FAR,
            )
        )
    return sorted(wishes, key=lambda wish: wish.order)


def _order_of(spot: Spot, lines: int) -> float:
    """Return how soon a node's name chooses.

    What a map is about and known only roughly is hardest to find without its name.
    """
    state = spot.state
    if spot.look.area_km and state.planned:
        return ORDER["strait"]
    shut = bool(spot.look.badge)
    return node_order(state.node.rank, gate=_is_gate(spot), shut=shut, lines=lines)


def _is_gate_of_note(spot: Spot, order: float) -> bool:
    """Tell whether a name is looked for on every sheet: a crossing or an end where lines meet."""
    return order < _LOOKED_FOR and (_is_gate(spot) or spot.state.node.rank == 1)


def _is_gate(spot: Spot) -> bool:
    return spot.state.node.kind is NodeKind.BORDER_CROSSING or len(spot.state.gauges) > 1


def country_wishes(content: Content, crossed: Mapping[Label, Sequence[LonLat]]) -> list[Wish]:
    """Return the names of countries, each in its ring, whatever the scale."""
    wishes = []
    frame, sheet = content.frame, content.subject.sheet
    for label, ring in crossed.items():
        looks = [sheet.text(name) for name in ("country", "country_small", "country_plain")]
        name = name_in(label, sheet.language)
        names = [spaced_out(name), spaced_out(name), name]
        first, *smaller = [((name, look),) for name, look in zip(names, looks, strict=True)]
        wishes.append(
            Wish(
                key=f"country:{label.name}",
                lines=first,
                at=frame.point_of(label.at),
                order=ORDER["crossed"] + label.rank / 10,
                centred=True,
                needed=True,
                within=frame.geometry_of(shapely.Polygon(ring)),
                smaller=tuple(smaller),
            )
        )
    return wishes


def strait_wishes(content: Content, labels: Iterable[Label]) -> list[Wish]:
    """Return the names of the straits that carry the badge of a closure.

    In other languages they are called as the backdrop's `labels` of the same English name.
    """
    named = {label.name: label for label in labels}
    sheet = content.subject.sheet
    look, small = sheet.text("water"), sheet.text("node_4")
    wishes = []
    for badge in content.badges:
        if not badge.strait_id:
            continue
        note, colour = _closure_note(badge.condition, badge.since)
        strait = content.subject.catalog.straits[badge.strait_id]
        label = named.get(strait.name) or Label(strait.name, "sea", 1, 0, strait.lonlat)
        lines = [(name_in(label, sheet.language), look)]
        lines += [(note, replace(small, colour=colour))] if note else []
        wishes.append(
            Wish(
                key=f"strait:{badge.strait_id}",
                lines=tuple(lines),
                at=badge.at,
                order=ORDER["strait"],
                radius=badge.box.width / 2,
                needed=True,
                vital=bool(note),
            )
        )
    return wishes


def backdrop_wishes(
    content: Content, labels: Iterable[Label], taken: Collection[str]
) -> list[Wish]:
    """Return the basemap's other names for this view: waters, then countries, then the rest."""
    frame, sheet = content.frame, content.subject.sheet
    wanted = labels_to_draw(labels, zoom=frame.zoom(), bounds=frame.bounds(), taken=taken)
    wishes = []
    for label in wanted:
        at = frame.point_of(label.at)
        if not frame.panel.holds(Rect(*at, *at)):
            continue
        look = sheet.text(TYPE_OF_LABEL[label.kind])
        name = name_in(label, sheet.language)
        if label.kind in _SIZED:
            larger, step = _SIZED[label.kind]
            size = look.size_pt + larger - step * (label.rank - 1)
            look = replace(look, size_pt=max(size, sheet.least_pt))
        if label.kind == "country":
            name = spaced_out(name)
        dot = _DOT * sheet.scale if label.kind == "city" else 0.0
        wishes.append(
            Wish(
                key=f"{label.kind}:{label.name}",
                lines=((name, look),),
                at=at,
                order=ORDER[label.kind] + label.rank / 2,
                radius=dot,
                centred=label.kind != "city",
                dot=dot,
                roam=_ROAM[label.kind] * sheet.scale,
            )
        )
    return wishes


def label_items(labels: Iterable[PlacedLabel]) -> Iterator[Item]:
    """Yield labels where they were placed, leaders and dots below all text."""
    labels = tuple(labels)
    for label in labels:
        if label.led:
            yield from _leader(label)
        if label.wish.dot:
            yield Area(Disc(label.wish.at, label.wish.dot), label.wish.lines[0][1].colour)
    for label in labels:
        top = label.box.y1
        x = label.box.x0 + label.align * label.box.width
        align = {0.0: "left", 0.5: "center", 1.0: "right"}[label.align]
        for order, (words, look) in enumerate(label.wish.lines):
            up = text_size(words, look)[1] if order == 0 else 0.0
            baseline = top - max(cap_height(look), up)
            name = f"label:{label.wish.key}"
            yield Text((x, baseline), ((Run(words, look),),), name, align=align)
            top = baseline - look.size_pt * (LEADING - 0.84)


def _leader(label: PlacedLabel) -> Iterator[Item]:
    """Yield a fine line from a symbol to the nearest edge of its label."""
    (x, y), (to_x, to_y) = label.wish.at, leader_end(label)
    length = hypot(to_x - x, to_y - y)
    if length > label.wish.radius:
        share = label.wish.radius / length
        start = (x + (to_x - x) * share, y + (to_y - y) * share)
        colour = label.wish.lines[0][1].colour
        yield rule(start, (to_x, to_y), colour=colour, name=f"leader:{label.wish.key}")


def spaced_out(text: str) -> str:
    """Return a name in capitals with thin spaces between its letters, as maps write countries.

    Arabic script has no capitals, and its letters hang together.
    """
    if any("\u0600" <= letter <= "\u06ff" for letter in text):
        return text
    return "\u2009\u200a".join(text.upper()).replace("\u2009\u200a \u2009\u200a", "\u2002 ")


def _second_line(spot: Spot) -> tuple[str, str]:
    """Return what must be read beside a name, and its colour; nothing for most places."""
    said = _closure_note(condition_name(spot.state), spot.state.closures)
    if not said[0] and spot.look.area_km and spot.state.planned:
        return "planned, site not published", INK_SOFT
    return said


def _closure_note(name: str, closures: Iterable[ClosureState]) -> tuple[str, str]:
    """Return what is said beside a name of the gravest of its closures, and in which colour."""
    if name == "supposed":
        return "supposed shut", INK
    if name not in ("closed", "partly", "contested"):
        return "", INK_SOFT
    gravest = next(one.closure for one in closures if closure_condition(one) == name)
    how = "closed" if gravest.severity is Severity.CLOSED else "partly closed"
    if name == "contested":
        return f"{how} {short_date(gravest.start)}: contested", DOUBT_VIOLET
    return f"{how} since {short_date(gravest.start)}", SHUT_RED
