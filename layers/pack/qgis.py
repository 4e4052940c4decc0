"""A QGIS project over a team's store: its lines as the page shows them, its drafts to be edited.

What belongs here: the project's layers, and for each field its drop-down, its range and whether it
is required, from the contracts. What does not: how lines look (`layers/pack/qgislook.py`). Names
and passwords are in no project: QGIS asks each user for theirs, or takes them from a service file.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from geo.crs import SRID, WGS84
from geo.records.contract import Column, Form, Table
from geo.records.schema.lines import LEGS, NODES
from geo.store.lanes import DRAFT, LANES
from geo.store.tables import FILE, LISTS, PLACE, PUBLISHED, SHAPE, SHAPED, TABLES, quoted
from geo.zipped import zipped
from layers.pack.qgislook import lanes_renderer, modes_renderer, option_of, places_renderer

# The release whose form is written; QGIS reads forms of earlier releases for good.
_VERSION = "3.22.16-Białowieża"
_WGS84_HERE = "3452"  # its number in QGIS's own list; without it the name is not read
_NOT_NULL, _EXPRESSION = 1, 4  # how QGIS numbers the kinds of constraint
_HARD = "1"  # what breaks it cannot be saved
_GROUPS = {PUBLISHED: "Published", DRAFT: "Draft: each change is a proposal"}


@dataclass(frozen=True, slots=True)
class _Layer:
    """One layer: where it is in the store, its key, its columns, and how it is drawn."""

    schema: str
    name: str
    title: str
    key: tuple[str, ...]
    shape: str
    columns: tuple[Column, ...] = ()
    renderer: ET.Element | None = None

    @property
    def layer_id(self) -> str:
        return _layer_id(self.schema, self.name)


def _layer_id(schema: str, name: str) -> str:
    # QGIS gives an id of ten letters or fewer away for one of its own.
    return f"store_{schema}_{name}"


def project_of(corridors: Sequence[tuple[str, str]], *, place: Mapping[str, str]) -> bytes:
    """Return a project as a .qgz file: the same store gives the same bytes.

    Parameters
    ----------
    corridors
        Id and name of each corridor of the store, in order.
    place
        Where the store is, by libpq's names: a service, or host and database.
    """
    layers = list(_layers(corridors))
    root = ET.Element("qgis", {"version": _VERSION, "projectname": "Trade corridors"})
    ET.SubElement(root, "title").text = "Trade corridors"
    _reference_system(ET.SubElement(root, "projectCrs"))
    properties = ET.SubElement(ET.SubElement(root, "properties"), "SpatialRefSys")
    ET.SubElement(properties, "ProjectionsEnabled", {"type": "int"}).text = "1"
    tree = ET.SubElement(root, "layer-tree-group")
    for schema, title in _GROUPS.items():
        told = {"name": title, "expanded": "1", "checked": "Qt::Checked"}
        group = ET.SubElement(tree, "layer-tree-group", told)
        for layer in (one for one in layers if one.schema == schema):
            shown = schema == PUBLISHED or not layer.shape
            state = "Qt::Checked" if shown else "Qt::Unchecked"
            node = {"id": layer.layer_id, "name": layer.title, "providerKey": "postgres"}
            ET.SubElement(group, "layer-tree-layer", {**node, "checked": state, "expanded": "0"})
    there = ET.SubElement(root, "projectlayers")
    sources = {layer.layer_id: _source(layer, place) for layer in layers}
    for layer in layers:
        there.append(_map_layer(layer, sources))
    ET.indent(root)
    text = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
    text += ET.tostring(root, encoding="unicode") + "\n"
    return zipped({"corridors.qgs": text.encode()})


def _layers(corridors: Sequence[tuple[str, str]]) -> Iterator[_Layer]:
    for schema in _GROUPS:
        yield _Layer(
            schema, NODES.name, "Places", NODES.key, "Point", NODES.columns, places_renderer()
        )
        lanes = lanes_renderer(corridors)
        yield _Layer(schema, LANES, "Lines by corridor", ("lane_id",), "LineString", (), lanes)
    yield _Layer(
        DRAFT, LEGS.name, "Lines to edit", LEGS.key, "LineString", LEGS.columns, modes_renderer()
    )
    for table in TABLES:
        if table.name not in SHAPED:
            title = table.name.replace("_", " ").capitalize()
            yield _Layer(DRAFT, table.name, title, table.key, "", table.columns)


def _source(layer: _Layer, place: Mapping[str, str]) -> str:
    """Return where a layer is, as QGIS writes it."""
    told = {**place, "key": ",".join(map(quoted, layer.key)) if layer.key[1:] else layer.key[0]}
    if layer.shape:
        told |= {"srid": str(SRID), "type": layer.shape}
    parts = [f"{name}={_in_quotes(value)}" for name, value in told.items()]
    shape = f" ({SHAPE})" if layer.shape else ""
    return " ".join([*parts, f"table={quoted(layer.schema)}.{quoted(layer.name)}{shape}"])


def _in_quotes(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _map_layer(layer: _Layer, sources: Mapping[str, str]) -> ET.Element:
    geometry = {"Point": "Point", "LineString": "Line"}.get(layer.shape, "No geometry")
    read_only = str(int(layer.schema == PUBLISHED or layer.name == LANES))
    told = {"type": "vector", "geometry": geometry, "readOnly": read_only}
    made = ET.Element("maplayer", told)
    ET.SubElement(made, "id").text = layer.layer_id
    ET.SubElement(made, "datasource").text = sources[layer.layer_id]
    ET.SubElement(made, "layername").text = layer.title
    _reference_system(ET.SubElement(made, "srs"))
    ET.SubElement(made, "provider", {"encoding": "UTF-8"}).text = "postgres"
    if layer.renderer is not None:
        made.append(layer.renderer)
    fields = ET.SubElement(made, "fieldConfiguration")
    aliases = ET.SubElement(made, "aliases")
    constraints = ET.SubElement(made, "constraints")
    expressions = ET.SubElement(made, "constraintExpressions")
    for column in layer.columns:
        field = ET.SubElement(fields, "field", {"name": column.name})
        _widget(field, column, sources)
        ET.SubElement(aliases, "alias", {"field": column.name, "name": column.meaning})
        _constraint(constraints, expressions, column)
    # Ours beside those of the contract are the store's to set.
    for name in (PLACE, FILE) if layer.columns else ():
        field = ET.SubElement(fields, "field", {"name": name})
        _config(field, "Hidden", {})
    return made


def _reference_system(parent: ET.Element) -> None:
    told = ET.SubElement(parent, "spatialrefsys")
    ET.SubElement(told, "srsid").text = _WGS84_HERE
    ET.SubElement(told, "authid").text = WGS84


def _widget(field: ET.Element, column: Column, sources: Mapping[str, str]) -> None:
    """Add how a field is filled in: a list to choose from where the contract has one."""
    if column.form in LISTS:
        _config(field, "List", {})
    elif column.choices is not None:
        _config(field, "ValueMap", {"map": [{one.value: one.value} for one in column.choices]})
    elif column.form is Form.FLAG:
        _config(field, "CheckBox", {})
    elif (referred := _referred(column)) is not None:
        other = _layer_id(DRAFT, referred.name)
        key = referred.key[0]
        names = [one.name for one in referred.columns if one.name in ("name", "title")]
        told = {"Layer": other, "LayerSource": sources[other], "LayerProviderName": "postgres"}
        told |= {"Key": key, "Value": names[0] if names else key}
        flags = {"AllowNull": not column.required, "OrderByValue": True, "UseCompleter": True}
        _config(field, "ValueRelation", {**told, **flags})
    else:
        _config(field, "TextEdit", {"IsMultiline": column.name in ("note", "summary")})


def _referred(column: Column) -> Table | None:
    """Return the table whose only key a column names."""
    name, _, wanted = column.refers_to.partition(".")
    return next((one for one in TABLES if one.name == name and one.key == (wanted,)), None)


def _config(field: ET.Element, kind: str, told: Mapping[str, object]) -> None:
    config = ET.SubElement(ET.SubElement(field, "editWidget", {"type": kind}), "config")
    option_of(config, "", told)


def _constraint(constraints: ET.Element, expressions: ET.Element, column: Column) -> None:
    name = quoted(column.name)
    ranges = ((">=", column.minimum), ("<=", column.maximum))
    bounds = [f"{name} {sign} {bound:g}" for sign, bound in ranges if bound is not None]
    rule = f"{name} IS NULL OR ({' AND '.join(bounds)})" if bounds else ""
    kinds = (_NOT_NULL if column.required else 0) | (_EXPRESSION if rule else 0)
    if not kinds:
        return
    strengths = {"notnull_strength": _HARD if column.required else "0", "unique_strength": "0"}
    strengths |= {"exp_strength": _HARD if rule else "0"}
    told = {"field": column.name, "constraints": str(kinds)}
    ET.SubElement(constraints, "constraint", {**told, **strengths})
    if rule:
        told = {"field": column.name, "exp": rule, "desc": column.meaning}
        ET.SubElement(expressions, "constraint", told)
