"""What a Selection shows, in formats of geographic programs: GeoJSON and GeoPackage.

Bytes out: whoever asked saves them. Each carries what is visible at the date with its status,
condition and sources, the closures, claims and events that go with it, and the licences of the
data. The same content gives the same bytes, in any folder and at any time.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from geo.crs import WGS84
from geo.errors import ExportError
from geo.formats.extract import Extract
from geo.formats.listings import about_listing, about_rows, named, without_geometry
from geo.formats.rows import LEG_COLUMNS, PLACE_COLUMNS, CellValue, leg_row, place_row
from geo.model.lines import LonLat
from geo.parts import folder_beside, sweep
from geo.state.select import LegState, NodeState

# RFC 7946 has longitude first and WGS 84; five decimals are about a metre.
_DECIMALS = 5
# GDAL takes the moment it writes into a GeoPackage from one setting for the whole program.
_GDAL = Lock()


def geojson_of(extract: Extract) -> bytes:
    """Return an extract as one GeoJSON collection (RFC 7946), a feature a line.

    Legs and places are features; closures, claims, events, sources and licences, which have no
    geometry of their own, are members of the collection beside them.
    """
    features = [
        *(_leg_feature(extract, state) for state in extract.legs),
        *(_place_feature(extract, state) for state in extract.nodes),
    ]
    members: dict[str, Any] = {"about": {str(name): value for name, value in about_rows(extract)}}
    for listing in without_geometry(extract):
        members[listing.name] = [named(listing.columns, row) for row in listing.rows]
    head = "".join(
        f"{_json(name)}:{_json(value) if name == 'about' else _json_lines(value)},\n"
        for name, value in members.items()
    )
    text = f'{{"type":"FeatureCollection",\n{head}"features":{_json_lines(features)}}}\n'
    return text.encode()


def geopackage_of(extract: Extract) -> bytes:
    """Return an extract as a GeoPackage: layers of legs and places, and a table for the rest.

    Raises
    ------
    ExportError
        If the disk of the temporary folder does not take it.
    """
    line = [_rounded(state.leg.alignment) for state in extract.legs]
    point = [_rounded([state.node.lonlat])[0] for state in extract.nodes]
    legs = _frame(LEG_COLUMNS, [leg_row(extract, state) for state in extract.legs])
    places = _frame(PLACE_COLUMNS, [place_row(extract, state) for state in extract.nodes])
    with _scratch() as folder, _GDAL:
        path = Path(folder) / "extract.gpkg"
        moment = f"{extract.data_end.isoformat()}T00:00:00Z"
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": moment})
        try:
            for name, frame, shapes, kind in (
                ("legs", legs, [shapely.LineString(one) for one in line], "LineString"),
                ("places", places, [shapely.Point(one) for one in point], "Point"),
            ):
                shaped = gpd.GeoDataFrame(frame, geometry=shapes, crs=WGS84)
                pyogrio.write_dataframe(
                    shaped,
                    path,
                    layer=name,
                    driver="GPKG",
                    geometry_type=kind,
                    append=path.exists(),
                )
            for listing in (about_listing(extract), *without_geometry(extract)):
                table = _frame(listing.columns, listing.rows)
                pyogrio.write_dataframe(table, path, layer=listing.name, driver="GPKG", append=True)
            return path.read_bytes()
        except (DataSourceError, DataLayerError, OSError) as error:
            raise ExportError(
                "No GeoPackage can be written: the disk of temporary files is full or refuses it. "
                "Make room, or name another folder with TMPDIR."
            ) from error
        finally:
            pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


@contextlib.contextmanager
def _scratch() -> Iterator[str]:
    """Lend a folder that is gone afterwards.

    Raises
    ------
    ExportError
        If there is nowhere to write.
    """
    try:
        place = Path(tempfile.gettempdir())
        sweep(place)
        folder = folder_beside(place / "features")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ExportError(f"No temporary folder can be written: {reason}.") from error
    try:
        yield str(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _leg_feature(extract: Extract, state: LegState) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": state.leg.leg_id,
        "properties": {"feature": "leg", **named(LEG_COLUMNS, leg_row(extract, state))},
        "geometry": {"type": "LineString", "coordinates": _rounded(state.leg.alignment)},
    }


def _place_feature(extract: Extract, state: NodeState) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": state.node.node_id,
        "properties": {"feature": "place", **named(PLACE_COLUMNS, place_row(extract, state))},
        "geometry": {"type": "Point", "coordinates": _rounded([state.node.lonlat])[0]},
    }


def _rounded(points: Iterable[LonLat]) -> list[LonLat]:
    return [(round(lon, _DECIMALS), round(lat, _DECIMALS)) for lon, lat in points]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _json_lines(values: Sequence[object]) -> str:
    return "[\n" + ",\n".join(_json(value) for value in values) + "\n]"


def _frame(columns: Sequence[str], rows: Sequence[Sequence[CellValue]]) -> pd.DataFrame:
    """Return records as a table of whole numbers, numbers, truths and texts, empty ones allowed."""
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    return pd.DataFrame(
        {name: _column(column) for name, column in zip(columns, cells, strict=True)}
    )


def _column(cells: Sequence[CellValue]) -> pd.Series[Any]:
    present = [cell for cell in cells if cell is not None]
    if present and all(isinstance(cell, bool) for cell in present):
        return pd.Series(list(cells), dtype="bool")
    if present and all(isinstance(cell, int) for cell in present):
        return pd.Series(list(cells), dtype="Int64")
    if present and all(isinstance(cell, int | float) for cell in present):
        return pd.Series(list(cells), dtype="Float64")
    texts = [";".join(cell) if isinstance(cell, tuple) else cell for cell in cells]
    return pd.Series([None if text in (None, "") else str(text) for text in texts], dtype="object")
