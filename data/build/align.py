"""From a leg of the tables to its alignment, by the method the table names.

Belongs here: choosing vertices and measuring. Refusing bad results is for ``guards``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from data.build.gazetteer import Town
from data.build.lines import (
    KEEP_CHORD_KM,
    Line,
    TrackPiece,
    densified,
    longest_chord_km,
    rounded,
    thinned,
    with_place,
    without_loops,
    without_repeats,
    without_spikes,
)
from data.build.offset import Chord, off_by_km
from data.build.railgraph import (
    RailGraph,
    RailPath,
    nearest_node,
    nodes_near,
    shortest_path,
)
from data.build.sealanes import Lanes, nearest_vertex, shortest_lane
from data.build.spec import LITERAL, LegSpec, Place
from data.build.turns import without_short_steps
from geo.crs import distance_km, length_km
from geo.model.lines import LonLat

END_SNAP_KM = 10.0
VIA_SNAP_KM = 3.0
MAPPED_CHORD_KM = 30.0
SANE_RATIO = 1.6
# Further apart than this, print and graph are said to disagree.
LENGTH_TOLERANCE = 0.03
TOLERANCE_DEG = 0.0005
# Thinning makes no chord of a road longer than the guard allows.
ROAD_KEEP_KM = 14.0
# A line through a place known no better than this is a sketch.
ROUGH_PLACE_KM = 15.0


class AlignError(ValueError):
    """A leg that cannot be aligned."""


@dataclass(frozen=True)
class Sources:
    """What alignments are drawn from."""

    graph: RailGraph
    roads: RailGraph
    lanes: Lanes
    points: Mapping[str, LonLat]
    places: Mapping[str, Place]


@dataclass(frozen=True)
class Drawn:
    """A line as found, with its track km where a graph tells and its straits.

    ``helped`` says that towns gave it its shape, in whole or in part; ``chords`` are the straight
    stretches it is drawn with, before any is divided.
    """

    line: Line
    track_km: float | None = None
    helped: bool = False
    straits: frozenset[str] = frozenset()
    chords: tuple[Chord, ...] = ()


@dataclass(frozen=True)
class Alignment:
    """A leg's drawn line with what is known of its length.

    ``chord_km`` is the longest distance between neighbouring surveyed vertices, before thinning.
    """

    leg: LegSpec
    line: Line
    length_km: float
    length_basis: str
    accuracy: str
    source_ids: tuple[str, ...]
    straits: frozenset[str]
    note: str
    chord_km: float
    off_by_km: float


def point_of(place: Place, *, towns: Mapping[str, Town], graph: RailGraph) -> LonLat:
    """Return a place's coordinates, moved onto a graph when its source is GEO_OSM."""
    if place.geonames_id:
        if place.geonames_id not in towns:
            raise AlignError(f"{place.place_id}: no town {place.geonames_id} in the gazetteer")
        town = towns[place.geonames_id]
        point = (town.lon, town.lat)
    elif place.lon is not None and place.lat is not None:
        point = (place.lon, place.lat)
    else:
        raise AlignError(f"{place.place_id}: no coordinates")
    if place.coordinate_source == "GEO_OSM":
        number = nearest_node(graph, point, within_km=END_SNAP_KM)
        if number is None:
            raise AlignError(f"{place.place_id}: no vertex of a graph within {END_SNAP_KM} km")
        point = graph.nodes[number]
    return (round(point[0], 5), round(point[1], 5))


def _graph_line(leg: LegSpec, *, sources: Sources) -> Drawn:
    graph = sources.graph
    ends = [sources.points[one] for one in (leg.from_id, leg.to_id)]
    stops = [nearest_node(graph, end, within_km=END_SNAP_KM) for end in ends]
    if stops[0] is None or stops[1] is None:
        lost = leg.from_id if stops[0] is None else leg.to_id
        raise AlignError(f"{leg.leg_id}: {lost} is over {END_SNAP_KM} km from the graph")
    vias = [sources.points[one] for one in leg.via]
    near = [nodes_near(graph, via, within_km=VIA_SNAP_KM) for via in vias]
    path = shortest_path(graph, stops[0], stops[1], through=[one for one in near if one])
    if path is None:
        raise AlignError(f"{leg.leg_id}: the rail graph does not join its places")
    edges = [
        TrackPiece((graph.nodes[a], graph.nodes[b]), graph.edges[a][b])
        for a, b in pairwise(without_repeats(path.numbers))
    ]
    for via, around in zip(vias, near, strict=True):
        if not around:
            edges = with_place(edges, via)
    chords = tuple(
        Chord(distance_km(a, b), edge.track_km * distance_km(a, b) / length_km(edge.line))
        for edge in edges
        for a, b in pairwise(edge.line)
        if a != b
    )
    edges = [densified(edge) for edge in edges]
    walked = [point for edge in edges for point in edge.line]
    line = without_repeats([ends[0], *walked, ends[1]])
    gaps_km = distance_km(ends[0], walked[0]) + distance_km(walked[-1], ends[1])
    return Drawn(
        line=line,
        track_km=sum(edge.track_km for edge in edges) + gaps_km,
        helped=not all(near),
        chords=chords,
    )


