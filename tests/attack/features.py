"""Damages to features: their properties, their geometries, and the collections they stand in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from geo.records.backdrop import LAYERS
from geo.records.schema.lines import LEGS, NODES
from tests.attack.mutant import Mutant


def feature_mutants(names: Iterable[str]) -> Iterator[Mutant]:
    """Yield the damages to features; those to whole collections for the files named."""
    yield from _properties()
    yield from _geometries()
    yield from _collections(names)


def _collected(change: Callable[[dict[str, Any]], Any], name: str, folder: Path) -> None:
    collection = json.loads((folder / name).read_text(encoding="utf-8"))
    change(collection)
    (folder / name).write_text(json.dumps(collection), encoding="utf-8")


def _at_middle(change: Callable[[dict[str, Any]], Any], collection: dict[str, Any]) -> None:
    change(collection["features"][len(collection["features"]) // 2])


_VALUES: dict[str, Any] = {
    "null": None,
    "a list": [],
    "an object": {"a": {"b": 1}},
    "400 digits": 10**400,
    "1e308": 1e308,
    "-5": -5,
    "true": True,
    "a lone surrogate": "a\ud800b",
    "NUL": "a\x00b",
    "none": "none",
}


def _properties() -> Iterator[Mutant]:
    files = {NODES: "nodes.geojson", LEGS: "layers/trans_afghan.geojson"}
    tables = [*files.items(), *((layer.table, layer.file) for layer in LAYERS.values())]
    for table, name in tables:
        for column in table.columns:
            for how, value in _VALUES.items():
                set_it = partial(_set_property, column.name, value)
                damage = partial(_collected, partial(_at_middle, set_it), name)
                refused = how in {"an object", "400 digits", "1e308", "a lone surrogate", "NUL"}
                yield Mutant("property", f"{name} {column.name}", how, damage, refused)
        unknown = partial(_set_property, "extra", 1)
        damage = partial(_collected, partial(_at_middle, unknown), name)
        # Backdrops of other makers carry more than is drawn.
        yield Mutant("property", name, "one more", damage, table in files)


def _set_property(name: str, value: Any, feature: dict[str, Any]) -> None:
    feature["properties"][name] = value


_SHAPES: dict[str, tuple[Callable[[Any], Any], bool]] = {
    "none": (lambda shape: None, True),
    "another type": (lambda shape: {"type": "MultiPoint", "coordinates": [[1, 2]]}, True),
    "texts": (lambda shape: _mapped(shape, lambda pair: [str(pair[0]), str(pair[1])]), True),
    "latitude first": (lambda shape: _mapped(shape, lambda pair: [pair[1], pair[0]]), False),
    "in metres": (lambda shape: _mapped(shape, lambda pair: [pair[0] * 1e5, pair[1] * 1e5]), True),
    "NaN": (lambda shape: _mapped(shape, lambda pair: [float("nan"), pair[1]]), True),
    "by way of the pole": (lambda shape: _with_first(shape, [0.0, 90.0]), False),
    "the other side of the world": (lambda shape: _with_first(shape, [-170.0, 10.0]), False),
    "one place only": (lambda shape: _mapped(shape, lambda pair: [60.0, 35.0]), False),
    "a height": (lambda shape: _with_first(shape, [60.0, 35.0, 900.0]), False),
    "empty": (lambda shape: {**shape, "coordinates": []}, True),
    "deep": (lambda shape: {**shape, "coordinates": [[[[[[1, 2]]]]]]}, True),
    "a list": (lambda shape: shape["coordinates"], True),
    "turned round": (lambda shape: {**shape, "coordinates": shape["coordinates"][::-1]}, False),
}


def _mapped(shape: dict[str, Any], change: Callable[[list[float]], list[Any]]) -> dict[str, Any]:
    def walk(part: Any) -> Any:
        return change(part) if not isinstance(part[0], list) else [walk(one) for one in part]

    return {**shape, "coordinates": walk(shape["coordinates"])}


def _with_first(shape: dict[str, Any], pair: list[float]) -> dict[str, Any]:
    """Put a position second in the first line or ring; a point is moved there."""
    coordinates = shape["coordinates"]
    if not isinstance(coordinates[0], list):
        return {**shape, "coordinates": pair}
    if isinstance(coordinates[0][0], list):
        return {**shape, "coordinates": [_spliced(coordinates[0], pair), *coordinates[1:]]}
    return {**shape, "coordinates": _spliced(coordinates, pair)}


def _spliced(line: list[Any], pair: list[float]) -> list[Any]:
    return [line[0], pair, *line[1:]]


def _geometries() -> Iterator[Mutant]:
    files = ["nodes.geojson", "layers/instc.geojson", *(layer.file for layer in LAYERS.values())]
    for name in files:
        for how, (change, refused) in _SHAPES.items():
            damage = partial(_collected, partial(_at_middle, partial(_reshape, change)), name)
            must = refused or (how == "by way of the pole" and "instc" in name)
            yield Mutant("geometry", name, how, damage, must)


def _reshape(change: Callable[[Any], Any], feature: dict[str, Any]) -> None:
    feature["geometry"] = change(feature["geometry"])


def _collections(names: Iterable[str]) -> Iterator[Mutant]:
    changes: dict[str, tuple[Callable[[dict[str, Any]], Any], bool]] = {
        "in EPSG:3857": (
            lambda one: one.update(
                crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
            ),
            True,
        ),
        "properties a list": (lambda one: one["features"][0].update(properties=[1]), True),
        "a feature a number": (lambda one: one["features"].insert(1, 5), True),
        "features an object": (lambda one: one.update(features={}), True),
        "a feature twice": (lambda one: one["features"].append(one["features"][0]), False),
        "a feature less": (lambda one: one["features"].pop(), False),
        "no features": (lambda one: one.update(features=[]), False),
        "a title": (lambda one: one.update(title="x" * 10_000), False),
    }
    for name in names:
        for how, (change, refused) in changes.items():
            damage = partial(_collected, change, name)
            yield Mutant("collection", name, how, damage, refused)
    ends: dict[str, Any] = {
        "9999-12-31": "9999-12-31",
        "2100-12-31": "2100-12-31",
        "1999-12-31": "1999-12-31",
        "2026-W01-1": "2026-W01-1",
        "a number": 20260705,
    }
    for how, end in ends.items():
        damage = partial(_collected, partial(_set_end, end), "datapackage.json")
        refused = how not in {"2100-12-31", "1999-12-31"}
        yield Mutant("package", "datapackage.json data_end", how, damage, refused)


def _set_end(end: Any, package: dict[str, Any]) -> None:
    package["data_end"] = end
