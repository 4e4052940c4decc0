"""The contract of every table of the data folder: its file, its key, its columns.

The tables here are the only description of the data's form; reading by them is in
`geo.records.rows`, and `data/datapackage.json` is derived from them.
"""

from __future__ import annotations

from enum import StrEnum

from geo.model import (
    Accuracy,
    Basis,
    Calendar,
    ClaimKind,
    EventKind,
    EventType,
    LengthBasis,
    Mode,
    NodeKind,
    Objective,
    PeriodRule,
    Precision,
    Qualifier,
    Says,
    Severity,
    StateKind,
    Status,
    SubjectKind,
    Traffic,
)
from geo.records.contract import Column, Form, Table
from geo.records.costs import Quantity


def _id(name: str, meaning: str, *, refers_to: str = "", required: bool = True) -> Column:
    return Column(name, Form.ID, meaning, required=required, refers_to=refers_to)


def _text(name: str, meaning: str, *, required: bool = True) -> Column:
    return Column(name, Form.TEXT, meaning, required=required)


def _choice(name: str, meaning: str, choices: type[StrEnum], *, required: bool = True) -> Column:
    return Column(name, Form.CHOICE, meaning, choices=choices, required=required)


def _date(name: str, meaning: str, *, precision_in: str = "", required: bool = False) -> Column:
    return Column(name, Form.DATE, meaning, precision_in=precision_in, required=required)


def _number(name: str, meaning: str, *, required: bool = False) -> Column:
    return Column(name, Form.NUMBER, meaning, required=required)


_SOURCE = _id("source_id", "where it was read", refers_to="sources.source_id")
_NOTE = _text("note", "what a reader should know beside it", required=False)
_FACTS = Column("fact_id", Form.TEXTS, "ids of the researched facts behind the row", required=False)

NODES = Table(
    "nodes",
    "nodes.geojson",
    ("node_id",),
    (
        _id("node_id", "id of the node"),
        _text("name", "name in English"),
        _choice("kind", "what the node is", NodeKind),
        Column("country", Form.CODE, "ISO 3166-1 alpha-3 code"),
        Column("aliases", Form.TEXTS, "other spellings met", required=False),
        _text("name_local", "name in the local script", required=False),
        _text("name_ru", "name in Russian", required=False),
        Column("rank", Form.INTEGER, "1 major to 4 minor, for labels", minimum=1, maximum=4),
        _text("coordinate_source", "where the coordinates come from"),
        Column(
            "accuracy_km",
            Form.NUMBER,
            "how far the true place may be, km; from 10 up it is drawn as an area",
            minimum=0,
            maximum=1_000,
        ),
    ),
    most_rows=5_000,
)

LEGS = Table(
    "legs",
    "layers/*.geojson",
    ("leg_id",),
    (
        _id("leg_id", "id of the leg"),
        _text("name", "name of the leg"),
        _id("from_id", "node where the alignment starts", refers_to="nodes.node_id"),
        _id("to_id", "node where the alignment ends", refers_to="nodes.node_id"),
        _choice("mode", "how the leg is travelled", Mode),
        Column("gauge_mm", Form.INTEGER, "track gauge, mm; empty off the rails", required=False),
        Column("length_km", Form.NUMBER, "length, km", minimum=0.001, maximum=50_000),
        _choice("length_basis", "where the length comes from", LengthBasis),
        _choice("accuracy", "how closely the line follows the ground", Accuracy),
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
        _NOTE,
    ),
    most_rows=5_000,
)

CORRIDORS = Table(
    "corridors",
    "corridors.csv",
    ("corridor_id",),
    (
        _id("corridor_id", "id of the corridor"),
        _text("name", "full name"),
        _text("short_name", "name for tight places"),
        _text("summary", "one sentence"),
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
        _id("corridor_id", "corridor of the branch", refers_to="corridors.corridor_id"),
        _id("branch_id", "id of the branch"),
        _text("name", "name of the branch"),
        _text("summary", "one sentence", required=False),
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
        _id("corridor_id", "corridor of the branch", refers_to="corridors.corridor_id"),
        _id("branch_id", "branch", refers_to="branch_names.branch_id"),
        Column("seq", Form.INTEGER, "place of the leg in the chain, from 1", minimum=1),
        _id("leg_id", "leg", refers_to="legs.leg_id"),
        Column("new_section", Form.FLAG, "part of the new line to be built in this branch"),
    ),
    needed=True,
)

CORRIDOR_NODES = Table(
    "corridor_nodes",
    "corridor_nodes.csv",
    ("corridor_id", "node_id"),
    (
        _id("corridor_id", "corridor", refers_to="corridors.corridor_id"),
        _id(
            "node_id", "node that belongs to it though no leg reaches it", refers_to="nodes.node_id"
        ),
    ),
)

LEG_STATUS = Table(
    "leg_status",
    "leg_status.csv",
    ("leg_id", "since"),
    (
        _id("leg_id", "leg", refers_to="legs.leg_id"),
        _choice("status", "status from that date on", Status),
        _date("since", "since when", precision_in="since_precision"),
        _choice("since_precision", "precision of since", Precision),
        _SOURCE,
        _NOTE,
    ),
    needed=True,
)

