"""The look of the web map as plain JSON values: the style table and the rows of the legend.

What belongs here: what the browser's drawing needs of `layers/look/style.py` and
`layers/look/legend.py`. What does not: the looks themselves, and the data they are of
(`layers/screen/network.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date

from geo.model.dates import PartialDate, Precision
from geo.model.lines import Leg
from geo.model.origins import is_unsourced
from geo.model.states import LegStatus
from geo.records.catalog import Catalog
from geo.state.conditions import ClosureState, Condition
from geo.state.doubt import Doubt, DoubtKind
from geo.state.select import LegState, NodeState
from layers.look import naming, relief, style
from layers.look.basemap import BASEMAP_LAYERS, NOTHING, lines_of
from layers.look.compared import CASING, CASING_PX, compared_entries
from layers.look.legend import LegendGroup, legend_entries
from layers.look.looks import (
    BAND_FROM_PX,
    BAND_KEPT,
    BAND_MOST_PX,
    BAND_OPACITY,
    CROSS_SIZE_PX,
    CROSS_SPACING_PX,
    LANE_GAP_PX,
)
from layers.look.palette import CSS_FONT, HIGHLIGHT, INK, PAPER, RELIEF_SHADE, SHUT_GREY, TYPE, rgb
from layers.look.text import Json, plain

# Every doubt looks alike; when it began shows in no look.
_ANY_DOUBT = Doubt(DoubtKind.SILENCE, PartialDate(date.min, date.max, Precision.UNDATED))


def style_json() -> Json:
    """Return colours, gaps and type that the browser draws with."""
    return {
        "paper": PAPER,
        "highlight": HIGHLIGHT,
        "ink": INK,
        "other_way": SHUT_GREY,
        "lane_gap_px": LANE_GAP_PX,
        "band_from_px": BAND_FROM_PX,
        "band_most_px": BAND_MOST_PX,
        "band_opacity": BAND_OPACITY,
        "band_kept": BAND_KEPT,
        "cross_spacing_px": CROSS_SPACING_PX,
        "cross_size_px": CROSS_SIZE_PX,
        "break_of_gauge_px": style.BREAK_OF_GAUGE.size_px,
        "casing_px": CASING_PX,
        "casing": {
            kind: {"colour": colour, "dash_px": dash} for kind, (colour, dash) in CASING.items()
        },
        "naming": _naming_json(),
        "relief": _relief_json(),
        "type": {
            name: {
                "size_px": look.size_px,
                "bold": look.bold,
                "italic": look.italic,
                "colour": look.colour,
                "halo": look.halo,
                "halo_px": look.halo_px,
                "font": CSS_FONT,
            }
            for name, look in TYPE.items()
        },
    }


def _relief_json() -> Json:
    return {
        "bounds": relief.RELIEF_BOUNDS,
        "shade": rgb(RELIEF_SHADE),
        "light": rgb(PAPER),
        "shade_opacity": relief.SHADE_OPACITY,
        "light_opacity": relief.LIGHT_OPACITY,
        "least": relief.LEAST_SLOPE,
        "full_to": relief.FULL_TO_ZOOM,
        "gone_from": relief.GONE_FROM_ZOOM,
    }


def _naming_json() -> Json:
    """Return the numbers of the rule of placing, as the browser follows it."""
    return {
        "spots": naming.SPOTS,
        "slant": naming.SLANT,
        "distances": naming.DISTANCES,
        "line_cost": naming.LINE_COST,
        "most_disliked": naming.MOST_DISLIKED,
        "apart": naming.APART,
        "level_reach": naming.LEVEL_REACH,
        "grid": naming.GRID,
        "far_cost": naming.FAR_COST,
        "outside_cost": naming.OUTSIDE_COST,
        "crowd_cost": naming.CROWD_COST,
        "crowd_reach": naming.CROWD_REACH,
        "order": dict(naming.ORDER),
        "gate_forward": naming.GATE_FORWARD,
        "told_forward": naming.TOLD_FORWARD,
        "shut_forward": naming.SHUT_FORWARD,
        "most_outside": naming.MOST_OUTSIDE,
        "hides": naming.HIDES,
        "room_cost": naming.ROOM_COST,
        "upon_cost": naming.UPON_COST,
        "area_line_share": naming.AREA_LINE_SHARE,
        "smaller_cost": naming.SMALLER_COST,
        "line_forward": naming.LINE_FORWARD,
        "most_lines": naming.MOST_LINES,
    }


def legend_json(catalog: Catalog) -> list[Json]:
    """Return the legend's rows for all that any date and choice can bring to the map."""
    legs = tuple(_legs_of_any_day(catalog))
    gauges = tuple(sorted({leg.gauge_mm for leg in catalog.legs.values() if leg.gauge_mm}))
    # Each node unlike others to the legend, as a break of gauge, and one of them shut in every way
    # that any closure shuts, and as the reader may suppose it.
    unlike = {(node.kind, node.accuracy_km): node for node in catalog.nodes.values()}
    nodes = [
        NodeState(node, Condition.OPEN, (), gauges, planned=False, corridor_ids=())
        for node in unlike.values()
    ]
    nodes += [
        replace(nodes[0], closures=(ClosureState(one, one.start, one.source_id, contested),))
        for one in catalog.closures.values()
        for contested in (None, one.start)
    ]
    nodes.append(replace(nodes[0], supposed_shut=True))
    entries = compared_entries() + legend_entries(
        legs,
        nodes,
        corridors=catalog.corridors,
        boundaries=_boundary_classes(catalog),
        banded=any(leg.off_by_km for leg in catalog.legs.values()),
    )
    return [
        {
            "title": group.value,
            "entries": [
                {
                    "key": f"{group.name.lower()}:{entry.key}",
                    "label": plain(entry.label),
                    "look": rounded(asdict(entry.look)),
                }
                for entry in entries
                if entry.group is group
            ],
        }
        for group in LegendGroup
        if any(entry.group is group for entry in entries)
    ]


def _legs_of_any_day(catalog: Catalog) -> Iterable[LegState]:
    """Yield legs in each status of their history, doubted and not, one way if any was.

    Of those that are alike to the legend one stands for all.
    """
    one_way = any(closure.direction for closure in catalog.closures.values())
    unlike: dict[tuple[object, ...], tuple[Leg, LegStatus]] = {}
    for leg in catalog.legs.values():
        alike = (leg.mode, leg.accuracy, leg.origin, leg.unsourced)
        for found in catalog.statuses.get(leg.leg_id, ()):
            unlike.setdefault((*alike, found.status, is_unsourced(found.source_id)), (leg, found))
    for leg, found in unlike.values():
        for doubt in (_ANY_DOUBT, None):
            yield LegState(
                leg=leg,
                status=found.status,
                since=found.since,
                last_confirmed=None,
                confirmed_by="",
                doubt=doubt,
                source_id=found.source_id,
                note=found.note,
                condition=Condition.OPEN,
                closures=(),
                corridor_ids=tuple(catalog.corridors),
                branch_ids=(),
                shut_way=int(one_way),
            )


def _boundary_classes(catalog: Catalog) -> set[str]:
    layer = next(layer for layer in BASEMAP_LAYERS if layer.stem == "boundaries")
    return {look for look, _ in lines_of(layer, catalog.basemap.get(layer.stem, NOTHING))}


def rounded(values: Json) -> Json:
    """Return a look with its numbers to three digits, which is finer than a screen."""
    return {key: round(v, 3) if isinstance(v, float) else v for key, v in values.items()}
