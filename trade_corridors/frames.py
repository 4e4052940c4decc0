"""Records as tables of pandas and GeoPandas, the same columns as in the files handed over.

What belongs here: from a listing to a table, and geometry for what has a place. What does not:
which records those are (`geo/formats/extract.py`) and what their columns hold
(`geo/formats/rows.py`, `geo/formats/listings.py`). Geometry is longitude,
latitude in degrees, WGS 84 (EPSG:4326).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.calendars import day_text
from geo.changes.kinds import Account
from geo.crs import WGS84
from geo.formats.extract import Extract
from geo.formats.listings import CLAIM_COLUMNS, Listing, claim_listing, listings_of, named
from geo.formats.rows import CellValue
from geo.ledger.readings import Ledger
from geo.model.said import Claim, SubjectKind
from geo.model.states import Closure
from geo.network.route import Route
from geo.network.whatif import Answer
from geo.records.catalog import Catalog
from geo.records.costs import Range
from layers.words.changelist import change_list, change_rows
from layers.words.routes import barred_text, condition_words, cut_text, places_text
from layers.words.wording import subject_text

Frame = pd.DataFrame


def listed(extract: Extract, name: str) -> Frame:
    """Return the listing of a kind of record as a table.

    Parameters
    ----------
    extract
        What a selection shows.
    name
        `legs`, `places`, `closures`, `claims`, `events` or `sources`.
    """
    (listing,) = (one for one in listings_of(extract) if one.name == name)
    return _table(listing.columns, listing.rows)


def legs_frame(extract: Extract) -> gpd.GeoDataFrame:
    """Return the legs with their alignments."""
    lines = [shapely.LineString(state.leg.alignment) for state in extract.legs]
    return _shaped(listed(extract, "legs"), lines)


def places_frame(extract: Extract) -> gpd.GeoDataFrame:
    """Return the places with their points."""
    points = [shapely.Point(state.node.lonlat) for state in extract.nodes]
    return _shaped(listed(extract, "places"), points)


def closures_frame(catalog: Catalog, extract: Extract) -> gpd.GeoDataFrame:
    """Return the closures in force with what they shut: points, lines, or both of a strait."""
    shapes = [_shape_of(catalog, state.closure) for state in extract.closures]
    return _shaped(listed(extract, "closures"), shapes)


def disagreements_frame(catalog: Catalog, ledger: Ledger) -> Frame:
    """Return the figures on which sources differ, widest first, one row a claim.

    `disagreement` numbers the figures; `subject` names what they are of, `low`, `high` and `spread`
    are the range over the like claims, and `shown` marks the one that is preferred, if any is.
    """
    rows: list[Sequence[CellValue]] = []
    for number, reading in enumerate(ledger.contested(), start=1):
        claim = reading.claims[0]
        subject = subject_text(catalog, claim.subject_kind, claim.subject_id)
        listing = _claims_of(ledger, reading.claims)
        rows += (
            (number, subject, reading.low, reading.high, reading.spread, one is reading.shown, *row)
            for one, row in zip(reading.claims, listing.rows, strict=True)
        )
    head = ("disagreement", "subject", "low", "high", "spread", "shown")
    return _table((*head, *CLAIM_COLUMNS), rows)


def routes_frame(catalog: Catalog, answer: Answer) -> gpd.GeoDataFrame:
    """Return the ways found, the best first, then the usual ways by sea beside them.

    Lengths are km, times hours, money USD for `per`; each with its low, central and high figure.
    `yardstick` names the strait of a usual way; `only_if` what would have to be no longer shut.
    """
    rows = [_route_row(catalog, answer, route) for route in answer.routes]
    found = {route.leg_ids for route in answer.routes}
    rows += [
        _route_row(catalog, answer, one.route)
        | {"yardstick": one.strait_id, "only_if": cut_text(catalog, one.shut_by)}
        for one in answer.yardsticks
        if one.route.leg_ids not in found
    ]
    frame = _shaped(pd.DataFrame(rows), [row.pop("line") for row in rows])
    frame = frame.drop(columns="line")
    frame.attrs["shut"] = barred_text(catalog, answer)
    return frame


def changes_frame(account: Account) -> Frame:
    """Return what differs between two moments, the weightiest first."""
    return pd.DataFrame(change_rows(change_list(account)))


def _table(columns: Sequence[str], rows: Iterable[Sequence[CellValue]]) -> Frame:
    return pd.DataFrame([named(columns, row) for row in rows], columns=list(columns))


def _shaped(frame: Frame, shapes: Sequence[BaseGeometry | None]) -> gpd.GeoDataFrame:
    column = np.array([*shapes, None], dtype=object)[:-1]  # no guess from what all are
    return gpd.GeoDataFrame(frame, geometry=column, crs=WGS84)


def _claims_of(ledger: Ledger, claims: Sequence[Claim]) -> Listing:
    return claim_listing(replace(ledger, claims=tuple(claims)))


def _shape_of(catalog: Catalog, closure: Closure) -> BaseGeometry | None:
    """Return where a closure is; nothing for what has no place of its own."""
    parts: list[BaseGeometry] = []
    for name in closure.subject_ids:
        if closure.subject_kind is SubjectKind.NODE:
            parts.append(shapely.Point(catalog.nodes[name].lonlat))
        elif closure.subject_kind is SubjectKind.LEG:
            parts.append(shapely.LineString(catalog.legs[name].alignment))
        elif closure.subject_kind is SubjectKind.STRAIT:
            through = (leg for leg in catalog.legs.values() if name in leg.passes)
            parts += [shapely.LineString(leg.alignment) for leg in through]
    return shapely.union_all(parts) if parts else None


def _route_row(catalog: Catalog, answer: Answer, route: Route) -> dict[str, Any]:
    names = catalog.nodes
    only_if = "; ".join(condition_words(catalog, route.conditions, on=answer.query.on))
    lines = [catalog.legs[leg_id].alignment for leg_id in route.leg_ids]
    return {
        "way": places_text(catalog, route),
        "on": day_text(answer.query.on),
        "length_km": round(route.length_km, 1),
        **_three("hours", route.hours),
        **_three("usd", route.money),
        "per": route.basis.value,
        "not_built_km": round(route.unbuilt_km, 1),
        "countries": route.countries,
        "borders": len(route.border_leg_ids),
        "breaks_of_gauge": tuple(names[node].name for node in route.gauge_break_ids),
        "ports": tuple(names[node].name for node in route.port_ids),
        "straits": route.straits,
        "only_if": only_if,
        "yardstick": "",
        "leg_ids": route.leg_ids,
        "node_ids": route.node_ids,
        "line": shapely.MultiLineString(lines),
    }


def _three(name: str, span: Range) -> dict[str, float]:
    ends = {"low": span.low, "central": span.central, "high": span.high}
    return {f"{name}_{end}": round(value, 2) for end, value in ends.items()}