CONFIRMATIONS = Table(
    "confirmations",
    "confirmations.csv",
    ("subject_kind", "subject_id", "date", "source_id"),
    (
        _choice("subject_kind", "leg or closure", StateKind),
        _id("subject_id", "whose state it is"),
        _date("date", "day on which the state is said to hold or to have ended", required=True),
        _choice("says", "holds, ended, or contested", Says),
        _SOURCE,
        _NOTE,
    ),
)

DOUBT_RULES = Table(
    "doubt_rules",
    "doubt_rules.csv",
    ("status",),
    (
        _choice("status", "status of a leg", Status),
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
        _text("reason", "why so many"),
    ),
)

KEY_FIGURES = Table(
    "key_figures",
    "key_figures.csv",
    ("corridor_id", "slot"),
    (
        _id("corridor_id", "corridor it stands for", refers_to="corridors.corridor_id"),
        Column("slot", Form.INTEGER, "its place, 1 first, at most 4", minimum=1, maximum=4),
        _choice("subject_kind", "what kind of thing it is about", SubjectKind),
        _text("subject_id", "what it is about"),
        _id("metric", "what is counted"),
        Column(
            "scope",
            Form.TEXTS,
            "scopes of the claims that may fill it, the first that is known first; empty: any",
            required=False,
        ),
        _choice("period_rule", "year, rate or standing", PeriodRule),
        _text("reason", "why this stands at the head"),
    ),
)

STRAITS = Table(
    "straits",
    "straits.csv",
    ("strait_id",),
    (
        _id("strait_id", "id of the strait"),
        _text("name", "name"),
        Column("lon", Form.NUMBER, "longitude, degrees", minimum=-180, maximum=180),
        Column("lat", Form.NUMBER, "latitude, degrees", minimum=-90, maximum=90),
    ),
)

SOURCES = Table(
    "sources",
    "sources.csv",
    ("source_id",),
    (
        Column("source_id", Form.ID, "id of the source"),
        _text("title", "title of the page or document"),
        _text("publisher", "who published it", required=False),
        _text("published", "when, in ISO form as exactly as known", required=False),
        _text("published_precision", "day, month or year, inferred_ before it if inferred"),
        Column("url", Form.URL, "address, http or https", required=False),
        _text("accessed", "when it was read", required=False),
        _text("kind", "what kind of source it is"),
        _text("read", "how much of it was read: whole, opening, headline, none"),
        _text(
            "read_at", "the copy or mirror where it was read; empty: the original", required=False
        ),
    ),
    needed=True,
)

CLAIMS = Table(
    "claims",
    "claims.csv",
    ("claim_id",),
    (
        _id("claim_id", "id of the claim"),
        _choice("subject_kind", "what kind of thing it is about", SubjectKind),
        Column("subject_id", Form.TEXT, "what it is about"),
        _id("metric", "what is counted"),
        _number("value", "the number"),
        _number("value_low", "lower end of a range"),
        _number("value_high", "upper end of a range"),
        _text("unit", "unit of the number"),
        _choice("qualifier", "how the speaker hedged it", Qualifier),
        _text("scope", "from where to where, what is counted", required=False),
        _date("period_start", "first day counted"),
        _date("period_end", "last day counted"),
        _choice("calendar", "calendar of the period", Calendar),
        _choice("kind", "what sort of statement it is", ClaimKind),
        _text("said_by", "speaker or office", required=False),
        _date("said_on", "when it was said", precision_in="said_on_precision"),
        _choice("said_on_precision", "precision of said_on", Precision),
        _SOURCE,
        _NOTE,
        Column("preference", Form.INTEGER, "order in its group, 1 first", False, minimum=1),
        _text("preference_reason", "why this order, or why none", required=False),
        _FACTS,
        _date("vintage", "edition of a revised series it was taken from"),
    ),
)

EVENTS = Table(
    "events",
    "events.csv",
    ("event_id",),
    (
        _id("event_id", "id of the event"),
        _choice("subject_kind", "what kind of thing it is about", SubjectKind),
        Column("subject_id", Form.TEXT, "what it is about"),
        _id("node_id", "where", refers_to="nodes.node_id", required=False),
        _choice("type", "what happened", EventType),
        _date("date", "when", precision_in="precision"),
        _choice("precision", "precision of date", Precision),
        _choice("kind", "actual, promised or contested", EventKind),
        _date("said_on", "when a promise was made; empty: its own date"),
        _id("promise_id", "ties a promise to what came of it", required=False),
        _text("headline", "one neutral line"),
        _SOURCE,
        _NOTE,
        _FACTS,
        _date("ends", "when the period runs out that it opens (waiver, sanction, contract)"),
    ),
)

