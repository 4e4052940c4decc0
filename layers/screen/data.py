"""What the browser draws the map from, as plain JSON values.

What belongs here: the network (what never changes), the backdrop, and the day (how every leg and
node stood at a date, whatever is switched on). What does not: the map itself
(`layers/screen/map.py`), files and hashes (`layers/screen/files.py`), and any choice of what is
seen, which the browser makes by the rules of `geo/state/select.py` so that a toggle answers at
once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from geo.model.choice import Scenario, Selection
from geo.model.dates import PartialDate, Precision
from geo.model.lines import Corridor, Leg, LonLat
from geo.model.origins import SHIPPED, added_text
from geo.model.states import Status
from geo.records.catalog import Catalog
from geo.state.select import (
    LegState,
    NodeState,
    as_of_date,
    default_selection,
    events_of,
    leg_states,
    node_states_of,
)
from layers.look import style
from layers.look.basemap import (
    AREAS_STEM,
    BASEMAP_LAYERS,
    LABELS_STEM,
    TYPE_OF_LABEL,
    areas_of,
    labels_of,
    look_name,
)
from layers.look.lanes import direction_of
from layers.look.legend import added_key
from layers.look.looks import LegLook, NodeLook, leaves_frame, leg_look, node_look
from layers.look.symbols import SYMBOLS
from layers.look.text import plain
from layers.screen.closures import leg_badge, shut_on, straits_of_day
from layers.screen.look import legend_json, rounded, style_json
from layers.screen.map import box_of, flipped, steps_of

Json = dict[str, Any]
_Look = TypeVar("_Look", LegLook, NodeLook)

# What the numbers in a day's rows stand for.
_STATUSES = tuple(Status)
_CONDITIONS = tuple(style.CONDITION_LOOK)

_LINE_SCALE = 10_000  # about 11 m, a pixel at the closest zoom
_BACKDROP_SCALE = 1_000
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
        "branches": {
            branch.branch_id: {"corridor": branch.corridor_id}
            for branch in catalog.branches.values()
        },
        "legs": {leg.leg_id: _leg_json(leg, sides) for leg in catalog.legs.values()},
        "nodes": _nodes_json(catalog),
        "straits": {
            strait.strait_id: {"name": plain(strait.name), "at": flipped([strait.lonlat])[0]}
            for strait in catalog.straits.values()
        },
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
            "status": {str(key): style.STATUS_LABEL[key] for key in _STATUSES},
            "mode": {str(key): label for key, label in style.MODE_LABEL.items()},
            "condition": {key: style.CONDITION_LOOK[key].label for key in _CONDITIONS},
        },
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


def web_backdrop(catalog: Catalog, *, first: bool) -> Json:
    """Return the lines of the basemap by layer and look, for the first paint or for later.

    Finer lines come later under the names of the coarse ones, and take their place.
    """
    lines: dict[str, list[list[int]]] = {}
    for layer in BASEMAP_LAYERS:
        stem = layer.stem if layer.first_paint is first else layer.finer
        if (first and not layer.first_paint) or stem not in catalog.basemap:
            continue
        for feature in json.loads(catalog.basemap[stem])["features"]:
            name = f"{layer.stem}.{look_name(layer, feature['properties'])}"
            for line in _lines_in(feature["geometry"]["coordinates"]):
                lines.setdefault(name, []).append(steps_of(line, scale=_BACKDROP_SCALE))
    return {"scale": _BACKDROP_SCALE, "lines": lines}


def day_of(catalog: Catalog, selection: Selection) -> Json:
    """Return how every leg and node stood at the selection's date, whatever is switched on.

    A date change sends this, so it is kept small: `legs` and `nodes` are rows in the order of the
    network's, empty (null) for what was not there; statuses and conditions are numbers in the order
    of the network's words; looks are rows under `look_fields` and `node_look_fields`. `shut` says
    what closes what, in words (`layers/screen/closures.py`). `layers/screen/web/state.js` reads it
    back. `id` is a hash of the rest: a browser that has it need not be sent the day again.
    """
    everything = replace(
        selection,
        corridors=frozenset(catalog.corridors),
        hidden_branches=frozenset(),
        statuses=frozenset(Status),
    )
    on = as_of_date(catalog, selection)
    legs = leg_states(catalog, everything)
    nodes = node_states_of(catalog, everything, legs)
    colours = style.corridor_colours(catalog.corridors)
    # Looks are kept once; legs and nodes refer to them by number.
    looks, node_looks = dict[LegLook, int](), dict[NodeLook, int]()
    scenario = selection.scenario
    leg_rows = {state.leg.leg_id: _leg_row(state, colours, looks, scenario) for state in legs}
    node_rows = {state.node.node_id: _node_row(state, colours, node_looks) for state in nodes}
    day: Json = {
        "asof": on.isoformat(),
        "legs": [leg_rows.get(leg_id) for leg_id in catalog.legs],
        "nodes": [node_rows.get(node_id) for node_id in catalog.nodes],
        "straits": straits_of_day(catalog, on, scenario),
        "shut": shut_on(catalog, on, scenario),
        "looks": _rows_of(looks),
        "node_looks": _rows_of(node_looks),
    }
    text = json.dumps(day, ensure_ascii=False, sort_keys=True)
    return {"id": hashlib.sha256(text.encode()).hexdigest()[:16], **day}


def _numbered(looks: dict[_Look, int], look: _Look) -> int:
    """Return the number of a look; a new one gets the next."""
    return looks.setdefault(look, len(looks))


def _rows_of(looks: Iterable[LegLook | NodeLook]) -> list[list[Any]]:
    return [list(rounded(asdict(look)).values()) for look in looks]


def _leg_json(leg: Leg, sides: Mapping[str, Mapping[str, int]]) -> Json:
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
        "branches": dict(sides.get(leg.leg_id, {})),
        "line": steps_of(leg.alignment, scale=_LINE_SCALE),
    }


def _sides_of(catalog: Catalog) -> dict[str, dict[str, int]]:
    sides: dict[str, dict[str, int]] = {}
    for branch in catalog.branches.values():
        for leg_id in branch.leg_ids:
            side = direction_of(catalog.legs[leg_id], branch, catalog.legs)
            sides.setdefault(leg_id, {})[branch.branch_id] = side
    return sides


def _nodes_json(catalog: Catalog) -> Json:
    stands_for: dict[str, list[str]] = {}
    for corridor in catalog.corridors.values():
        for node_id in corridor.node_ids:
            stands_for.setdefault(node_id, []).append(corridor.corridor_id)
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
            "stands_for": stands_for.get(node.node_id, []),
        }
        for node in catalog.nodes.values()
    }


def _labels_json(catalog: Catalog) -> list[Json]:
    text = catalog.basemap.get(LABELS_STEM)
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
            **_area_json(label.code, areas if label.code in crossed else {}),
        }
        for label in (labels_of(text) if text else ())
    ]


def _area_json(code: str, areas: Mapping[str, Sequence[LonLat]]) -> Json:
    """Return a country's code, and where its name may stand if what is drawn may cross it."""
    if not code:
        return {}
    ring = areas.get(code)
    return {"code": code} | ({"within": steps_of(ring, scale=_AREA_SCALE)} if ring else {})