def _mixed_line(leg: LegSpec, *, sources: Sources, graph: RailGraph) -> Drawn:
    """From place to place; a way-point by the graph gives way to the track beside it."""
    points = [sources.points[one] for one in (leg.from_id, *leg.via, leg.to_id)]
    paths = [_sane_path(a, b, graph=graph) for a, b in pairwise(points)]
    for at in range(1, len(points) - 1):
        before, after = paths[at - 1], paths[at]
        if before is not None:
            points[at] = before.points[-1]
        elif after is not None:
            points[at] = after.points[0]
    walked: list[LonLat] = [points[0]]
    total_km = 0.0
    chords: list[Chord] = []
    for (a, b), path in zip(pairwise(points), paths, strict=True):
        if path is not None:
            walked += path.points
            total_km += path.length_km
            total_km += distance_km(a, path.points[0]) + distance_km(path.points[-1], b)
            chords += [
                Chord(distance_km(graph.nodes[one], graph.nodes[other]), graph.edges[one][other])
                for one, other in pairwise(without_repeats(path.numbers))
            ]
        else:
            total_km += distance_km(a, b)
            chords.append(Chord(distance_km(a, b)))
        walked.append(b)
    return Drawn(
        line=without_repeats(walked),
        track_km=total_km,
        helped=not all(paths),
        chords=tuple(chords),
    )


def _sane_path(a: LonLat, b: LonLat, *, graph: RailGraph) -> RailPath | None:
    start = nearest_node(graph, a, within_km=VIA_SNAP_KM)
    end = nearest_node(graph, b, within_km=VIA_SNAP_KM)
    if start is None or end is None or start == end:
        return None
    path = shortest_path(graph, start, end)
    straight_km = distance_km(a, b)
    if path is None or path.length_km > SANE_RATIO * straight_km:
        return None
    return path if length_km(path.points) <= SANE_RATIO * straight_km else None


def _sea_line(leg: LegSpec, *, sources: Sources) -> Drawn:
    closed = frozenset({"suez", "panama"}) if "cape_of_good_hope" in leg.passes else frozenset()
    walked: list[LonLat] = [sources.points[leg.from_id]]
    straits: set[str] = set()
    for place_id in (*leg.via, leg.to_id):
        point = sources.points[place_id.removeprefix(LITERAL)]
        if not place_id.startswith(LITERAL):
            start, end = (nearest_vertex(sources.lanes, one) for one in (walked[-1], point))
            path = shortest_lane(sources.lanes, start, end, closed=closed)
            if path is None:
                raise AlignError(f"{leg.leg_id}: no sea lane joins its ports")
            walked += path.points
            straits |= path.straits
        if place_id.startswith(LITERAL) or place_id == leg.to_id:
            walked.append(point)
    return Drawn(line=without_repeats(walked), straits=frozenset(straits))


def _geodata_ids(leg: LegSpec, *, sources: Sources) -> list[str]:
    on_graph = {"graph": ["GEO_OSM"], "mixed": ["GEO_OSM"], "road": ["GEO_OSM"]}
    own = {**on_graph, "sea": ["GEO_SEA"]}.get(leg.method, [])
    places = _places_of(leg, sources=sources)
    return own + sorted({place.coordinate_source for place in places} - set(own))


def _places_of(leg: LegSpec, *, sources: Sources) -> list[Place]:
    ids = (leg.from_id, *leg.via, leg.to_id)
    return [sources.places[one.removeprefix(LITERAL)] for one in ids]


