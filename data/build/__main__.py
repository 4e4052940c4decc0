"""``python -m data.build``: the tables of this folder into the files of ``data/``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from data.build.align import VIA_SNAP_KM, AlignError, Alignment, Sources, alignment_of, point_of
from data.build.basemap import build_basemap
from data.build.checked import read_spec
from data.build.datapackage import build_datapackage
from data.build.fonts import FONTS_DIR, build_fonts
from data.build.gazetteer import read_towns, towns_named
from data.build.guards import branch_faults, copy_faults, faults_of
from data.build.land import read_land
from data.build.names import name_faults, names_of, read_names
from data.build.railgraph import nearest_node, read_rail_graph, read_road_graph, with_stop
from data.build.relief import RELIEF_OUT, build_relief
from data.build.sealanes import read_lanes
from data.build.spec import Spec, SpecError, corridors_in
from data.build.write import (
    BRANCH_COLUMNS,
    BRANCH_NAME_COLUMNS,
    STATUS_COLUMNS,
    leg_feature,
    node_feature,
    save_features,
    save_table,
)
from geo.model.lines import LonLat

# A place is set into an edge that becomes no longer than its track by more than this.
STOP_DETOUR_KM = 2.0
DATA_DIR = Path(__file__).resolve().parents[1]


def sources_of(spec: Spec) -> Sources:
    """Graph, lanes and the coordinates of every place.

    A leg that follows the graph may end between two of its vertices: the place is then set into
    the edge it lies on.
    """
    graph, roads, towns = read_rail_graph(), read_road_graph(), read_towns()
    points: dict[str, LonLat] = {}
    faults = name_faults(read_names().values(), towns=towns)
    by_rail = spec.places_of("rail")
    by_road = spec.places_of("road") - by_rail
    for place_id, place in spec.places.items():
        try:
            beside = roads if place_id in by_road else graph
            points[place_id] = point_of(place, towns=towns, graph=beside)
        except AlignError as error:
            faults.append(str(error))
    if faults:
        raise AlignError("\n".join(faults))
    ends = {one for leg in spec.legs if leg.method == "graph" for one in (leg.from_id, leg.to_id)}
    for place_id in sorted(ends):
        point = points[place_id]
        if nearest_node(graph, point, within_km=VIA_SNAP_KM) is None:
            graph = with_stop(graph, point, within_km=STOP_DETOUR_KM) or graph
    return Sources(
        graph=graph,
        roads=roads,
        lanes=read_lanes(),
        points=points,
        places=spec.places,
    )


def aligned(spec: Spec, *, sources: Sources) -> tuple[list[Alignment], list[str]]:
    """Alignments of all legs, and the faults of those that have none or fail a guard."""
    land = read_land()
    operating = {row["leg_id"] for row in spec.statuses if row["status"] == "operating"}
    found: list[Alignment] = []
    faults: list[str] = []
    for leg in spec.legs:
        try:
            one = alignment_of(leg, sources=sources)
        except AlignError as error:
            faults.append(str(error))
            continue
        found.append(one)
        faults += faults_of(
            one,
            land=land,
            operating=leg.leg_id in operating,
            bridges=spec.bridges,
            bends=spec.bends,
            long_chords=spec.long_chords,
        )
    by_id = {one.leg.leg_id: one for one in found}
    faults += copy_faults(found)
    faults += branch_faults(spec.chains, by_id, reasons=spec.doublings)
    return found, faults


def save_all(spec: Spec, found: list[Alignment], *, sources: Sources, folder: Path) -> None:
    """Every file the build makes."""
    nodes = sorted(
        (place for place in spec.places.values() if place.is_node),
        key=lambda place: place.place_id,
    )
    names = read_names()
    features = [
        node_feature(
            place,
            point=sources.points[place.place_id],
            names=names_of(names, "node", place.place_id),
        )
        for place in nodes
    ]
    save_features(features, folder / "nodes.geojson")
    for corridor in corridors_in():
        legs = [leg_feature(one) for one in found if one.leg.corridor == corridor]
        save_features(legs, folder / "layers" / f"{corridor}.geojson")
    save_table(spec.statuses, folder / "leg_status.csv", columns=STATUS_COLUMNS)
    save_table(spec.branches, folder / "branches.csv", columns=BRANCH_COLUMNS)
    save_table(spec.branch_names, folder / "branch_names.csv", columns=BRANCH_NAME_COLUMNS)


def build(*, folder: Path, lenient: bool, lines_only: bool) -> int:
    """Build into a folder; 1 and nothing written when a guard refuses (unless lenient)."""
    try:
        spec = read_spec()
        sources = sources_of(spec)
    except (SpecError, AlignError) as error:
        print(error, file=sys.stderr)
        return 1
    found, faults = aligned(spec, sources=sources)
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults and not lenient:
        return 1
    save_all(spec, found, sources=sources, folder=folder)
    print(f"{len(found)} legs, {len(faults)} faults")
    if not lines_only:
        build_basemap(out=folder / "basemap")
        ours = folder == DATA_DIR
        build_fonts(FONTS_DIR if ours else folder / "fonts")
        land = folder / "basemap" / "land_fine.geojson"
        build_relief(land, RELIEF_OUT if ours else folder / RELIEF_OUT.name)
    if folder == DATA_DIR:
        build_datapackage(folder)
    return 1 if faults else 0


def find(name: str, *, country: str) -> int:
    """Print the towns of that name."""
    for town in towns_named(read_towns(), name, country=country):
        where = f"{town.lon:.5f} {town.lat:.5f}"
        print(town.geonames_id, town.name, town.country, where, f"population {town.population}")
    return 0


def main() -> int:
    """Read the command line and do it."""
    parser = argparse.ArgumentParser(prog="python -m data.build", description=__doc__)
    parser.add_argument("--out", type=Path, default=DATA_DIR, help="folder to write into")
    parser.add_argument(
        "--lenient", action="store_true", help="write even what the guards refuse (drafts only)"
    )
    parser.add_argument(
        "--lines-only", action="store_true", help="leave basemap, type and relief as they are"
    )
    parser.add_argument("--find", metavar="TOWN", help="look a town up in the gazetteer instead")
    parser.add_argument("--country", default="", help="ISO alpha-2 code to narrow --find")
    given = parser.parse_args()
    if given.find:
        return find(given.find, country=given.country)
    return build(folder=given.out, lenient=given.lenient, lines_only=given.lines_only)


if __name__ == "__main__":
    sys.exit(main())