def _events_json(catalog: Catalog) -> list[Json]:
    """Return the events that fall on a day or month, with the corridors they are about."""
    about: dict[str, list[str]] = {}
    for corridor_id in catalog.corridors:
        alone = Selection(corridors=frozenset({corridor_id}))
        for event in events_of(catalog, alone):
            about.setdefault(event.event_id, []).append(corridor_id)
    return [
        {
            "day": event.date.first.isoformat(),
            "headline": plain(event.headline),
            "corridors": about[event.event_id],
        }
        for event in catalog.events.values()
        if event.event_id in about
        and event.date.precision in (Precision.DAY, Precision.MONTH)
        and event.date.first <= catalog.data_end
    ]


def _first_day(catalog: Catalog) -> date:
    earliest = catalog.data_end - timedelta(days=366 * _SLIDER_YEARS)
    days = [
        event.date.first
        for event in catalog.events.values()
        if event.date.precision is not Precision.UNDATED
    ]
    first = min((day for day in days if day >= earliest), default=earliest)
    return date(first.year, 1, 1)


def _home_of(catalog: Catalog) -> list[tuple[float, float]]:
    """Return south-west and north-east of what the page opens with, but for the longest voyages."""
    on = replace(default_selection(catalog), hidden_branches=frozenset())
    drawn = leg_states(catalog, on) or leg_states(
        catalog, replace(on, corridors=frozenset(catalog.corridors))
    )
    points = [
        point for state in drawn if not leaves_frame(state.leg) for point in state.leg.alignment
    ] or [node.lonlat for node in catalog.nodes.values()]
    return box_of(points)


def _leg_row(
    state: LegState, colours: Mapping[str, str], looks: dict[LegLook, int], scenario: Scenario
) -> list[Any]:
    """Return status, condition, since, the look for each of its corridors, and the badge."""
    numbers = [
        _numbered(looks, leg_look(state, corridor_id, colour=colours[corridor_id]))
        for corridor_id in state.corridor_ids
    ]
    row: list[Any] = [
        _STATUSES.index(state.status),
        _CONDITIONS.index(style.condition_name(state)),
        _since(state.since),
        numbers,
    ]
    badge = leg_badge(state, scenario)
    return [*row, badge] if badge else row


def _since(when: PartialDate) -> str:
    return "" if when.precision is Precision.UNDATED else str(when)


def _node_row(
    state: NodeState, colours: Mapping[str, str], looks: dict[NodeLook, int]
) -> list[int]:
    """Return condition and look."""
    colour = colours[state.corridor_ids[0]] if state.corridor_ids else ""
    # What depends on the lines now drawn is the browser's to say.
    look = replace(node_look(state, colour=colour), planned=False, break_of_gauge=False)
    return [_CONDITIONS.index(style.condition_name(state)), _numbered(looks, look)]


def _lines_in(parts: Sequence[Any]) -> Iterable[list[LonLat]]:
    """Yield the lines or rings of a GeoJSON geometry's coordinates, however deep they lie."""
    if isinstance(parts[0][0], int | float):
        yield [(point[0], point[1]) for point in parts]
        return
    for part in parts:
        yield from _lines_in(part)
