"""The network as the browser draws the map from it, as plain JSON values: what no date changes.

What belongs here: corridors, branches, legs, nodes, labels and words. What does not: how they stood
at a date (`layers/screen/day.py`), the backdrop (`layers/screen/backdrop.py`), the map itself
(`layers/screen/map.py`), files and hashes (`layers/screen/files.py`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import date, timedelta
from itertools import chain

from geo.grouped import grouped
from geo.model.choice import Selection
from geo.model.dates import Precision
from geo.model.lines import Corridor, Leg, LonLat, Node, NodeKind
from geo.model.origins import SHIPPED, added_text
from geo.model.states import Status
from geo.records.catalog import Catalog
from geo.state.about import events_of
from geo.state.select import default_selection, legs_drawn
from layers.look import style
from layers.look.basemap import (
    AREAS_STEM,
    LABELS_STEM,
    NOTHING,
    TYPE_OF_LABEL,
    areas_of,
    labels_of,
)
from layers.look.lanes import directions_along
from layers.look.legend import added_key
from layers.look.looks import LegLook, NodeLook, leaves_frame
from layers.look.symbols import SYMBOLS
from layers.look.text import Json, plain
from layers.screen.look import legend_json, style_json
from layers.screen.places import box_of, flipped, known_nodes, lines_steps, steps_of
from layers.words.compared import AGAINST_TEXT, ONE_DAY_TEXT, OWN_DAY_TEXT, only_text

# What the numbers in a day's rows stand for.
STATUSES = tuple(Status)
CONDITIONS = tuple(style.CONDITION_LOOK)
_LINE_SCALE = 10_000  # about 11 m, a pixel at the closest zoom
_AREA_SCALE = 10
# A slider over more years than this has no use for a day; the date field goes further back.
_SLIDER_YEARS = 20


def web_network(catalog: Catalog) -> Json:
    """Return corridors, branches, legs, nodes, symbols and words: what no date changes."""
    sides = _sides_of(catalog)
    return {
        "scale": _LINE_SCALE,
        "order": list(catalog.corridors),
        "corridors": [_corridor_json(catalog, one) for one in catalog.corridors.values()],
        "branches": _branches_json(catalog),
        "legs": _legs_json(list(catalog.legs.values()), sides),
        "nodes": _nodes_json(catalog),
        "straits": _straits_json(catalog),
        "labels": _labels_json(catalog),
        "events": _events_json(catalog),
        "first_day": _first_day(catalog).isoformat(),
        "data_end": catalog.data_end.isoformat(),
        "home": _home_of(catalog),
        "symbols": {name: [asdict(part) for part in parts] for name, parts in SYMBOLS.items()},
        "style": style_json(),
        "legend": legend_json(catalog),
        "look_fields": [field.name for field in fields(LegLook)],
        "node_look_fields": [field.name for field in fields(NodeLook)],
        "words": {
            "status": {str(key): style.STATUS_LABEL[key] for key in STATUSES},
            "mode": {str(key): label for key, label in style.MODE_LABEL.items()},
            "condition": {key: style.CONDITION_LOOK[key].label for key in CONDITIONS},
            "against": {
                "": ONE_DAY_TEXT,
                **{str(key): label for key, label in AGAINST_TEXT.items()},
                "day": OWN_DAY_TEXT,
            },
        },
    }


def lacking_json(catalog: Catalog, shown: Catalog) -> Json:
    """Return what of a catalog the network of another lacks, each in the form it has there.

    Legs and places, which say that only this edition has them, with the branches and straits that
    are lacking too. `order` names the corridors that are; nothing at all where no leg or place is.
    """
    # Nearly always nothing is: then nothing is put into form.
    if (
        catalog.legs.keys() <= shown.legs.keys()
        and known_nodes(catalog).keys() <= shown.nodes.keys()
    ):
        return {}
    only = {"only": only_text(catalog)}
    sides = _sides_of(catalog)
    lost = [leg for leg_id, leg in catalog.legs.items() if leg_id not in shown.legs]
    legs = {leg_id: one | only for leg_id, one in _legs_json(lost, sides).items()}
    places = _nodes_json(catalog).items()
    nodes = {name: node | only for name, node in places if name not in shown.nodes}
    branches, straits = _branches_json(catalog).items(), _straits_json(catalog).items()
    return {
        "legs": legs,
        "nodes": nodes,
        "branches": {name: one for name, one in branches if name not in shown.branches},
        "straits": {name: one | only for name, one in straits if name not in shown.straits},
        "order": [name for name in catalog.corridors if name not in shown.corridors],
    }


def _branches_json(catalog: Catalog) -> Json:
    return {name: {"corridor": one.corridor_id} for name, one in catalog.branches.items()}


def _straits_json(catalog: Catalog) -> Json:
    return {
        strait.strait_id: {"name": plain(strait.name), "at": flipped([strait.lonlat])[0]}
        for strait in catalog.straits.values()
    }


def _corridor_json(catalog: Catalog, corridor: Corridor) -> Json:
    return {
        "id": corridor.corridor_id,
        "name": plain(corridor.name),
        "short_name": plain(corridor.short_name),
        "colour": style.corridor_colours(catalog.corridors)[corridor.corridor_id],
        "default_on": corridor.default_on,
        "branches": [
            {
                "id": branch.branch_id,
                "name": plain(branch.name),
                "summary": branch.summary,
                "default_on": branch.default_on,
            }
            for branch in (catalog.branches[name] for name in corridor.branch_ids)
        ],
    }


def _legs_json(legs: Sequence[Leg], sides: Mapping[str, Mapping[str, int]]) -> Json:
    lines = lines_steps([leg.alignment for leg in legs], scale=_LINE_SCALE)
    return {
        leg.leg_id: {**_leg_json(leg, sides.get(leg.leg_id, {})), "line": line}
        for leg, line in zip(legs, lines, strict=True)
    }


def _leg_json(leg: Leg, sides: Mapping[str, int]) -> Json:
    gauge = f", {leg.gauge_mm} mm" if leg.gauge_mm else ""
    added = f", {added_text(leg.origin)}" if leg.origin != SHIPPED else ""
    unsourced = ", unsourced" if leg.unsourced else ""
    return {
        "name": plain(leg.name),
        "what": plain(style.MODE_LABEL[leg.mode] + gauge + unsourced + added),
        **({"added": added_key(leg.origin, unsourced=leg.unsourced)} if added else {}),
        "mode": leg.mode,
        "gauge": leg.gauge_mm,
        "km": round(leg.length_km),
        "accuracy": leg.accuracy,
        # How far the true line may lie from the one drawn; 0 where nobody says.
        "off_km": leg.off_by_km or 0,
        "from": leg.from_id,
        "to": leg.to_id,
        "passes": list(leg.passes),
        # Which branches use the leg, and whether they run along it (1) or against it (-1).
        "branches": dict(sides),
    }


def _sides_of(catalog: Catalog) -> dict[str, dict[str, int]]:
    sides: dict[str, dict[str, int]] = {}
    for branch in catalog.branches.values():
        for leg_id, side in directions_along(branch, catalog.legs).items():
            sides.setdefault(leg_id, {})[branch.branch_id] = side
    return sides


def _told_of(catalog: Catalog, nodes: Mapping[str, Node]) -> frozenset[str]:
    """Return of nodes those that the story is about.

    These are the places that the corridors' first figures are about or name and, where a corridor
    is about a place, the crossings that its branches are named after: the doors of that place.
    """
    slots = [slot for of_one in catalog.key_figures.values() for slot in of_one]
    about = {slot.subject_id for slot in slots}
    scopes = " ; ".join(scope for slot in slots for scope in slot.scopes)
    hubs = [corridor for corridor in catalog.corridors.values() if corridor.node_ids]
    doors = " ; ".join(catalog.branches[one].name for hub in hubs for one in hub.branch_ids)
    return frozenset(
        name
        for name, node in nodes.items()
        if name in about
        or _is_named(node, scopes)
        or (node.kind is NodeKind.BORDER_CROSSING and _is_named(node, doors))
    )


def _is_named(node: Node, said: str) -> bool:
    return bool(re.search(rf"\b{re.escape(node.name.split(' (')[0])}\b", said))


def _nodes_json(catalog: Catalog) -> Json:
    stands_for = grouped(
        (node_id, name) for name, one in catalog.corridors.items() for node_id in one.node_ids
    )
    nodes = known_nodes(catalog)
    told = _told_of(catalog, nodes)
    return {
        node.node_id: {
            "name": plain(node.name),
            "kind": node.kind,
            "what": plain(
                ", ".join(
                    said
                    for said in (style.NODE_SYMBOL[node.kind].label, added_text(node.origin))
                    if said
                )
            ),
            "country": node.country,
            "at": flipped([node.lonlat])[0],
            "aliases": [plain(alias) for alias in node.aliases],
            "local": plain(node.name_local),
            "ru": plain(node.name_ru),
            "rank": node.rank,
            "area_km": node.accuracy_km if node.accuracy_km >= style.AREA_FROM_KM else 0,
            "stands_for": list(stands_for.get(node.node_id, ())),
            **({"told": True} if node.node_id in told else {}),
            **({"added": True} if node.origin != SHIPPED else {}),
        }
        for node in nodes.values()
    }


def _labels_json(catalog: Catalog) -> list[Json]:
    text = catalog.basemap.get(LABELS_STEM, NOTHING)
    crossed = {node.country for node in catalog.nodes.values()}
    areas = areas_of(catalog.basemap.get(AREAS_STEM, ""))
    return [
        {
            "name": plain(label.name),
            "kind": label.kind,
            "type": TYPE_OF_LABEL[label.kind],
            "rank": label.rank,
            "min_zoom": label.min_zoom,
            "at": flipped([label.at])[0],
            "local": plain(label.name_local),
            "ru": plain(label.name_ru),
            **_area_json(label.code, areas if label.code in crossed else {}),
        }
        for label in labels_of(text)
    ]


def _area_json(code: str, areas: Mapping[str, Sequence[LonLat]]) -> Json:
    """Return a country's code, and where its name may stand if what is drawn may cross it."""
    if not code:
        return {}
    ring = areas.get(code)
    return {"code": code} | ({"within": steps_of(ring, scale=_AREA_SCALE)} if ring else {})


