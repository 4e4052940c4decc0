"""The tables for ways through: what is assumed of a leg or a stop, and the ways watched."""

from __future__ import annotations

from geo.model.choice import Basis, Objective
from geo.records.contract import Column, Form, Table
from geo.records.costs import Quantity
from geo.records.schema.columns import (
    NOTE_COLUMN,
    choice_column,
    date_column,
    id_column,
    text_column,
)

ASSUMPTIONS = Table(
    "assumptions",
    "assumptions.csv",
    ("assumption_id",),
    (
        id_column("assumption_id", "id of the assumption"),
        choice_column("quantity", "speed, dwell, rate or charge", Quantity),
        id_column("applies_to", "mode, waters with a rate of their own, or kind of stop"),
        Column("country", Form.CODE, "holds in this country only", required=False),
        Column("low", Form.NUMBER, "low end", minimum=0),
        Column("central", Form.NUMBER, "central figure", minimum=0),
        Column("high", Form.NUMBER, "high end", minimum=0),
        text_column("unit", "unit of the three"),
        Column(
            "price_year",
            Form.INTEGER,
            "year of the prices",
            required=False,
            minimum=1900,
            maximum=2199,
        ),
        choice_column("basis", "tonne, TEU or any", Basis),
        text_column("direction", "direction it holds for"),
        text_column("source_id", "a source, or the word assumption"),
        NOTE_COLUMN,
    ),
    needed=True,
)

JOURNEYS = Table(
    "journeys",
    "journeys.csv",
    ("journey_id",),
    (
        id_column("journey_id", "id of the journey"),
        text_column("name", "from where to where, in words"),
        id_column("from_id", "where it starts", refers_to="nodes.node_id"),
        id_column("to_id", "where it ends", refers_to="nodes.node_id"),
        choice_column("objective", "what its best way has least of", Objective),
        text_column("reason", "why it is watched"),
    ),
    most_rows=50,
)

PRESETS = Table(
    "presets",
    "presets.csv",
    ("preset_id",),
    (
        id_column("preset_id", "id of the question"),
        text_column("name", "what the button says"),
        text_column("about", "what is supposed and what is compared, in a sentence"),
        date_column("day", "the day it is asked of; empty for the day the data end"),
        id_column("from_id", "where the journey starts", refers_to="nodes.node_id"),
        id_column("to_id", "where it ends", refers_to="nodes.node_id"),
        choice_column("objective", "what its best route has least of", Objective),
        Column("closed", Form.IDS, "places, legs, straits or countries shut", required=False),
        Column("opened", Form.IDS, "places, legs, straits or countries reopened", required=False),
        Column("as_if_built", Form.IDS, "legs and branches as if built", required=False),
    ),
    most_rows=12,
    may_miss=True,
)
