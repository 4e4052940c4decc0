"""The tables of what lies on the ground: nodes, legs, straits, branches, corridors, lengths."""

from __future__ import annotations

from geo.model.lines import Accuracy, LengthBasis, Mode, NodeKind
from geo.records.contract import Column, Form, Table
from geo.records.schema.columns import (
    NOTE_COLUMN,
    SOURCE_COLUMN,
    choice_column,
    id_column,
    number_column,
    text_column,
)

NODES = Table(
    "nodes",
    "nodes.geojson",
    ("node_id",),
    (
        id_column("node_id", "id of the node"),
        text_column("name", "name in English"),
        choice_column("kind", "what the node is", NodeKind),
        Column("country", Form.CODE, "ISO 3166-1 alpha-3 code"),
        Column("aliases", Form.TEXTS, "other spellings met", required=False),
        text_column("name_local", "name in the local script", required=False),
        text_column("name_local_language", "ISO 639-1 code of name_local", required=False),
        text_column("name_local_source", "where name_local was read", required=False),
        text_column("name_ru", "name in Russian", required=False),
        text_column("name_ru_source", "where name_ru was read", required=False),
        Column("rank", Form.INTEGER, "1 major to 4 minor, for labels", minimum=1, maximum=4),
        text_column("coordinate_source", "where the coordinates come from"),
        Column(
            "accuracy_km",
            Form.NUMBER,
            "how far the true place may be, km; from 10 up it is drawn as an area",
            minimum=0,
            maximum=1_000,
        ),
    ),
    most_rows=20_000,
)

LEGS = Table(
    "legs",
    "layers/*.geojson",
    ("leg_id",),
    (
        id_column("leg_id", "id of the leg"),
        text_column("name", "name of the leg"),
        id_column("from_id", "node where the alignment starts", refers_to="nodes.node_id"),
        id_column("to_id", "node where the alignment ends", refers_to="nodes.node_id"),
        choice_column("mode", "how the leg is travelled", Mode),
        Column("gauge_mm", Form.INTEGER, "track gauge, mm; empty off the rails", required=False),
        Column("length_km", Form.NUMBER, "length, km", minimum=0.001, maximum=50_000),
        choice_column("length_basis", "where the length comes from", LengthBasis),
        choice_column("accuracy", "how closely the line follows the ground", Accuracy),
        Column(
            "off_by_km",
            Form.NUMBER,
            "how far the true line may lie from the one drawn, km",
            required=False,
            minimum=0,
            maximum=200,
        ),
        Column("source_ids", Form.IDS, "sources of the leg", refers_to="sources.source_id"),
        Column(
            "passes",
            Form.IDS,
            "straits a sea leg goes through",
            required=False,
            refers_to="straits.strait_id",
        ),
        NOTE_COLUMN,
    ),
    most_rows=10_000,
)

CORRIDORS = Table(
    "corridors",
    "corridors.csv",
    ("corridor_id",),
    (
        id_column("corridor_id", "id of the corridor"),
        text_column("name", "full name"),
        text_column("short_name", "name for tight places"),
        text_column("summary", "one sentence"),
        Column("default_on", Form.FLAG, "shown when the page opens"),
    ),
    most_rows=50,
    needed=True,
)

BRANCH_NAMES = Table(
    "branch_names",
    "branch_names.csv",
    ("branch_id",),
    (
        id_column("corridor_id", "corridor of the branch", refers_to="corridors.corridor_id"),
        id_column("branch_id", "id of the branch"),
        text_column("name", "name of the branch"),
        text_column("summary", "one sentence", required=False),
        Column("default_on", Form.FLAG, "shown when its corridor is first switched on"),
    ),
    most_rows=500,
    needed=True,
)

BRANCHES = Table(
    "branches",
    "branches.csv",
    ("branch_id", "seq"),
    (
        id_column("corridor_id", "corridor of the branch", refers_to="corridors.corridor_id"),
        id_column("branch_id", "branch", refers_to="branch_names.branch_id"),
        Column("seq", Form.INTEGER, "place of the leg in the chain, from 1", minimum=1),
        id_column("leg_id", "leg", refers_to="legs.leg_id"),
        Column("new_section", Form.FLAG, "part of the new line to be built in this branch"),
    ),
    needed=True,
)

CORRIDOR_NODES = Table(
    "corridor_nodes",
    "corridor_nodes.csv",
    ("corridor_id", "node_id"),
    (
        id_column("corridor_id", "corridor", refers_to="corridors.corridor_id"),
        id_column(
            "node_id", "node that belongs to it though no leg reaches it", refers_to="nodes.node_id"
        ),
    ),
)

STRAITS = Table(
    "straits",
    "straits.csv",
    ("strait_id",),
    (
        id_column("strait_id", "id of the strait"),
        text_column("name", "name"),
        Column("lon", Form.NUMBER, "longitude, degrees", minimum=-180, maximum=180),
        Column("lat", Form.NUMBER, "latitude, degrees", minimum=-90, maximum=90),
    ),
)

PUBLISHED_LENGTHS = Table(
    "published_lengths",
    "published_lengths.csv",
    ("length_id",),
    (
        id_column("length_id", "id of the reading"),
        Column("leg_ids", Form.IDS, "the legs it spans, in order", refers_to="legs.leg_id"),
        number_column("km", "length as printed, km"),
        number_column("low", "lower end where print itself gives a range, km"),
        number_column("high", "upper end, km"),
        SOURCE_COLUMN,
        text_column("difference", "why ours differs by more than 3 %", required=False),
        NOTE_COLUMN,
    ),
)