def _events_json(catalog: Catalog) -> list[Json]:
    """Return the events that fall on a day or month, with the corridors they are about."""
    about = grouped(
        (event.event_id, name)
        for name in catalog.corridors
        for event in events_of(catalog, Selection(corridors=frozenset({name})))
    )
    return [
        {
            "day": event.date.first.isoformat(),
            "headline": plain(event.headline),
            "corridors": list(about[event.event_id]),
        }
        for event in catalog.events.values()
        if event.event_id in about
        and event.date.precision in (Precision.DAY, Precision.MONTH)
        and event.date.first <= catalog.data_end
    ]


def _first_day(catalog: Catalog) -> date:
    earliest = catalog.data_end - timedelta(days=366 * _SLIDER_YEARS)
    days = [event.date.first for event in catalog.events.values() if event.date.dated]
    first = min((day for day in days if day >= earliest), default=earliest)
    return date(first.year, 1, 1)


def _home_of(catalog: Catalog) -> list[tuple[float, float]]:
    """Return south-west and north-east of what the page opens with, but for the longest voyages."""
    on = replace(default_selection(catalog), hidden_branches=frozenset())
    drawn = legs_drawn(catalog, on) or legs_drawn(
        catalog, replace(on, corridors=frozenset(catalog.corridors))
    )
    lines = [leg.alignment for leg in drawn if not leaves_frame(leg)]
    return box_of(chain.from_iterable(lines or [[node.lonlat for node in catalog.nodes.values()]]))