CLOSURES = Table(
    "closures",
    "closures.csv",
    ("closure_id",),
    (
        _id("closure_id", "id of the closure"),
        _choice("subject_kind", "node, leg or strait", SubjectKind),
        Column("subject_ids", Form.IDS, "what it shuts"),
        _date("start", "first day", precision_in="start_precision"),
        _choice("start_precision", "precision of start", Precision),
        _choice("severity", "how much it shuts", Severity),
        Column("applies_to", Form.CHOICES, "what it keeps out", choices=Traffic),
        Column(
            "direction", Form.CODE, "only towards this country; empty: both ways", required=False
        ),
        Column("goods_origin", Form.CODES, "only goods from there", required=False),
        Column("goods_destination", Form.CODES, "only goods to there", required=False),
        Column("flag", Form.CODES, "only ships of that flag", required=False),
        _text("headline", "one neutral line"),
        _SOURCE,
        _NOTE,
        _FACTS,
    ),
)

SUMS = Table(
    "sums",
    "sums.csv",
    ("sum_id",),
    (
        _id("sum_id", "id of the sum"),
        _id("total_claim_id", "claim that states the total", refers_to="claims.claim_id"),
        Column("part_claim_ids", Form.IDS, "claims of the parts", refers_to="claims.claim_id"),
        Column("tolerance", Form.NUMBER, "largest rounding difference, unit of the total"),
        _text("expected", "adds_up, or known_mismatch when the source itself errs"),
        _NOTE,
    ),
)

ASSUMPTIONS = Table(
    "assumptions",
    "assumptions.csv",
    ("assumption_id",),
    (
        _id("assumption_id", "id of the assumption"),
        _choice("quantity", "speed, dwell, rate or charge", Quantity),
        _id("applies_to", "mode, waters with a rate of their own, or kind of stop"),
        Column("country", Form.CODE, "holds in this country only", required=False),
        Column("low", Form.NUMBER, "low end", minimum=0),
        Column("central", Form.NUMBER, "central figure", minimum=0),
        Column("high", Form.NUMBER, "high end", minimum=0),
        _text("unit", "unit of the three"),
        Column(
            "price_year",
            Form.INTEGER,
            "year of the prices",
            required=False,
            minimum=1900,
            maximum=2199,
        ),
        _choice("basis", "tonne, TEU or any", Basis),
        _text("direction", "direction it holds for"),
        _text("source_id", "a source, or the word assumption"),
        _NOTE,
    ),
    needed=True,
)

OMITTED = Table(
    "omitted",
    "omitted.csv",
    ("fact_id",),
    (_text("fact_id", "id of the fact"), _text("reason", "why it is not in the data")),
)

REPORTED = Table(
    "reported",
    "reported.csv",
    ("page_url",),
    (
        Column("page_url", Form.URL, "the press page named; once, however many digests name it"),
        _date("date", "the day in the world it speaks of", required=True),
        _text("subject", "what it is about, in words"),
        _text("fact", "what the digest says the page says, in our own words"),
        _text("page", "publisher and title of the press page, as the digest gives them"),
        Column("digest_url", Form.URL, "where the digest was read"),
        _NOTE,
    ),
)

PUBLISHED_LENGTHS = Table(
    "published_lengths",
    "published_lengths.csv",
    ("length_id",),
    (
        _id("length_id", "id of the reading"),
        Column("leg_ids", Form.IDS, "the legs it spans, in order", refers_to="legs.leg_id"),
        _number("km", "length as printed, km"),
        _number("low", "lower end where print itself gives a range, km"),
        _number("high", "upper end, km"),
        _SOURCE,
        _text("difference", "why ours differs by more than 3 %", required=False),
        _NOTE,
    ),
)

JOURNEYS = Table(
    "journeys",
    "journeys.csv",
    ("journey_id",),
    (
        _id("journey_id", "id of the journey"),
        _text("name", "from where to where, in words"),
        _id("from_id", "where it starts", refers_to="nodes.node_id"),
        _id("to_id", "where it ends", refers_to="nodes.node_id"),
        _choice("objective", "what its best way has least of", Objective),
        _text("reason", "why it is watched"),
    ),
    most_rows=50,
)

WITHDRAWN = Table(
    "withdrawn",
    "withdrawn.csv",
    ("record_id",),
    (
        _text("record_id", "table and id of what was taken out, such as claims:north_length"),
        _date("day", "when it was taken out", required=True),
        _text("reason", "why"),
        _text("replaced_by", "id that stands in its place", required=False),
    ),
)

CSV_TABLES: tuple[Table, ...] = (
    CORRIDORS,
    BRANCH_NAMES,
    BRANCHES,
    CORRIDOR_NODES,
    LEG_STATUS,
    CONFIRMATIONS,
    DOUBT_RULES,
    KEY_FIGURES,
    STRAITS,
    SOURCES,
    CLAIMS,
    EVENTS,
    CLOSURES,
    SUMS,
    ASSUMPTIONS,
    OMITTED,
    REPORTED,
    PUBLISHED_LENGTHS,
    JOURNEYS,
    WITHDRAWN,
)
