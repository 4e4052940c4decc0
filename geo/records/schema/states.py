"""The tables of what holds from a date on: statuses, closures, and what confirms or doubts them."""

from __future__ import annotations

from geo.model.dates import Precision
from geo.model.said import SubjectKind
from geo.model.states import Says, Severity, StateKind, Status, Traffic
from geo.records.contract import Column, Form, Table
from geo.records.schema.columns import (
    FACTS_COLUMN,
    NOTE_COLUMN,
    SOURCE_COLUMN,
    choice_column,
    date_column,
    id_column,
    text_column,
)

LEG_STATUS = Table(
    "leg_status",
    "leg_status.csv",
    ("leg_id", "since"),
    (
        id_column("leg_id", "leg", refers_to="legs.leg_id"),
        choice_column("status", "status from that date on", Status),
        date_column("since", "since when", precision_in="since_precision"),
        choice_column("since_precision", "precision of since", Precision),
        SOURCE_COLUMN,
        NOTE_COLUMN,
    ),
    needed=True,
)

CONFIRMATIONS = Table(
    "confirmations",
    "confirmations.csv",
    ("subject_kind", "subject_id", "date", "source_id"),
    (
        choice_column("subject_kind", "leg or closure", StateKind),
        id_column("subject_id", "whose state it is"),
        date_column(
            "date", "day on which the state is said to hold or to have ended", required=True
        ),
        choice_column("says", "holds, ended, or contested", Says),
        SOURCE_COLUMN,
        NOTE_COLUMN,
    ),
)

DOUBT_RULES = Table(
    "doubt_rules",
    "doubt_rules.csv",
    ("status",),
    (
        choice_column("status", "status of a leg", Status),
        Column(
            "lasts_days",
            Form.INTEGER,
            "days of silence after which it is doubted; empty: never",
            required=False,
            minimum=1,
        ),
        Column(
            "told_within_days",
            Form.INTEGER,
            "how many days younger a page may be that saw it begin; empty: any number",
            required=False,
            minimum=1,
        ),
        Column("war_doubts", Form.FLAG, "doubted when a war has begun there since it was seen"),
        text_column("reason", "why so many"),
    ),
)

CLOSURES = Table(
    "closures",
    "closures.csv",
    ("closure_id",),
    (
        id_column("closure_id", "id of the closure"),
        choice_column("subject_kind", "node, leg or strait", SubjectKind),
        Column("subject_ids", Form.IDS, "what it shuts"),
        date_column("start", "first day", precision_in="start_precision"),
        choice_column("start_precision", "precision of start", Precision),
        choice_column("severity", "how much it shuts", Severity),
        Column("applies_to", Form.CHOICES, "what it keeps out", choices=Traffic),
        Column(
            "direction", Form.CODE, "only towards this country; empty: both ways", required=False
        ),
        Column("goods_origin", Form.CODES, "only goods from there", required=False),
        Column("goods_destination", Form.CODES, "only goods to there", required=False),
        Column("flag", Form.CODES, "only ships of that flag", required=False),
        text_column("headline", "one neutral line"),
        SOURCE_COLUMN,
        NOTE_COLUMN,
        FACTS_COLUMN,
    ),
)