def _unique(ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in ids if one))


def alignment_of(leg: LegSpec, *, sources: Sources) -> Alignment:
    """Draw the leg's alignment, thinned and rounded, its ends exactly its nodes.

    Raises
    ------
    AlignError
        If an end is off the graph, or no path joins the leg's places.
    """
    if leg.method == "graph":
        found = _graph_line(leg, sources=sources)
    elif leg.method == "mixed":
        found = _mixed_line(leg, sources=sources, graph=sources.graph)
    elif leg.method == "road":
        found = _mixed_line(leg, sources=sources, graph=sources.roads)
        plain = without_short_steps(found.line)
        found = replace(found, line=without_spikes(plain, reach_km=VIA_SNAP_KM))
    elif leg.method == "sea":
        found = _sea_line(leg, sources=sources)
    else:
        ids = (leg.from_id, *leg.via, leg.to_id)
        towns = without_repeats([sources.points[one] for one in ids])
        chords = tuple(Chord(distance_km(a, b)) for a, b in pairwise(towns))
        found = Drawn(line=towns, helped=True, chords=chords)
    keep_km = ROAD_KEEP_KM if leg.mode == "road" else KEEP_CHORD_KM
    thin = thinned(found.line, tolerance_deg=TOLERANCE_DEG, keep_km=keep_km)
    drawn = without_loops(rounded(thin))
    km, basis, remark = _length_of(leg, track_km=found.track_km, drawn_km=length_km(drawn))
    chord_km = longest_chord_km(found.line)
    worst_km = max(place.accuracy_km for place in _places_of(leg, sources=sources))
    return Alignment(
        leg=leg,
        line=drawn,
        length_km=round(km, 1),
        length_basis=basis,
        accuracy=_accuracy_of(leg, found, chord_km=chord_km, worst_place_km=worst_km),
        source_ids=_unique(
            [*leg.source_ids, leg.published.source, *_geodata_ids(leg, sources=sources)]
        ),
        straits=found.straits,
        note=" ".join(part for part in (leg.note, remark) if part),
        chord_km=chord_km,
        off_by_km=_off_by_km(leg, found, km=km, sources=sources),
    )


def _off_by_km(leg: LegSpec, found: Drawn, *, km: float, sources: Sources) -> float:
    """How far the true line may lie from the one drawn; see ``offset``."""
    shaping = _places_of(leg, sources=sources) if found.helped else []
    return off_by_km(
        found.chords,
        length_km=km,
        place_km=max((place.accuracy_km for place in shaping), default=0.0),
        method=leg.method,
    )


def _accuracy_of(leg: LegSpec, found: Drawn, *, chord_km: float, worst_place_km: float) -> str:
    if leg.method == "schematic" or worst_place_km >= ROUGH_PLACE_KM:
        return "schematic"
    if leg.method == "sea":
        return "mapped"
    on_graph = leg.method == "graph" and not found.helped
    return "mapped" if on_graph and chord_km <= MAPPED_CHORD_KM else "threaded"


def within_print(km: float, leg: LegSpec) -> bool:
    """Whether a length agrees with the published one: in its range, or within 3 %."""
    printed = leg.published
    if printed.low is not None and printed.high is not None:
        return printed.low <= km <= printed.high
    return printed.km is None or abs(km - printed.km) <= LENGTH_TOLERANCE * printed.km


def _length_of(leg: LegSpec, *, track_km: float | None, drawn_km: float) -> tuple[float, str, str]:
    """Length, its basis, and a remark where the graph disagrees with print.

    Print wins wherever there is any; the graph is what it is checked against.
    """
    printed_km = leg.published.km
    if printed_km is not None and leg.published.source == "GEO_OSM":
        # A share of an edge of a graph, entered by hand like a length in print.
        return printed_km, "track_weight", ""
    if printed_km is not None:
        if track_km is None or leg.method != "graph" or within_print(track_km, leg):
            # A mixed leg is measured by the graph only in part: no contradiction to speak of.
            return printed_km, "published", ""
        remark = f"The rail graph measures {track_km:.0f} km, print says {printed_km:g} km."
        return printed_km, "published", remark
    # The road graph's own lengths are of simplified lines, too short in the mountains.
    if track_km is not None and leg.method != "road":
        return track_km, "track_weight", ""
    return drawn_km, "geodesic", ""
